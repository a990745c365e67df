import MoodCore
import MoodFeatures
import MoodTestSupport
import Testing

struct FeaturePipelineTests {
  static let everything =
    FeatureBank.schema.names + [
      "rms_mean_3s", "rms_std_3s", "centroid_hz_std_0.5s", "mfcc_2_mean_1s", "rms_slope_3s", "rms_min_1s",
      "hcdf_max_10s", "rms_mean_3.001s",
    ]

  @Test func resetEqualsNew() throws {
    var pipeline = try FeaturePipeline(columns: Self.everything)
    let noise = whiteNoise(count: 200 * AnalysisGrid.hopSamples)
    let first = featureRows(of: noise, by: &pipeline)
    pipeline.reset()
    #expect(featureRows(of: noise, by: &pipeline) == first)
  }

  @Test func valuesDoNotDependOnTheOtherColumns() throws {
    let noise = whiteNoise(count: 40 * AnalysisGrid.hopSamples)
    let all = try featureRows(of: noise, columns: Self.everything)
    var random = SplitMix64(seed: 7)
    for _ in 0..<20 {
      let places = Self.everything.indices.shuffled(using: &random).prefix(
        Int.random(in: 1...12, using: &random))
      let rows = try featureRows(of: noise, columns: places.map { Self.everything[$0] })
      for (row, whole) in zip(rows, all) { #expect(row == places.map { whole[$0] }) }
    }
  }

  @Test func gainScalesEnergyAndLeavesShape() throws {
    let noise = whiteNoise(count: 20 * AnalysisGrid.hopSamples)
    let columns = [
      "rms", "centroid_hz", "spread_hz", "flatness", "chroma_c", "chroma_fs", "zcr", "rolloff_hz",
    ]
    let plain = try featureRows(of: noise, columns: columns)
    let halved = try featureRows(of: noise.map { $0 / 2 }, columns: columns)
    for (a, b) in zip(plain, halved) {
      #expect(b[0] == a[0] / 2)
      for (column, name) in columns.enumerated().dropFirst() {
        #expect(abs(b[column] - a[column]) <= 1e-5 * abs(a[column]), "\(name)")
      }
    }
  }

  @Test func silenceHasDefinedValues() throws {
    let columns = [
      "rms", "loudness_momentary_lufs", "loudness_short_lufs", "zcr", "centroid_hz", "spread_hz",
      "rolloff_hz",
      "onset_strength", "contrast_7", "mel_db_128", "chroma_b",
    ]
    let rows = try featureRows(
      of: [Float](repeating: 0, count: 10 * AnalysisGrid.hopSamples), columns: columns)
    for row in rows { #expect(row == [0, -70, -70, 0, 0, 0, 0, 0, 0, -100, 0]) }
    #expect(try featureRows(of: [Float](repeating: 0, count: 512), columns: ["flatness"])[0][0] > 0.99999)
  }

  @Test func schemaFollowsTheOrderAsked() throws {
    let pipeline = try FeaturePipeline(columns: ["zcr_std_3s", "centroid_hz", "loudness_short_lufs_mean_10s"])
    #expect(pipeline.schema.names == ["zcr_std_3s", "centroid_hz", "loudness_short_lufs_mean_10s"])
    #expect(pipeline.schema.columns.map(\.unit) == ["1", "Hz", "LUFS"])
    #expect(pipeline.schema.columns[0].range == 0...0.5)
    #expect(pipeline.schema.columns[2].range.lowerBound == -70)
  }

  @Test func namesThatAreNoColumnsAreRefused() {
    #expect(refusal(of: []) == .noColumns)
    #expect(refusal(of: ["rms", "zcr", "rms"]) == .duplicateColumn("rms"))
    #expect(refusal(of: ["centroid"]) == .unknownColumn("centroid", nearest: ["centroid_hz"]))
    #expect(refusal(of: ["zrc_mean_3s"]) == .unknownColumn("zrc_mean_3s", nearest: nearest("zrc_mean_3s")))
    #expect(refusal(of: ["?"]) == .unknownColumn("?", nearest: []))
    for window in ["0s", "03s", "3.0s", "3.s", "0.01s", "601s", "1.2345s", "99999999999999999999s", "3e2s"] {
      let name = "rms_mean_\(window)"
      #expect(refusal(of: [name]) == .invalidWindow(column: name, window: window))
    }
  }

  @Test func garbageIsRefusedWithASentence() {
    var random = SplitMix64(seed: 3)
    let letters = Array("rms_meanstdzc0123456789.s_-é\u{0}\u{301}🎵 ")
    for _ in 0..<2000 {
      let name = String(
        (0..<Int.random(in: 0...40, using: &random)).map { _ in letters.randomElement(using: &random)! })
      if let error = refusal(of: [name]) { #expect(!"\(error)".contains("\n")) }
    }
  }

  private func refusal(of columns: [String]) -> FeatureError? {
    do {
      _ = try FeaturePipeline(columns: columns)
      return nil
    } catch { return error }
  }

  private func nearest(_ name: String) -> [String] {
    guard case .unknownColumn(_, let nearest) = refusal(of: [name]) else { return [] }
    #expect(nearest.contains("zcr_mean_3s"))
    return nearest
  }
}
