import Glibc
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodCapture

struct ResamplerTests {
  private static let rates = [4000, 8000, 11_025, 22_051, 32_000, 44_100, 48_000, 96_000, 384_000]

  /// All of `input` brought to 22,050 Hz, cut by `chunk` and `capacity`.
  private func resample(
    _ input: [Float], rateHz: Int, chunk: () -> Int = { 4096 }, capacity: () -> Int = { 4096 }
  ) throws -> [Float] {
    var resampler = try Resampler(inputRateHz: rateHz)
    var output: [Float] = []
    var block = [Float](repeating: 0, count: 5000)
    try input.withUnsafeBufferPointer { input in
      var position = 0
      while true {
        let count = min(chunk(), input.count - position)
        let room = capacity()
        let progress = try resampler.process(
          input.baseAddress! + position, count: count, into: &block, capacity: room)
        position += progress.consumed
        output += block.prefix(progress.produced)
        if position == input.count && progress.produced < room { break }
      }
    }
    while true {
      let got = try resampler.finish(into: &block, capacity: capacity())
      if got == 0 { return output }
      output += block.prefix(got)
    }
  }

  @Test(arguments: rates) func theLengthIsExact(rateHz: Int) throws {
    for count in [1, 2, 999, 1000, 1001, 7777] {
      let output = try resample([Float](repeating: 0.5, count: count), rateHz: rateHz)
      #expect(output.count == (2 * count * 22_050 + rateHz) / (2 * rateHz))
    }
  }

  @Test(arguments: rates) func aSineStaysInPlace(rateHz: Int) throws {
    // At most an eighth of the lower rate, away from the ends.
    let hz = Double(min(rateHz, 22_050)) / 8
    let input = (0..<rateHz / 4).map { Float(sin(2 * .pi * hz * Double($0) / Double(rateHz))) }
    let output = try resample(input, rateHz: rateHz)
    var worst = 0.0
    for index in 1000..<output.count - 1000 {
      worst = max(worst, abs(Double(output[index]) - sin(2 * .pi * hz * Double(index) / 22_050)))
    }
    #expect(worst < 2e-5)
  }

  @Test func aClickStaysInPlace() throws {
    for (rateHz, position) in [(44_100, 4000), (48_000, 4800), (96_000, 9600), (11_025, 1000)] {
      var input = [Float](repeating: 0, count: rateHz / 2)
      input[position] = 1
      let output = try resample(input, rateHz: rateHz)
      let loudest = output.indices.max { abs(output[$0]) < abs(output[$1]) }
      let place = position * 22_050 / rateHz
      #expect(loudest == place)
      // Symmetric around it: linear phase.
      for distance in 1...50 { #expect(abs(output[place - distance] - output[place + distance]) < 1e-5) }
    }
  }

  @Test func whatCannotBeRepresentedIsRemoved() throws {
    let input = (0..<44_100).map { Float(sin(2 * .pi * 15_000 * Double($0) / 44_100)) }
    let output = try resample(input, rateHz: 44_100)
    let loudest = output[1000..<20_000].map(abs).max() ?? 1
    #expect(loudest < 1e-5)
  }

  @Test(arguments: rates) func cutsNeverChangeABit(rateHz: Int) throws {
    var random = SplitMix64(seed: 1)
    let input = (0..<12_000).map { _ in Float.random(in: -1...1, using: &random) }
    let whole = try resample(input, rateHz: rateHz)
    #expect(try resample(input, rateHz: rateHz, chunk: { 1 }) == whole)
    #expect(try resample(input, rateHz: rateHz, chunk: { 64 }, capacity: { 1 }) == whole)
    var cuts = SplitMix64(seed: 2)
    var rooms = SplitMix64(seed: 3)
    let random2 = try resample(
      input, rateHz: rateHz, chunk: { Int.random(in: 0...3000, using: &cuts) },
      capacity: { Int.random(in: 1...5000, using: &rooms) })
    #expect(random2 == whole)
  }

  @Test func equalRatesPassThrough() throws {
    let input = (0..<9000).map { Float($0) }
    #expect(try resample(input, rateHz: 22_050) == input)
  }

  @Test func lessThanAHopIsHeldBack() throws {
    for rateHz in [44_100, 48_000] {
      var resampler = try Resampler(inputRateHz: rateHz)
      let silence = [Float](repeating: 0, count: 64)
      var block = [Float](repeating: 0, count: 4096)
      var fed = 0
      var produced = 0
      for _ in 0..<1000 {
        fed += silence.count
        produced += try resampler.process(silence, count: 64, into: &block, capacity: 4096).produced
        #expect(fed * 22_050 / rateHz - produced < 512)
      }
    }
  }
}
