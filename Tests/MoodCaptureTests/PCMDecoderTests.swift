import MoodCore
import MoodTestSupport
import Testing

@testable import MoodCapture

struct PCMDecoderTests {
  private func decode(_ bytes: [UInt8], _ format: SampleFormat, channels: Int = 1) -> [Float] {
    var decoder = PCMDecoder(format, channels: channels)
    return decode(bytes, with: &decoder)
  }

  private func decode(_ bytes: [UInt8], with decoder: inout PCMDecoder) -> [Float] {
    var samples = [Float](repeating: .nan, count: bytes.count + 64)
    let frames = bytes.withUnsafeBytes { bytes in
      samples.withUnsafeMutableBufferPointer { decoder.decode(bytes, into: $0.baseAddress!) }
    }
    return Array(samples.prefix(frames * decoder.channels))
  }

  @Test func extremesAndZeroAreExact() {
    #expect(decode([0, 128, 255], .u8) == [-1, 0, 127 / 128])
    #expect(decode([0, 0x80, 0, 0, 0xFF, 0x7F, 1, 0], .s16le) == [-1, 0, 32767 / 32768, 1 / 32768])
    #expect(decode([0x80, 0, 0, 0, 0x7F, 0xFF, 0, 1], .s16be) == [-1, 0, 32767 / 32768, 1 / 32768])
    #expect(
      decode([0, 0, 0x80, 0, 0, 0, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF], .s24le)
        == [-1, 0, 8_388_607 / 8_388_608, -1 / 8_388_608])
    #expect(
      decode([0x80, 0, 0, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .s24be)
        == [-1, 0, 8_388_607 / 8_388_608, -1 / 8_388_608])
    #expect(decode([0, 0, 0, 0x80, 0, 0, 0, 0x40, 1, 0, 0, 0], .s32le) == [-1, 0.5, 0x1p-31])
    #expect(decode([0x80, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 1], .s32be) == [-1, 0.5, 0x1p-31])
    #expect(decode([0, 0, 0x80, 0xBF], .f32le) == [-1])
    #expect(decode([0xBF, 0x80, 0, 0], .f32be) == [-1])
  }

  @Test func every16BitValueIsExact() {
    for value in Int16.min...Int16.max {
      let expected = Double(value) / 32768
      #expect(decode(littleEndian(value), .s16le).first.map(Double.init) == expected)
    }
  }

  @Test(arguments: SampleFormat.allCases, [1, 2, 5])
  func chunksAreInvisible(format: SampleFormat, channels: Int) {
    let bytes = randomBytes(1201, seed: 7)
    let whole = decode(bytes, format, channels: channels).map(\.bitPattern)
    #expect(whole.count == bytes.count / (format.bytesPerSample * channels) * channels)
    var random = SplitMix64(seed: 8)
    for largest in [1, 2, 3, 5, 64, 700] {
      var decoder = PCMDecoder(format, channels: channels)
      var pieces: [UInt32] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...largest, using: &random))
        pieces += decode(Array(piece), with: &decoder).map(\.bitPattern)
        rest = rest.dropFirst(piece.count)
      }
      #expect(pieces == whole)
      #expect(decoder.pendingBytes == bytes.count % decoder.bytesPerFrame)
    }
  }

  @Test func bigEndianIsReversedLittleEndian() {
    let pairs: [(SampleFormat, SampleFormat)] = [
      (.s16le, .s16be), (.s24le, .s24be), (.s32le, .s32be), (.f32le, .f32be),
    ]
    for (little, big) in pairs {
      let bytes = randomBytes(little.bytesPerSample * 100, seed: 9)
      let swapped = stride(from: 0, to: bytes.count, by: little.bytesPerSample).flatMap {
        bytes[$0..<$0 + little.bytesPerSample].reversed()
      }
      #expect(decode(bytes, little).map(\.bitPattern) == decode(swapped, big).map(\.bitPattern))
    }
  }
}
