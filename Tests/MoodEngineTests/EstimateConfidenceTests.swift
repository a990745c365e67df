import MoodCore
import MoodInference
import MoodTestSupport
import Testing

@testable import MoodEngine

@Suite struct EstimateConfidenceTests {
  private func confidence(_ change: (inout ModelMetadata) -> Void) throws -> EstimateConfidence {
    var metadata = try TestModel.speechFile().metadata
    change(&metadata)
    return EstimateConfidence(metadata)
  }

  private func outputs(distance: Float = 0) -> HeadOutputs {
    var emotions = SIMD16<Float>.zero
    emotions[1] = 0.7
    // No emotion of this model: it has three.
    emotions[5] = 0.9
    return HeadOutputs(
      quadrants: SIMD4(0.1, 0.6, 0.2, 0.1), affect: Affect(valence: -0.8, arousal: 0.3), emotions: emotions,
      distance: distance)
  }

  @Test func theMostCertainOutputOfTheModelLeads() throws {
    let long: Int64 = 1 << 30
    func value(_ change: (inout ModelMetadata) -> Void) throws -> Float {
      try confidence(change).value(of: outputs(), heardHops: long, isSilent: false)
    }
    #expect(abs(try value { $0.heads.quadrant = true } - 0.6) < 1e-5)
    #expect(abs(try value { _ in } - 0.7) < 1e-5)
    #expect(abs(try value { $0.heads.emotionsAreExclusive = false } - 0.8) < 1e-5)
  }

  @Test func familiarityIsWholeWhileUsualHalfWhereUnusualAndNothingFarAway() throws {
    let confidence = try confidence { metadata in
      metadata.calibration.usualDistance = 1
      metadata.calibration.unusualDistance = 3
    }
    for distance: Float in [0, 0.5, 1] { #expect(confidence.familiarity(distance: distance) == 1) }
    #expect(abs(confidence.familiarity(distance: 3) - 0.5) < 1e-6)
    #expect(confidence.familiarity(distance: 100) < 0.001)
    let values = (0...200).map { confidence.familiarity(distance: Float($0) / 10) }
    // It never rises, and never falls by a step.
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 && $0 - $1 < 0.05 })
  }

  @Test func withoutCalibrationNothingIsUnfamiliar() throws {
    let confidence = try confidence { $0.calibration = .init() }
    for distance: Float in [0, 1, 100] { #expect(confidence.familiarity(distance: distance) == 1) }
  }

  @Test func silenceAndTheFirstSecondsLowerIt() throws {
    let confidence = try confidence { _ in }
    func value(_ hops: Int64, isSilent: Bool = false) -> Float {
      confidence.value(of: outputs(distance: 80), heardHops: hops, isSilent: isSilent)
    }
    #expect(value(1) < value(86) && value(86) < value(860))
    #expect(abs(value(86) - 0.7 * 0.5 * 0.5) < 1e-6)
    #expect(abs(value(86, isSilent: true) - value(86) / 10) < 1e-6)
  }
}
