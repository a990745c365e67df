import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodEvaluation

@Suite struct EvaluationReportTests {
  /// Runs of three folds and two seeds on clips with every kind of label; `skill` is how often guesses are right.
  private func runs(skill: Float = 0.7) -> [EvaluationRun] {
    [UInt64(1), 2].flatMap { seed in
      (0..<3).map { fold in
        var generator = SplitMix64(seed: 9, seed, UInt64(fold))
        let predictions = (0..<24).map { index in
          let quadrant = index % 4
          let guess = generator.uniform() < skill ? quadrant : (quadrant + 1) % 4
          let rating = Double(generator.normal()) / 4
          let shares = (0..<9).map { _ in Double(generator.uniform()) }
          return Prediction(
            fold * 24 + index, group: (fold * 24 + index) / 2, fold: fold, seed: seed,
            quadrants: (0..<4).map { $0 == guess ? 0.7 : 0.1 },
            valence: rating / 2 + Double(generator.normal()) / 9, arousal: 0,
            emotions: shares.map { $0 / 2 }, confidence: Double(generator.uniform()),
            quadrant: quadrant + 1, ratedValence: rating, ratedArousal: 0.1, emotionShares: shares)
        }
        var track = TrackPrediction(fold, estimates: [0, 0.2, 0.1], ratings: [0, 0.3, 0.3])
        (track.fold, track.seed, track.corpus) = (fold, seed, "pieces")
        return EvaluationRun(fold: fold, seed: seed, predictions: predictions, tracks: [track])
      }
    }
  }

  private func report() throws -> EvaluationReport {
    try EvaluationReport(kind: .folds, title: "3 folds", runs: runs())
  }

  @Test func spreadsAreOverRuns() throws {
    let report = try report()
    let accuracy = Metric.ofClips.first { $0.name == "quadrant accuracy" }!
    let values = runs().compactMap { accuracy.value($0.predictions) }
    #expect(report.summary["made quadrant accuracy"] == Spread(of: values))
    #expect(report.summary["made quadrant accuracy"]?.runs == 6)
    #expect(report.summary["made arousal r"] == nil, "ratings are constant")
    #expect(report.summary["pieces valence CCC per measure"]?.runs == 6)
    #expect(report.corpora.map(\.corpus) == ["made", "pieces"])
    let made = try #require(report.corpora.first)
    #expect(made.clips == 72 && made.groups == 36 && made.runs == 6)
    #expect(made.quadrantConfusion?.total == 144 && made.emotionConfusion == nil)
  }

  @Test func intervalsSurroundWhatIsPooled() throws {
    for figure in try report().corpora.flatMap(\.figures) {
      // A bootstrap is biased where a figure is: errors of calibration grow by drawing again.
      guard let interval = figure.interval, let pooled = figure.pooled, !figure.name.hasSuffix("ECE") else {
        continue
      }
      #expect(interval[0] <= pooled + 1e-12 && pooled <= interval[1] + 1e-12, "\(figure.name)")
    }
  }

  /// `moodring train --report` and programs of others read these.
  @Test func keysAreStable() throws {
    var report = try report()
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
    #expect(object.keys.sorted() == ["corpora", "kind", "runs", "summary", "title"])
    let summary = try #require(object["summary"] as? [String: [String: Any]])
    #expect(summary["made quadrant accuracy"]?.keys.sorted() == ["deviation", "mean", "runs"])
    for name in ["made mean r", "made dominant emotion", "made valence r", "made valence CCC"] {
      #expect(summary[name] != nil, "\(name)")
    }
    report.latency = ReportCurve()
    report.heard = ReportCurve()
    report.robustness = try RobustnessSection(clean: runs())
    let whole = try #require(JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
    #expect(
      whole.keys.sorted() == [
        "corpora", "heard", "kind", "latency", "robustness", "runs", "summary", "title",
      ])
    #expect(try JSONDecoder().decode(EvaluationReport.self, from: Data(report.json.utf8)) == report)
  }

  @Test func sectionsStandInTheText() throws {
    var report = try report()
    var latency = ReportCurve()
    for seconds in [0, 0.25, 0.5, 1, 2, 4, nil] as [Double?] { try latency.add(runs(), seconds: seconds) }
    report.latency = latency
    var robustness = try RobustnessSection(clean: runs())
    for degradation in Degradation.allCases { try robustness.add(degradation, runs(skill: 0.4)) }
    report.robustness = robustness
    let text = report.text
    #expect(text.contains("made: 72 clips, 36 groups, 6 runs") && text.contains("whole"))
    #expect(text.contains("*"), "a loss of accuracy is marked")
    for degradation in Degradation.allCases { #expect(text.contains(degradation.effect)) }
    for line in text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
  }

  @Test func changesAreDifferencesOfMeans() throws {
    var robustness = try RobustnessSection(clean: runs())
    try robustness.add(.noise, runs(skill: 0.4))
    try robustness.add(.quieter, runs())
    #expect(robustness.rows[1].changes.values.allSatisfy { $0 == 0 })
    let name = "made quadrant accuracy"
    let change = try #require(robustness.rows[0].changes[name])
    let clean = try #require(robustness.clean[name])
    let degraded = try #require(robustness.rows[0].figures[name])
    #expect(change < -0.1 && isSame(change, degraded - clean))
  }

  @Test func nothingIsAReportToo() throws {
    let report = try EvaluationReport(kind: .unseen, title: "nothing", runs: [])
    #expect(report.summary.isEmpty && report.text == "nothing: 0 runs\n")
    #expect(try JSONDecoder().decode(EvaluationReport.self, from: Data(report.json.utf8)) == report)
  }

  @Test(arguments: [
    (0.0, "0.000"), (0.0004, "0.000"), (-0.0004, "0.000"), (-0.25, "−0.250"), (0.9996, "1.000"),
    (12.0345, "12.035"), (.nan, ""),
  ])
  func decimalsAreThree(_ value: Double, _ text: String) { #expect(TextTable.decimals(value) == text) }
}
