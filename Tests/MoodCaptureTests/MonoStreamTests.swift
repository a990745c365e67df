import Glibc
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodCapture

struct MonoStreamTests {
  private func noise(_ count: Int, seed: UInt64 = 1) -> [Float] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
  }

  @Test func blocksAndReadsAreInvisible() throws {
    let samples = noise(30_000)
    func listen(blockFrames: Int, framesPerRead: Int, chunk: Int) throws -> [Float] {
      let source = ArraySource(samples, rateHz: 44_100, channels: 2, framesPerRead: framesPerRead)
      let stream = try MonoStream(
        source: source, channel: .mix, startSeconds: 0.01, durationSeconds: 0.2, blockFrames: blockFrames)
      return try play(stream, chunk: chunk)
    }
    let whole = try listen(blockFrames: 1024, framesPerRead: .max, chunk: 512)
    #expect(whole.count == 4410)
    for (blockFrames, framesPerRead, chunk) in [
      (1, 1, 1), (7, 3, 512), (20_000, .max, 20_000), (512, 100, 3),
    ] {
      #expect(try listen(blockFrames: blockFrames, framesPerRead: framesPerRead, chunk: chunk) == whole)
    }
  }

  @Test func startAndDurationAreExact() throws {
    let samples = (0..<22_050).map { Float($0) }
    func listen(_ start: Double, _ duration: Double?) throws -> [Float] {
      let source = ArraySource(samples, rateHz: 22_050)
      return try play(
        MonoStream(
          source: source, channel: .mix, startSeconds: start, durationSeconds: duration, blockFrames: 100))
    }
    #expect(try listen(0, nil) == samples)
    #expect(try listen(0.1, 0.2) == Array(samples[2205..<2205 + 4410]))
    #expect(try listen(0.5, nil) == Array(samples[11_025...]))
    #expect(try listen(0, 0).isEmpty)
    #expect(try listen(0.5, 99) == Array(samples[11_025...]))
    #expect(try listen(1e-9, 1 / 22_050) == [0])
  }

  @Test func aStartBehindTheEndIsNoticed() throws {
    let stream = try MonoStream(
      source: ArraySource(noise(100), rateHz: 22_050), channel: .mix, startSeconds: 1)
    #expect(try play(stream).isEmpty)
    #expect(stream.notices.count == 1)
  }

  @Test(arguments: [-1, .nan, .infinity, 1e300])
  func impossibleTimesAreRefused(seconds: Double) {
    let source = ArraySource([], rateHz: 22_050)
    #expect(throws: CaptureError.self) {
      try MonoStream(source: source, channel: .mix, startSeconds: seconds)
    }
    #expect(throws: CaptureError.self) {
      try MonoStream(source: source, channel: .mix, durationSeconds: seconds)
    }
  }

  @Test func channelsAreChosen() throws {
    func listen(_ choice: String) throws -> [Float] {
      let source = ArraySource([1, 2, 6, -3, 0, 3], rateHz: 22_050, channels: 3)
      return try play(MonoStream(source: source, channel: ChannelChoice(choice)))
    }
    #expect(try listen("left") == [1, -3])
    #expect(try listen("right") == [2, 0])
    #expect(try listen("3") == [6, 3])
    #expect(try listen("mix").map { ($0 * 1e6).rounded() / 1e6 } == [3, 0])
    #expect(throws: CaptureError.channelMissing(number: 4, available: 3)) { try listen("4") }
    for wrong in ["", "0", "33", "both", "-1"] {
      #expect(throws: CaptureError.unknownChannel(wrong)) { try ChannelChoice(wrong) }
    }
  }

  @Test func whatIsNotFiniteIsCountedAndSilent() throws {
    var samples = noise(20_000)
    for index in [0, 77, 10_000, 19_999] { samples[index] = [.nan, .infinity, -.infinity][index % 3] }
    samples[500] = .greatestFiniteMagnitude
    samples[501] = -.greatestFiniteMagnitude
    for rateHz in [22_050, 44_100] {
      let stream = try MonoStream(
        source: ArraySource(samples, rateHz: rateHz, channels: 2), channel: .mix, blockFrames: 33)
      let heard = try play(stream)
      let isFinite = heard.allSatisfy(\.isFinite)
      #expect(isFinite)
      #expect(stream.nonFiniteSamples == 4)
    }
    let late = try MonoStream(
      source: ArraySource(samples, rateHz: 22_050), channel: .mix, startSeconds: 9999 / 22_050)
    #expect(try play(late).first == samples[9999])
    #expect(late.nonFiniteSamples == 2)
  }

  @Test func interruptKeepsWhatWasHeard() throws {
    let ends = try makePipe()
    writeAll(randomBytes(8000, seed: 3), to: ends.write)
    let source = try StreamSource(
      Descriptor(owning: ends.read), name: "the test",
      options: InputOptions(format: .s16le, rateHz: 44_100, channels: 1))
    let stream = try MonoStream(source: source, channel: .mix)
    Thread.start {
      usleep(30_000)
      stream.interrupt()
    }
    #expect(try play(stream).count == 2000)
    close(ends.write)
  }

  @Test func aDurationEndsATone() throws {
    let stream = try MonoStream(source: ToneSource(hz: 440), channel: .mix, durationSeconds: 1.5)
    #expect(try play(stream).count == 33_075)
  }
}
