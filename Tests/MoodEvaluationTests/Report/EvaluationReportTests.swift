import Foundation
import MoodCore
import MoodCorpus
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

  /// What runs were asked beside the clips as they are, in a report of two seeds of which one was asked.
  @Test func variantsMakeSections() throws {
    var runs = runs()
    for index in runs.indices {
      runs[index].trainingSeconds = Double(10 + index)
      let worse = self.runs(skill: 0.4)[index]
      guard runs[index].seed == 1 else { continue }
      for seconds in [nil, 0, 1.114_557_8] as [Double?] {
        runs[index].variants.append(
          RunVariant(kind: .lookahead(seconds: seconds), predictions: worse.predictions, tracks: worse.tracks)
        )
      }
      for kind in [.heard(seconds: 5), .heard(seconds: 2), .degraded(.room), .degraded(.mp3)]
        as [RunVariant.Kind]
      {
        runs[index].variants.append(RunVariant(kind: kind, predictions: worse.predictions))
      }
    }
    let report = try EvaluationReport(kind: .folds, title: "3 folds", runs: runs, hasIntervals: false)
    #expect(report.variantSeeds == [1] && report.trainingSeconds?.mean == 12.5)
    #expect(report.latency?.points.map(\.seconds) == [0, 1.114_557_8, nil])
    #expect(report.heard?.points.map(\.seconds) == [2, 5, nil])
    #expect(report.robustness?.rows.map(\.name) == ["mp3", "room"])
    let name = "made quadrant accuracy"
    let first = runs.filter { $0.seed == 1 }
    let clean = try EvaluationReport.summary(of: first)[name]
    let worse = try EvaluationReport.summary(of: self.runs(skill: 0.4).filter { $0.seed == 1 })[name]
    #expect(report.heard?.points.map { $0.figures[name] } == [worse, worse, clean])
    #expect(report.robustness?.clean[name] == clean?.mean)
    #expect(report.text.contains("Against seconds of lookahead (seed 1 alone)"))
    #expect(
      report.text.contains("0    1.11   whole") && report.text.contains("training took 12.5 ± 1.8 s each"))
    #expect(!report.text.contains("made quadrant ECE  "), "curves are of leading figures")
    let all = try EvaluationReport(kind: .folds, title: "3 folds", runs: first, hasIntervals: false)
    #expect(all.variantSeeds == nil && all.text.contains("lookahead\n"))
    #expect(try JSONDecoder().decode(EvaluationReport.self, from: Data(report.json.utf8)) == report)
  }

  @Test func speakersStreamsHaveFiguresOfTheirOwn() throws {
    let predictions = (0..<24).map { index in
      Prediction(
        index, group: index / 6, emotions: (0..<8).map { $0 == index % 5 ? 0.65 : 0.05 }, confidence: 0.65,
        emotionClass: index % 8)
    }
    var better = predictions
    for index in better.indices { better[index].emotionClass = index % 5 }
    let run = EvaluationRun(
      fold: 0, seed: 1, predictions: predictions,
      variants: [RunVariant(kind: .speakerStream, predictions: better)])
    let report = try EvaluationReport(kind: .folds, title: "", runs: [run])
    #expect(report.summary["made emotion UAR, speaker's stream"]?.mean == 1)
    #expect(report.summary["made emotion UAR"]!.mean < 1)
    #expect(report.latency == nil && report.variantSeeds == nil)
    #expect(report.text.contains("  emotion UAR, speaker's stream"))
  }

  @Test func labelsOfSomethingElseGiveNoFigure() throws {
    let run = EvaluationRun(
      fold: 0, seed: 1, predictions: [Prediction(0, valence: 0.5, arousal: 0, confidence: 0.5, quadrant: 1)])
    let report = try EvaluationReport(kind: .folds, title: "", runs: [run])
    #expect(report.summary.isEmpty && report.text.contains("no figure"))
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
