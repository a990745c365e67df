import Testing

@testable import MoodBaselines

@Suite struct FeatureScalingTests {
  @Test func scaledRowsAreScikitLearns() throws {
    let golden = try BaselineGoldens.load().classifiers
    let scaling = FeatureScaling(fittedOn: golden.rows)
    for (row, theirs) in zip(golden.rows, golden.scaled) {
      #expect(zip(scaling.apply(row), theirs).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  @Test func aColumnThatNeverVariesIsZeroAndDividesNothing() {
    let scaling = FeatureScaling(fittedOn: [[0.1, 1], [0.1, 3], [0.1, 5]])
    #expect(scaling.apply([0.1, 3])[1] == 0)
    #expect(scaling.apply([0.1, 3])[0].magnitude < 1e-12)
    #expect(scaling.apply([7, 3])[0].isFinite)
  }
}
