import MoodCore
import MoodSinks
import MoodTestSupport
import Testing

@Suite struct RateGateTests {
  private static let rates = [1, 500, 1000, 9_999, 10_000, 30_000, 43_066, 60_000, 1_000_000]

  /// Sample times of what passes of `hops` rows of one stage.
  private func passed(_ gate: inout RateGate, hops: ClosedRange<Int64>) -> [Int64] {
    hops.map { HandMadeStream.estimate(hop: $0) }.filter { gate.admits($0) }.map(\.sampleTime)
  }

  @Test(arguments: rates)
  func theCountIsThatOfTheTicks(thousandths: Int) {
    var gate = RateGate(SinkPace(stages: .both, rate: .perSecond(thousandths: thousandths)))
    let hops: Int64 = 200_000
    let count = passed(&gate, hops: 1...hops).count
    let seconds = AnalysisGrid.seconds(hops: hops)
    let expected = min(Double(hops), seconds * Double(thousandths) / 1000)
    #expect(abs(Double(count) - expected) <= 1, "\(count) estimates in \(seconds) s")
  }

  @Test func theNewestValueComesWithinAHopOfItsTick() {
    var gate = RateGate(SinkPace(stages: .both, rate: .perSecond(thousandths: 10_000)))
    for (tick, time) in passed(&gate, hops: 1...100_000).enumerated() {
      let late = Double(time) - Double(tick) * 2205
      #expect(late >= 0 && late <= 512, "tick \(tick) came \(late) samples late")
    }
  }

  @Test(arguments: rates)
  func anyGridHasOneEstimatePerTick(thousandths: Int) {
    var random = SplitMix64(seed: UInt64(thousandths))
    var gate = RateGate(SinkPace(stages: .now, rate: .perSecond(thousandths: thousandths)))
    var time: Int64 = 0
    var ticks: Set<Int64> = []
    var count = 0
    for _ in 0..<5000 {
      time += Int64.random(in: 1...5000, using: &random)
      var estimate = HandMadeStream.estimate()
      estimate.sampleTime = time
      ticks.insert(time * Int64(thousandths) / 22_050_000)
      if gate.admits(estimate) { count += 1 }
    }
    #expect(count == ticks.count)
  }

  @Test func stagesAreCountedEachByItself() {
    var both = RateGate(SinkPace(stages: .both, rate: .perSecond(thousandths: 10_000)))
    var alone = RateGate(SinkPace(stages: .settled, rate: .perSecond(thousandths: 10_000)))
    var settled = 0
    for hop in 1...1000 as ClosedRange<Int64> {
      _ = both.admits(HandMadeStream.estimate(.now, hop: hop + 48))
      let estimate = HandMadeStream.estimate(.settled, hop: hop)
      let admitted = both.admits(estimate)
      #expect(admitted == alone.admits(estimate))
      if admitted { settled += 1 }
    }
    #expect(settled == 233, "1000 hops last 23.2 s, which have ticks 0…232")
  }

  @Test func everyHopOfTheChosenStagePasses() {
    var gate = RateGate(SinkPace(stages: .settled, rate: .everyHop))
    for hop in 1...100 as ClosedRange<Int64> {
      let now = gate.admits(HandMadeStream.estimate(.now, hop: hop))
      let settled = gate.admits(HandMadeStream.estimate(.settled, hop: hop))
      #expect(!now && settled)
    }
  }

  @Test func everyHopIsFasterThanAnyNumber() throws {
    let rates = try ["0.001", "9.999", "10", "1000", "hop"].map { try #require(SinkRate($0)) }
    for (first, a) in rates.enumerated() {
      for (second, b) in rates.enumerated() { #expect((a < b) == (first < second)) }
    }
  }
}
