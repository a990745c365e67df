import Glibc
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodCapture

struct StreamSourceTests {
  private let stereo = InputOptions(format: .s16le, rateHz: 48_000, channels: 2)

  @Test func rawStreamsConform() throws {
    let bytes = randomBytes(40_003, seed: 1)
    for format in SampleFormat.allCases where format != .f32le && format != .f32be {
      try checkAudioSource {
        try streamSource(bytes, InputOptions(format: format, rateHz: 8000, channels: 3))
      }
    }
  }

  @Test func waveStreamsConform() throws {
    let wav = WAVBuilder.plain(randomBytes(30_000, seed: 2), .s24le)
    try checkAudioSource { try streamSource(wav) }
  }

  @Test func rawAndWAVAreTheSame() throws {
    let bytes = randomBytes(4000, seed: 3)
    let raw = try play(streamSource(bytes, stereo))
    #expect(try play(streamSource(WAVBuilder.plain(bytes))) == raw)
    #expect(raw.count == 2000)
  }

  @Test func theWayBytesArriveIsInvisible() throws {
    let bytes = randomBytes(3001, seed: 4)
    let expected = try play(streamSource(bytes, stereo))
    let ends = try makePipe()
    Thread.start {
      var random = SplitMix64(seed: 5)
      writeAll(bytes, to: ends.write) { _ in Int.random(in: 1...9, using: &random) }
      close(ends.write)
    }
    let source = try StreamSource(Descriptor(owning: ends.read), name: "the test", options: stereo)
    #expect(try play(source, chunk: 17) == expected)
  }

  @Test func bytesBehindTheDataAreNotSamples() throws {
    var wav = WAVBuilder()
    wav.formatChunk(.u8, channels: 1)
    wav.chunk("data", [0, 128, 192])
    wav.chunk("LIST", [255, 255, 255])
    let source = try streamSource(wav.bytes)
    #expect(try play(source) == [-1, 0, 0.5])
    #expect(source.notices.isEmpty)
  }

  @Test func anUnknownLengthLastsUntilTheEnd() throws {
    var wav = WAVBuilder()
    wav.formatChunk()
    wav.chunk("data", randomBytes(2000, seed: 6), size: .max)
    let source = try streamSource(wav.bytes)
    #expect(try play(source).count == 1000)
    #expect(source.notices.isEmpty)
  }

  @Test func aShorterStreamThanPromisedIsNoticed() throws {
    var wav = WAVBuilder()
    wav.formatChunk()
    wav.chunk("data", [1, 2, 3, 4, 5, 6], size: 400)
    let source = try streamSource(wav.bytes)
    #expect(try play(source).count == 2)
    #expect(
      source.notices == [
        "the test ended after 6 of the 400 bytes that its header promises",
        "the test ended with 2 bytes that make no whole frame of 4",
      ])
  }

  @Test func anInputOfLessThanAMagicIsRead() throws {
    let source = try streamSource([0, 128, 255], InputOptions(format: .u8, rateHz: 8000, channels: 1))
    #expect(try play(source) == [-1, 0, 127 / 128])
  }

  @Test func whatIsMissingIsNamed() throws {
    #expect(
      throws: CaptureError.rawOptionsMissing(
        source: "the test", options: ["--input-format", "--rate", "--channels"])
    ) { try streamSource([1, 2, 3, 4, 5]) }
    #expect(throws: CaptureError.rawOptionsMissing(source: "the test", options: ["--rate"])) {
      try streamSource([1, 2, 3, 4, 5], InputOptions(format: .u8, channels: 1))
    }
  }

  @Test func impossibleFormatsAreRefused() throws {
    #expect(throws: CaptureError.empty(source: "the test")) { try streamSource([]) }
    #expect(throws: CaptureError.channelsOutOfRange(source: "the test", channels: 0)) {
      try streamSource(WAVBuilder.plain([], channels: 0))
    }
    #expect(throws: CaptureError.channelsOutOfRange(source: "the test", channels: 33)) {
      try streamSource(WAVBuilder.plain([], channels: 33))
    }
    #expect(throws: CaptureError.rateOutOfRange(source: "the test", rateHz: 3999)) {
      try streamSource(WAVBuilder.plain([], rateHz: 3999))
    }
    #expect(throws: CaptureError.rateOutOfRange(source: "the test", rateHz: 384_001)) {
      try streamSource([1, 2, 3, 4], InputOptions(format: .u8, rateHz: 384_001, channels: 1))
    }
    #expect(throws: CaptureError.badWAV(source: "the test", .notWAVE)) {
      try streamSource(WAVBuilder(form: "AVI ").bytes)
    }
  }

  @Test func theHeaderCountsAgainstTheOptions() throws {
    let source = try streamSource(WAVBuilder.plain([1, 2, 3, 4]), InputOptions(rateHz: 48_000))
    #expect(source.format.rateHz == 44_100)
    #expect(
      source.notices == [
        "the test has a WAV header that says s16le/44100/2, which counts; the options do not"
      ])
    #expect(try streamSource(WAVBuilder.plain([1, 2, 3, 4]), InputOptions(rateHz: 44_100)).notices.isEmpty)
  }

  @Test func interruptEndsABlockedRead() throws {
    let ends = try makePipe()
    writeAll([1, 2, 3, 4, 5], to: ends.write)
    let source = try StreamSource(Descriptor(owning: ends.read), name: "the test", options: stereo)
    Thread.start {
      usleep(20_000)
      source.interrupt()
    }
    #expect(try play(source).count == 2)
    #expect(try play(source).isEmpty)
    #expect(source.notices.isEmpty)
    close(ends.write)
  }

  @Test func aDescriptorThatDoesNotBlockIsWaitedFor() throws {
    let ends = try makePipe()
    _ = fcntl(ends.read, F_SETFL, O_NONBLOCK)
    Thread.start {
      for byte in UInt8(0)..<8 {
        usleep(1000)
        writeAll([byte], to: ends.write)
      }
      close(ends.write)
    }
    let source = try StreamSource(Descriptor(owning: ends.read), name: "the test", options: stereo)
    #expect(try play(source).count == 4)
  }

  @Test func garbageIsAudioOrOneError() throws {
    var wav = WAVBuilder(magic: "RF64")
    wav.chunk("ds64", [UInt8](repeating: 0, count: 28))
    wav.formatChunk()
    wav.chunk("data", randomBytes(300, seed: 7), size: .max)
    var random = SplitMix64(seed: 8)
    for round in 0..<300 {
      var garbage = round % 2 == 0 ? wav.bytes : randomBytes(round, seed: UInt64(round))
      if !garbage.isEmpty { garbage[Int.random(in: garbage.indices, using: &random)] ^= 0x41 }
      do {
        _ = try play(streamSource(garbage, round % 3 == 0 ? stereo : InputOptions()))
      } catch { #expect(error is CaptureError) }
    }
  }
}
