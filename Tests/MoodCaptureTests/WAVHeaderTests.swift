import MoodCore
import MoodTestSupport
import Testing

@testable import MoodCapture

/// Bytes from memory, a few at a time.
private final class MemoryStream: ByteStream {
  private(set) var rest: ArraySlice<UInt8>
  private let largestRead: Int

  init(_ bytes: [UInt8], largestRead: Int = .max) {
    rest = bytes[...]
    self.largestRead = largestRead
  }

  func read(into memory: UnsafeMutableRawPointer, count: Int) throws -> Int {
    let taken = rest.prefix(min(count, largestRead))
    taken.withUnsafeBytes {
      if let base = $0.baseAddress { memory.copyMemory(from: base, byteCount: $0.count) }
    }
    rest.removeFirst(taken.count)
    return taken.count
  }
}

struct WAVHeaderTests {
  /// The header of `wav` and how many bytes follow it.
  private func parse(_ wav: WAVBuilder, largestRead: Int = .max) throws -> (WAVHeader, left: Int) {
    let stream = MemoryStream(Array(wav.bytes.dropFirst(WAVHeader.magicBytes)), largestRead: largestRead)
    return try (WAVHeader(from: stream), stream.rest.count)
  }

  @Test func magicsAreKnown() {
    for magic in ["RIFF", "RF64", "BW64"] { #expect(WAVHeader.isMagic(Array(magic.utf8))) }
    for other in ["RIF", "RIFX", "fLaC", "OggS", ""] { #expect(!WAVHeader.isMagic(Array(other.utf8))) }
  }

  @Test(arguments: [SampleFormat.u8, .s16le, .s24le, .s32le, .f32le])
  func plainAndExtensibleSayTheSame(format: SampleFormat) throws {
    for body in [
      WAVBuilder.formatBody(format, rateHz: 48_000, channels: 3),
      WAVBuilder.extensibleBody(format, rateHz: 48_000, channels: 3),
    ] {
      var wav = WAVBuilder()
      wav.chunk("fmt ", body)
      wav.chunk("data", [], size: 1200)
      let (header, left) = try parse(wav)
      #expect(header.sampleFormat == format)
      #expect(header.rateHz == 48_000)
      #expect(header.channels == 3)
      #expect(header.dataBytes == 1200)
      #expect(left == 0)
    }
  }

  @Test func otherChunksAndTheirPaddingAreReadPast() throws {
    for largestRead in [1, 3, Int.max] {
      var wav = WAVBuilder()
      wav.chunk("LIST", randomBytes(9001, seed: 1))
      wav.formatChunk()
      wav.chunk("fact", [1, 2, 3])
      wav.chunk("data", [1, 2, 3, 4])
      let (header, left) = try parse(wav, largestRead: largestRead)
      #expect(header.dataBytes == 4)
      #expect(left == 4)
    }
  }

  @Test(arguments: [0, 0xFFFF_FFFF, 0x7FFF_F000, 0x7FFF_FF00] as [UInt32])
  func placeholdersAreUnknownLengths(size: UInt32) throws {
    var wav = WAVBuilder()
    wav.formatChunk()
    wav.chunk("data", [], size: size)
    #expect(try parse(wav).0.dataBytes == nil)
  }

  @Test(arguments: ["RF64", "BW64"])
  func longLengthsComeFromDs64(magic: String) throws {
    for (written, expected) in [(5_000_000_000, 5_000_000_000), (0, nil), (.max, nil)] as [(UInt64, UInt64?)]
    {
      var wav = WAVBuilder(magic: magic)
      wav.chunk("ds64", littleEndian(UInt64.max) + littleEndian(written) + [UInt8](repeating: 0, count: 12))
      wav.formatChunk()
      wav.chunk("data", [], size: .max)
      #expect(try parse(wav).0.dataBytes == expected)
    }
  }

  @Test func wrongHeadersAreRefused() {
    func fault(_ build: (inout WAVBuilder) -> Void) -> WAVFault? {
      var wav = WAVBuilder()
      build(&wav)
      do { _ = try parse(wav) } catch { return error as? WAVFault }
      return nil
    }
    #expect(fault { _ in } == .cutShort)
    #expect(fault { $0 = WAVBuilder(form: "AVI ") } == .notWAVE)
    #expect(fault { $0.chunk("data", [1, 2]) } == .dataBeforeFormat)
    #expect(fault { $0.chunk("fmt ", [1, 0, 2, 0]) } == .formatTooShort(bytes: 4))
    #expect(fault { $0.chunk("JUNK", [1, 2], size: 0xFFFF_FFFF) } == .cutShort)
    #expect(fault { $0.chunk("fmt ", [1, 0], size: 0xFFFF_FFFF) } == .cutShort)
    let misaligned = fault {
      $0.formatChunk(blockAlign: 3)
      $0.chunk("data", [])
    }
    #expect(misaligned == .blockAlign(found: 3, expected: 4))
    let adpcm = fault {
      $0.chunk("fmt ", WAVBuilder.formatBody(.u8, rateHz: 8000, channels: 1, tag: 2))
    }
    #expect(adpcm == .unsupportedEncoding(tag: 2, bits: 8))
  }

  @Test func everyCutOfAHeaderIsRefused() throws {
    var wav = WAVBuilder(magic: "RF64")
    wav.chunk("ds64", [UInt8](repeating: 1, count: 28))
    wav.chunk("fmt ", WAVBuilder.extensibleBody(.s24le, rateHz: 44_100, channels: 2))
    wav.chunk("data", [])
    for length in 4..<wav.bytes.count {
      var cut = wav
      cut.bytes.removeLast(wav.bytes.count - length)
      #expect(throws: WAVFault.cutShort) { try parse(cut) }
    }
  }

  @Test func garbageIsAHeaderOrAFault() throws {
    var valid = WAVBuilder(magic: "RF64")
    valid.chunk("ds64", [UInt8](repeating: 1, count: 28))
    valid.chunk("fmt ", WAVBuilder.extensibleBody(.s24le, rateHz: 44_100, channels: 2))
    valid.chunk("data", randomBytes(200, seed: 2))
    var random = SplitMix64(seed: 3)
    for _ in 0..<5000 {
      var garbage = valid
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let index = Int.random(in: 4..<garbage.bytes.count, using: &random)
        garbage.bytes[index] = UInt8(truncatingIfNeeded: random.next())
      }
      do { _ = try parse(garbage) } catch { #expect(error is WAVFault) }
    }
  }
}
