import MoodCore
import MoodEngine
import MoodFeatures
import MoodRealtime
import MoodTestSupport
import Testing

@Suite struct SentFeatureTests {
  private static let columns = ["rms", "centroid_hz", "rms_mean_3s", "loudness_momentary_lufs"]

  /// Estimates with the values that came with them.
  private func run(_ samples: [Float], columns: [String]) throws -> [(EmotionEstimate, [Float])] {
    var analyzer = try Analyzer(model: TestModel.small(), sentColumns: columns)
    let names = analyzer.sentFeatures.map(\.name)
    #expect(names == columns)
    let queue = EstimateQueue.make(count: 64, features: columns.count)
    var producer = queue.producer
    var consumer = queue.consumer
    var heard: [(EmotionEstimate, [Float])] = []
    for hop in 0..<samples.count / AnalysisGrid.hopSamples {
      samples.withUnsafeBufferPointer {
        analyzer.advance($0.baseAddress! + hop * AnalysisGrid.hopSamples, into: &producer)
      }
      while let record = consumer.pop() {
        if case .estimate(let estimate) = record { heard.append((estimate, consumer.features)) }
      }
    }
    while analyzer.settleNext(into: &producer) {
      while let record = consumer.pop() {
        if case .estimate(let estimate) = record { heard.append((estimate, consumer.features)) }
      }
    }
    return heard
  }

  /// Columns of the model and others; both stages of a moment carry the values of that moment.
  @Test func theValuesAreThoseOfTheMomentDescribed() throws {
    let samples = (0..<200 * AnalysisGrid.hopSamples).map { FakeSource.sample(at: $0) }
    let rows = try featureRows(of: samples, columns: Self.columns)
    let heard = try run(samples, columns: Self.columns)
    for stage in EstimateStage.allCases {
      let ofStage = heard.filter { $0.0.stage == stage }
      #expect(ofStage.count == 200)
      for (estimate, values) in ofStage {
        #expect(values == rows[Int(estimate.sampleTime) / AnalysisGrid.hopSamples - 1])
      }
    }
  }

  @Test func estimatesAreTheSameWhateverIsSent() throws {
    let samples = (0..<60 * AnalysisGrid.hopSamples).map { FakeSource.sample(at: $0) }
    #expect(try run(samples, columns: Self.columns).map(\.0) == run(samples, columns: []).map(\.0))
  }

  @Test func aColumnThatIsNotThereIsRefused() throws {
    #expect(throws: FeatureError.unknownColumn("rsm", nearest: ["rms"])) {
      _ = try Analyzer(model: TestModel.small(), sentColumns: ["rsm"])
    }
  }
}
