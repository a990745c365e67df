package import MoodEvaluation

/// What came of one baseline, a row of the table.
package struct ComparisonRow: Codable, Sendable, Equatable {
  /// Over folds and seeds, with the 95 % interval over artists where the protocol allows one.
  package struct Figure: Codable, Sendable, Equatable {
    package var spread: Spread
    package var interval: [Double]?
  }

  package var name: String
  package var procedure: String
  /// By the metric's name without the corpus.
  package var figures: [String: Figure]
  /// What the training of a fold took; with its test where the run is leaky.
  package var secondsOfFold: Spread?
  /// Numbers that were learnt; nil where that is not how it is built.
  package var parameters: Int?
  /// What an answer takes for each hop of what was heard, features aside.
  package var microsecondsPerHop: Spread?
  /// Part of the tested rows whose track was trained on; nil under the honest protocol, where it is 0 by construction.
  package var leakedShare: Double?

  /// Of a report on folds with artists apart.
  package init(name: String, report: EvaluationReport, runs: [EvaluationRun], corpus: String) {
    self.name = name
    procedure = Procedure.honest.rawValue
    let section = report.corpora.first { $0.corpus == corpus }
    figures = Dictionary(
      uniqueKeysWithValues: (section?.figures ?? []).map {
        (
          String($0.name.dropFirst(corpus.count + 1)), Figure(spread: $0.spread, interval: $0.interval)
        )
      })
    secondsOfFold = report.trainingSeconds
    parameters = runs.compactMap(\.parameters).first
    microsecondsPerHop = Spread(of: runs.compactMap(\.microsecondsPerHop))
  }

  /// Of leaky folds, an array of questions for each seed.
  package init(name: String, leaky seeds: [[LeakyRun.Outcome]], labels: ClipLabels, seconds: [Double]) {
    self.name = name
    procedure = Procedure.leaky.rawValue
    let folds = seeds.flatMap { questions in
      (questions.first?.folds.indices ?? 0..<0).map { fold in questions.map { $0.folds[fold] } }
    }
    func figure(_ value: ([ConfusionMatrix]) -> Double?) -> Figure? {
      Spread(of: folds.compactMap(value)).map { Figure(spread: $0, interval: nil) }
    }
    switch labels {
    case .quadrants:
      figures = [
        "quadrant accuracy": figure { $0.first?.accuracy }, "quadrant macro F1": figure { $0.first?.macroF1 },
        "quadrant average recall": figure { $0.first?.averageRecall },
      ].compactMapValues(\.self)
    case .speech:
      figures = [
        "emotion UAR": figure { $0.first?.averageRecall }, "emotion accuracy": figure { $0.first?.accuracy },
        "emotion macro F1": figure { $0.first?.macroF1 },
      ].compactMapValues(\.self)
    case .emotions:
      figures = [
        "emotions macro F1": figure(EmotionShares.macroF1),
        "emotions Hamming loss": figure(EmotionShares.hammingLoss),
      ].compactMapValues(\.self)
    }
    secondsOfFold = Spread(of: seconds)
    let all = seeds.flatMap(\.self)
    let tested = all.reduce(0) { $0 + $1.tested }
    leakedShare = tested == 0 ? nil : Double(all.reduce(0) { $0 + $1.leaked }) / Double(tested)
  }

  /// How clips come to be trained on or tested.
  package enum Procedure: String, Sendable, CaseIterable {
    /// Artists apart; all that is fitted is fitted on the training.
    case honest
    /// See `LeakyRun`.
    case leaky
  }
}
