package import MoodConfiguration
internal import MoodFeatures

/// What a file of Configs/Baselines says.
package struct BaselineConfiguration: Sendable, Equatable {
  package var baseline: Baseline
  /// A set of feature columns, or names of columns with commas.
  package var columns: [String]
  package var statistics: [String]
  package var seed: UInt64

  private static let name = ConfigurationKey("name", .text(), "what it is called in the table")
  private static let classifier = ConfigurationKey(
    "classifier", .words(["logistic", "linear-svm", "rbf-svm", "forest"]), "what learns")
  private static let set = ConfigurationKey(
    "features.set", .words(FeatureSet.allCases.map(\.rawValue)),
    default: .text(FeatureSet.mir46.rawValue), "whose columns are taken")
  private static let statistics = ConfigurationKey(
    "features.statistics", .words(["mean", "std", "slope", "min", "max"]), isList: true,
    default: .list([.text("mean"), .text("std")]), "of each column over a clip")
  private static let cost = ConfigurationKey(
    "cost", .number(1e-6...1e6), default: .number(1), "of an error, against large weights")
  private static let gamma = ConfigurationKey(
    "gamma", .number(1e-9...1e3), "of the radial kernel; null: 1 / number of columns")
  private static let trees = ConfigurationKey(
    "trees", .whole(1...100_000), default: .number(500), "of the forest, for each class")
  private static let smote = ConfigurationKey(
    "smote", .flag, default: .boolean(false), "fill rarer classes up with new rows between their own")
  private static let balanced = ConfigurationKey(
    "balanced", .flag, default: .boolean(false), "have all classes count alike")
  private static let seed = ConfigurationKey(
    "seed", .whole(1...1 << 30), default: .number(1), "of the first run")

  /// In the order in which the sample explains them.
  package static let schema = ConfigurationSchema([
    name, classifier, set, statistics, cost, gamma, trees, smote, balanced, seed,
  ])

  /// Reads a file's text.
  /// - Parameter file: what faults call it.
  package init(_ text: String, file: String) throws(ConfigurationFault) {
    let values = try Self.schema.read(text, file: file)
    func value(_ key: ConfigurationKey) -> JSONTree { values[key] ?? key.standard }
    func number(_ key: ConfigurationKey) -> Double? {
      if case .number(let number) = value(key) { number } else { nil }
    }
    func word(_ key: ConfigurationKey) -> String? {
      if case .text(let text) = value(key) { text } else { nil }
    }
    let cost = number(Self.cost) ?? 1
    let kind: ClassifierKind
    switch word(Self.classifier) {
    case "logistic": kind = .logisticRegression(cost: cost)
    case "linear-svm": kind = .linearSupportVectors(cost: cost)
    case "rbf-svm": kind = .radialSupportVectors(cost: cost, gamma: number(Self.gamma))
    case "forest": kind = .randomForest(trees: Int(number(Self.trees) ?? 500))
    default:
      throw .wrongValue(
        file: file, path: Self.classifier.path, found: "nothing", expected: Self.classifier.expected)
    }
    baseline = Baseline(
      name: word(Self.name) ?? file, kind: kind, smote: value(Self.smote) == .boolean(true) ? SMOTE() : nil,
      isBalanced: value(Self.balanced) == .boolean(true))
    columns = word(Self.set).flatMap { FeatureSet(rawValue: $0) }?.columns ?? []
    if case .list(let words) = value(Self.statistics) {
      statistics = words.compactMap { if case .text(let word) = $0 { word } else { nil } }
    } else {
      statistics = []
    }
    guard !statistics.isEmpty else {
      throw .wrongValue(
        file: file, path: Self.statistics.path, found: "an empty list", expected: "at least one statistic")
    }
    seed = UInt64(number(Self.seed) ?? 1)
  }
}
