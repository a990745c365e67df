import MoodCore
import Testing

@testable import MoodCapture

struct FormatBridgeTests {
  private func format(_ rateHz: Int, _ channels: Int) -> AudioFormat {
    AudioFormat(encoding: "f32le", rateHz: rateHz, channels: channels)
  }

  /// What comes out of `samples`, put in by blocks.
  private func pass(_ samples: [Float], from input: AudioFormat, to output: AudioFormat) throws -> [Float] {
    var bridge = try FormatBridge(from: input, to: output, blockFrames: 100)
    var result: [Float] = []
    var block = [Float](repeating: 0, count: 33 * output.channels)
    func take() {
      while true {
        let count = block.withUnsafeMutableBufferPointer { bridge.take(into: $0.baseAddress!, frames: 33) }
        if count == 0 { return }
        result += block.prefix(count * output.channels)
      }
    }
    for start in stride(from: 0, to: samples.count, by: 100 * input.channels) {
      let part = samples[start..<min(samples.count, start + 100 * input.channels)]
      for (index, sample) in part.enumerated() { bridge.intake[index] = sample }
      try bridge.convert(frames: part.count / input.channels)
      take()
    }
    try bridge.finish()
    take()
    return result
  }

  @Test func channelsAreMatched() throws {
    let frames: [Float] = [1, 2, 3, 10, 20, 30]
    func pass(_ samples: [Float], _ from: Int, _ to: Int) throws -> [Float] {
      try self.pass(samples, from: format(22_050, from), to: format(22_050, to))
    }
    #expect(try pass(frames, 3, 3) == frames)
    #expect(try pass(frames, 3, 2) == [1, 2, 10, 20])
    #expect(try pass(frames, 3, 1).map { $0.rounded() } == [2, 20])
    #expect(try pass([1, 10], 1, 3) == [1, 1, 1, 10, 10, 10])
    #expect(try pass([1, 2, 10, 20], 2, 3) == [1, 2, 0, 10, 20, 0])
  }

  @Test(arguments: [(8_000, 44_100), (192_000, 22_050), (44_100, 48_000), (4_000, 384_000)])
  func everyFrameCounts(rateHz: Int, outputRateHz: Int) throws {
    let frames = 1234
    let samples = try pass(
      [Float](repeating: 0.5, count: 2 * frames), from: format(rateHz, 2), to: format(outputRateHz, 2))
    let exact = Double(frames) * Double(outputRateHz) / Double(rateHz)
    #expect(samples.count == 2 * Int((exact + 0.5).rounded(.down)))
  }
}
