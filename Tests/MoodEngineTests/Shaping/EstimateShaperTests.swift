import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodEngine

@Suite struct EstimateShaperTests {
  private static let smoothings: [EstimateShaping.Smoothing] = [
    .none, .exponential(timeConstantSeconds: 0.5), .exponential(timeConstantSeconds: 10),
    .oneEuro(minimumCutoffHz: 0.2, beta: 0.5, derivativeCutoffHz: 1),
    .oneEuro(minimumCutoffHz: 2, beta: 0, derivativeCutoffHz: 0.3),
  ]
  private static let silences: [EstimateShaping.Silence] = [
    .follow, .hold, .decay(timeConstantSeconds: 2), .stop,
  ]

  /// A stream that wanders, with holes in its times, silences and estimates that contradict one another.
  private func wandering(seed: UInt64, count: Int = 4000) -> [EmotionEstimate] {
    var random = SplitMix64(seed: seed)
    var hop: Int64 = 0
    var centre = SIMD4<Float>(0.25, 0.25, 0.25, 0.25)
    return (0..<count).map { index in
      hop += random.uniform() < 0.02 ? Int64(1 + random.index(below: 200)) : 1
      if random.uniform() < 0.01 { for lane in 0..<4 { centre[lane] = random.uniform() } }
      var estimate = HandMadeStream.estimate(hop: hop)
      for lane in 0..<4 { estimate.quadrants[lane] = max(0, centre[lane] + 0.2 * (random.uniform() - 0.5)) }
      estimate.quadrants /= estimate.quadrants.sum()
      estimate.affect = Affect(
        valence: estimate.quadrants[0] + estimate.quadrants[3] - 0.5,
        arousal: estimate.quadrants[0] + estimate.quadrants[1] - 0.5)
      for lane in 0..<16 { estimate.emotions[lane] = random.uniform() }
      estimate.isSilent = (index / 500) % 3 == 2
      return estimate
    }
  }

  private func shaping(
    _ smoothing: EstimateShaping.Smoothing, _ silence: EstimateShaping.Silence = .follow,
    margin: Double = 0, dwell: Double = 0
  ) -> EstimateShaping {
    EstimateShaping(
      smoothing: smoothing, quadrantMargin: margin, quadrantDwellSeconds: dwell, silence: silence)
  }

  private func shaped(
    _ shaper: inout EstimateShaper, _ estimate: EmotionEstimate
  ) throws -> EmotionEstimate {
    let shaped = shaper.shape(estimate)
    return try #require(shaped)
  }

  @Test func nothingAskedForChangesNoBit() {
    var shaper = EstimateShaper(.none)
    for estimate in wandering(seed: 1) {
      let shaped = shaper.shape(estimate)
      #expect(shaped == estimate)
    }
  }

  @Test(arguments: smoothings)
  func aConstantStaysConstantToTheBit(smoothing: EstimateShaping.Smoothing) {
    var shaper = EstimateShaper(shaping(smoothing, margin: 0.1, dwell: 1))
    for hop in 1...2000 as ClosedRange<Int64> {
      let estimate = HandMadeStream.estimate(hop: hop * (1 + hop % 3))
      let shaped = shaper.shape(estimate)
      #expect(shaped == estimate)
    }
  }

  /// The paper's algorithm 1 once more, in double precision and one value at a time.
  @Test func theOneEuroFilterIsThatOfThePaper() throws {
    let (minimumCutoff, beta, derivativeCutoff) = (0.3, 0.7, 1.2)
    var shaper = EstimateShaper(
      shaping(
        .oneEuro(minimumCutoffHz: minimumCutoff, beta: beta, derivativeCutoffHz: derivativeCutoff)))
    func alpha(_ cutoff: Double, _ period: Double) -> Double {
      1 / (1 + (1 / (2 * Double.pi * cutoff)) / period)
    }
    var (output, speed, time) = (0.0, 0.0, 0.0)
    for (index, estimate) in wandering(seed: 2).enumerated() {
      let input = Double(estimate.affect.valence)
      if index == 0 {
        output = input
      } else {
        let period = estimate.seconds - time
        let dx = (input - output) / period
        speed = alpha(derivativeCutoff, period) * dx + (1 - alpha(derivativeCutoff, period)) * speed
        let a = alpha(minimumCutoff + beta * abs(speed), period)
        output = a * input + (1 - a) * output
      }
      time = estimate.seconds
      let shaped = try shaped(&shaper, estimate)
      #expect(abs(Double(shaped.affect.valence) - output) < 1e-5, "estimate \(index)")
    }
  }

  @Test func theExponentialDoesItsShareAfterItsTimeConstant() throws {
    var shaper = EstimateShaper(shaping(.exponential(timeConstantSeconds: 2)))
    var estimate = HandMadeStream.estimate(hop: 0)
    estimate.affect = Affect(valence: -1, arousal: 0)
    _ = shaper.shape(estimate)
    estimate.affect = Affect(valence: 1, arousal: 0)
    var last: EmotionEstimate?
    for samples in stride(from: Int64(441), through: 44_100, by: 441) {
      estimate.sampleTime = samples
      last = shaper.shape(estimate)
    }
    let valence = try #require(last).affect.valence
    #expect(abs(valence - (1 - 2 * exp(-1))) < 1e-4)
  }

  @Test(arguments: smoothings)
  func sharesStillSumToOne(smoothing: EstimateShaping.Smoothing) throws {
    for silence in [EstimateShaping.Silence.follow, .hold, .decay(timeConstantSeconds: 1)] {
      var shaper = EstimateShaper(shaping(smoothing, silence))
      for estimate in wandering(seed: 3) {
        let shaped = try shaped(&shaper, estimate)
        #expect(abs(shaped.quadrants.sum() - 1) < 1e-4)
        #expect(shaped.quadrants.min() >= 0 && abs(shaped.affect.valence) <= 1)
      }
    }
  }

  @Test(arguments: [0.1, 1, 4.5])
  func noQuadrantStaysShorterThanTheDwell(seconds: Double) throws {
    var shaper = EstimateShaper(shaping(.none, margin: 0, dwell: seconds))
    var (current, since, flips): (Quadrant?, Double, Int) = (nil, 0, 0)
    for estimate in wandering(seed: 4, count: 20_000) {
      let quadrant = try shaped(&shaper, estimate).quadrant
      if let before = current, before != quadrant {
        #expect(estimate.seconds - since >= seconds - 1e-4)
        flips += 1
      }
      if current != quadrant { (current, since) = (quadrant, estimate.seconds) }
    }
    #expect(flips > 10)
  }

  @Test func aQuadrantThatLeadsNarrowlyDoesNotTakeOver() throws {
    var shaper = EstimateShaper(shaping(.none, margin: 0.1))
    var estimate = HandMadeStream.estimate(hop: 1)
    estimate.quadrants = SIMD4(0.4, 0.3, 0.2, 0.1)
    _ = shaper.shape(estimate)
    for (hop, lead, expected) in [
      (2, 0.05, Quadrant.q1), (3, 0.09, .q1), (4, 0.11, .q2), (5, -0.05, .q2), (6, -0.11, .q1),
    ] as [(Int64, Float, Quadrant)] {
      estimate.sampleTime = hop * 512
      estimate.quadrants = SIMD4(0.3 - lead / 2, 0.3 + lead / 2, 0.2, 0.2)
      let quadrant = try shaped(&shaper, estimate).quadrant
      #expect(quadrant == expected, "hop \(hop)")
    }
  }

  @Test func silenceDoesWhatWasAskedFor() throws {
    func loudThenSilent(_ silence: EstimateShaping.Silence) -> (
      loud: EmotionEstimate?, silent: [EmotionEstimate?]
    ) {
      var shaper = EstimateShaper(shaping(.none, silence))
      var estimate = HandMadeStream.estimate(hop: 1)
      let loud = shaper.shape(estimate)
      estimate.isSilent = true
      estimate.affect = Affect(valence: -0.9, arousal: 0.9)
      let silent = (2...432 as ClosedRange<Int64>).map { hop in
        estimate.sampleTime = hop * 512
        return shaper.shape(estimate)
      }
      return (loud, silent)
    }
    let held = loudThenSilent(.hold)
    for estimate in held.silent { #expect(estimate?.affect == held.loud?.affect) }
    #expect(loudThenSilent(.stop).silent.allSatisfy { $0 == nil })
    #expect(loudThenSilent(.follow).silent.allSatisfy { $0?.affect.valence == -0.9 })
    let decayed = loudThenSilent(.decay(timeConstantSeconds: 2))
    // 431 hops are 10.008 s.
    let share = exp(-Float(431 * 512) / 22_050 / 2)
    let last = try #require(decayed.silent.last ?? nil)
    #expect(abs(last.affect.valence - 0.31 * share) < 1e-5)
    #expect(abs(last.quadrants[3] - (0.25 + 0.26 * share)) < 1e-5)
    #expect(abs(last.emotions[1] - 0.5 * share) < 1e-5)
    #expect(last.isSilent)
  }

  @Test func afterSilenceItGoesOnWhereItWas() throws {
    for silence in [EstimateShaping.Silence.hold, .stop] {
      var shaper = EstimateShaper(shaping(.exponential(timeConstantSeconds: 5), silence))
      var estimate = HandMadeStream.estimate(hop: 1)
      _ = shaper.shape(estimate)
      estimate.isSilent = true
      for hop in 2...4000 as ClosedRange<Int64> {
        estimate.sampleTime = hop * 512
        _ = shaper.shape(estimate)
      }
      estimate.isSilent = false
      estimate.affect.valence = -1
      estimate.sampleTime += 512
      let valence = try shaped(&shaper, estimate).affect.valence
      #expect(abs(valence - 0.31) < 0.01, "no jump")
    }
  }

  @Test(arguments: smoothings)
  func resetEqualsNew(smoothing: EstimateShaping.Smoothing) {
    for silence in Self.silences {
      let asked = shaping(smoothing, silence, margin: 0.05, dwell: 0.5)
      var (used, new) = (EstimateShaper(asked), EstimateShaper(asked))
      for estimate in wandering(seed: 5) { _ = used.shape(estimate) }
      used.reset()
      for estimate in wandering(seed: 6) {
        let shaped = (used.shape(estimate), new.shape(estimate))
        #expect(shaped.0 == shaped.1)
      }
    }
  }

  @Test func whatIsNoEmotionStaysFinite() throws {
    for smoothing in Self.smoothings {
      var shaper = EstimateShaper(shaping(smoothing))
      var random = SplitMix64(seed: 7)
      for hop in 1...2000 as ClosedRange<Int64> {
        var estimate = HandMadeStream.estimate(hop: hop)
        let values: [Float] = [
          .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0, 1, .leastNonzeroMagnitude,
        ]
        estimate.affect.valence = values[random.index(below: values.count)]
        estimate.quadrants = SIMD4(repeating: values[random.index(below: values.count)])
        estimate.emotions = SIMD16(repeating: values[random.index(below: values.count)])
        let shaped = try shaped(&shaper, estimate)
        #expect(shaped.affect.valence.isFinite)
        for lane in 0..<4 { #expect(shaped.quadrants[lane].isFinite) }
        for lane in 0..<16 { #expect(shaped.emotions[lane].isFinite) }
      }
    }
  }

  @Test func timesThatStandStillDoNoHarm() throws {
    for smoothing in Self.smoothings {
      var shaper = EstimateShaper(shaping(smoothing))
      for valence in [0.1, 0.9, -0.3] as [Float] {
        var estimate = HandMadeStream.estimate(hop: 7)
        estimate.affect.valence = valence
        let valence = try shaped(&shaper, estimate).affect.valence
        #expect(valence.isFinite)
      }
    }
  }

  @Test func smoothingTakesJitterOutAndKeepsUp() throws {
    var shaper = EstimateShaper(shaping(EstimateShaping.standard.smoothing))
    var random = SplitMix64(seed: 8)
    var (still, arrived): (Float, Float) = (0, 0)
    for hop in 1...2000 as ClosedRange<Int64> {
      var estimate = HandMadeStream.estimate(hop: hop)
      estimate.affect.valence = (hop < 1000 ? -0.5 : 0.5) + 0.1 * (random.uniform() - 0.5)
      let valence = try shaped(&shaper, estimate).affect.valence
      if (500..<1000).contains(hop) { still = max(still, abs(valence + 0.5)) }
      // Two seconds after the step.
      if hop == 1086 { arrived = valence }
    }
    #expect(still < 0.02, "of a jitter of 0.05")
    #expect(arrived > 0.4)
  }
}
