internal import FoundationEssentials

/// The outcome of an evaluation, for people and for programs.
///
/// Made of predictions; a section that was not measured is nil and stands neither in the text nor in the JSON.
package struct EvaluationReport: Codable, Sendable, Equatable {
  /// What the tested models had heard of the artists that they are tested on.
  package enum Kind: String, Codable, Sendable {
    /// Nothing: each model was trained on other folds than its own.
    case folds
    /// Nothing: a finished model, on artists that it was not trained on.
    case unseen
    /// Some of them: a finished model, on artists that it was trained on.
    case seen
  }

  package var kind: Kind
  package var title: String
  /// Tested models: folds times seeds.
  package var runs: Int
  /// What the trainings took; nil of a model that was there.
  package var trainingSeconds: Spread?
  /// Every figure of every corpus by its name: `4q quadrant accuracy`, `musifeast valence r`.
  package var summary: [String: Spread]
  /// In alphabetical order.
  package var corpora: [CorpusSection]
  /// The seeds whose models `latency`, `heard` and `robustness` are of, where those of other seeds were not asked.
  package var variantSeeds: [UInt64]?
  /// Figures against seconds of lookahead.
  package var latency: ReportCurve?
  /// Figures against seconds heard.
  package var heard: ReportCurve?
  package var robustness: RobustnessSection?

  /// - Parameter hasIntervals: whether intervals are computed: about a second for a thousand clips.
  /// - Throws: `PredictionError` for the first value that is none of its kind.
  package init(
    kind: Kind, title: String, runs: [EvaluationRun], hasIntervals: Bool = true
  ) throws(PredictionError) {
    for run in runs { try run.check() }
    self.kind = kind
    self.title = title
    self.runs = runs.count
    corpora = CorpusSection.all(of: runs, hasIntervals: hasIntervals)
    summary = Self.summary(of: corpora)
    trainingSeconds = Spread(of: runs.compactMap(\.trainingSeconds))
    let asked = runs.filter { $0.variants.contains { $0.kind != .speakerStream } }
    let seeds = Set(asked.map(\.seed))
    if !asked.isEmpty, seeds != Set(runs.map(\.seed)) { variantSeeds = seeds.sorted() }
    latency = try ReportCurve(latencyOf: asked)
    heard = try ReportCurve(heardOf: asked)
    robustness = try RobustnessSection(of: asked)
  }

  /// Every figure of every corpus by its name, without intervals.
  /// - Throws: `PredictionError` for the first value that is none of its kind.
  package static func summary(of runs: [EvaluationRun]) throws(PredictionError) -> [String: Spread] {
    for run in runs { try run.check() }
    return summary(of: CorpusSection.all(of: runs, hasIntervals: false))
  }

  /// JSON with keys in alphabetical order; what is not known is absent.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let data = try? encoder.encode(self) else { preconditionFailure("figures are finite numbers") }
    return String(decoding: data, as: UTF8.self)
  }

  private static func summary(of corpora: [CorpusSection]) -> [String: Spread] {
    Dictionary(
      corpora.flatMap(\.figures).map { ($0.name, $0.spread) }, uniquingKeysWith: { first, _ in first })
  }
}
