package import MoodConfiguration
internal import MoodCorpus
internal import MoodFeatures
internal import MoodNetworks
internal import MoodTraining

/// What a file of Configs/Baselines says, or one of Configs/Training that has a `classifier`.
package struct BaselineConfiguration: Sendable, Equatable {
  /// What it asks for.
  package enum Content: Sendable, Equatable {
    case baseline(Baseline, columns: [String], input: ClipInput)
    /// The mean of what others say, which files describe.
    case ensemble([String])
  }

  /// What it is called in a table.
  package var name: String
  package var content: Content
  package var seed: UInt64

  private static let nameKey = ConfigurationKey("name", .text(), "what it is called in the table")
  private static let classifier = ConfigurationKey(
    "classifier", .words(["logistic", "linear-svm", "rbf-svm", "forest", "network", "ensemble"]),
    "what learns")
  private static let members = ConfigurationKey(
    "members", .text(), isList: true, default: .list([]), "of an ensemble: their files, seen from this one")
  private static let set = ConfigurationKey(
    "features.set", .words(FeatureSet.allCases.map(\.rawValue)),
    default: .text(FeatureSet.mir46.rawValue), "whose columns are taken")
  private static let columns = ConfigurationKey(
    "features.columns", .text(), isList: true, default: .list([]),
    "names of columns in place of a set; mfcc_* stands for all of a kind, mel_db_*/2 for every second one")
  private static let form = ConfigurationKey(
    "features.form", .words(["statistics", "sequence"]), default: .text("statistics"), "what a clip becomes")
  private static let statistics = ConfigurationKey(
    "features.statistics", .words(["mean", "std", "slope", "min", "max"]), isList: true,
    default: .list([.text("mean"), .text("std")]), "of each column over a clip")
  private static let hopsPerStep = ConfigurationKey(
    "features.hopsPerStep", .whole(1...1000), default: .number(16), "of a sequence: hops whose mean is a step"
  )
  private static let steps = ConfigurationKey(
    "features.steps", .whole(1...10_000), default: .number(80), "of a sequence, from the middle of a clip")
  private static let cost = ConfigurationKey(
    "cost", .number(1e-6...1e6), default: .number(1), "of an error, against large weights")
  private static let gamma = ConfigurationKey(
    "gamma", .number(1e-9...1e3), "of the radial kernel; null: 1 / number of columns")
  private static let trees = ConfigurationKey(
    "trees", .whole(1...100_000), default: .number(500), "of the forest, for each class")
  private static let layers = ConfigurationKey(
    "layers", .text(), isList: true, default: .list([]), "of a network: \(NetworkPlan.forms)")
  private static let epochs = ConfigurationKey(
    "training.epochs", .whole(1...100_000), default: .number(100), "of a network at most")
  private static let batch = ConfigurationKey(
    "training.batch", .whole(2...4096), default: .number(32), "clips of a step of the optimiser")
  private static let rate = ConfigurationKey(
    "training.rate", .number(1e-7...1), default: .number(0.001), "of Adam")
  private static let penalty = ConfigurationKey(
    "training.penalty", .number(0...1), default: .number(0.0001), "L2, on weights")
  private static let patience = ConfigurationKey(
    "training.patience", .whole(1...100_000), default: .number(10),
    "epochs without a better loss on artists held back, after which it ends")
  private static let masks = ConfigurationKey(
    "training.masks", .whole(0...100), default: .number(0),
    "SpecAugment's masks of bands, and as many of steps")
  private static let maskBands = ConfigurationKey(
    "training.maskBands", .whole(0...10_000), default: .number(8), "bands of the widest mask")
  private static let maskSteps = ConfigurationKey(
    "training.maskSteps", .whole(0...10_000), default: .number(10), "steps of the longest mask")
  private static let smote = ConfigurationKey(
    "smote", .flag, default: .boolean(false), "fill rarer classes up with new rows between their own")
  private static let balanced = ConfigurationKey(
    "balanced", .flag, default: .boolean(false), "have all classes count alike")
  private static let seedKey = ConfigurationKey(
    "seed", .whole(1...1 << 30), default: .number(1), "of the first run")

  /// In the order in which the sample explains them.
  package static let schema = ConfigurationSchema([
    nameKey, classifier, members, set, columns, form, statistics, hopsPerStep, steps, cost, gamma, trees,
    layers,
    epochs, batch, rate, penalty, patience, masks, maskBands, maskSteps, smote, balanced, seedKey,
  ])

  /// Reads a file's text.
  /// - Parameter file: what faults call it.
  package init(_ text: String, file: String) throws(ConfigurationFault) {
    let values = Values(values: try Self.schema.read(text, file: file), file: file)
    name = values.text(Self.nameKey) ?? file
    seed = UInt64(values.whole(Self.seedKey))
    if values.text(Self.classifier) == "ensemble" {
      let members = values.texts(Self.members)
      guard members.count > 1 else {
        throw .wrongValue(
          file: file, path: Self.members.path, found: "a list of \(members.count)",
          expected: "at least two files")
      }
      content = .ensemble(members)
      return
    }
    let columns = try Self.columns(values)
    let input = try Self.input(values)
    content = .baseline(
      Baseline(
        name: name, kind: try Self.kind(values, shape: input.shape(columns: columns.count)),
        smote: values.flag(Self.smote) ? SMOTE() : nil, isBalanced: values.flag(Self.balanced)),
      columns: columns, input: input)
  }

  private static func columns(_ values: Values) throws(ConfigurationFault) -> [String] {
    let patterns = values.texts(columns)
    guard !patterns.isEmpty else {
      return values.text(set).flatMap { FeatureSet(rawValue: $0) }?.columns ?? []
    }
    let known = ClipAnalysis.baseColumns
    do {
      let names = try ColumnChoice.expand(patterns, known: known)
      if let stranger = names.first(where: { !known.contains($0) }) {
        throw TrainingConfigurationError.unknownColumn(stranger)
      }
      return names
    } catch {
      throw .refused(file: values.file, path: columns.path, reason: "\(error)")
    }
  }

  private static func input(_ values: Values) throws(ConfigurationFault) -> ClipInput {
    guard values.text(form) == "statistics" else {
      return .sequence(hopsPerStep: values.whole(hopsPerStep), steps: values.whole(steps))
    }
    let names = values.texts(statistics)
    guard !names.isEmpty else {
      throw .wrongValue(
        file: values.file, path: statistics.path, found: "an empty list", expected: "at least one statistic")
    }
    return .statistics(names)
  }

  private static func kind(_ values: Values, shape: [Int]) throws(ConfigurationFault) -> ClassifierKind {
    switch values.text(classifier) {
    case "logistic": return .logisticRegression(cost: values.number(cost))
    case "linear-svm": return .linearSupportVectors(cost: values.number(cost))
    case "rbf-svm":
      return .radialSupportVectors(cost: values.number(cost), gamma: values.optional(gamma))
    case "forest": return .randomForest(trees: values.whole(trees))
    case "network":
      let count = values.whole(masks)
      do {
        let plan = try NetworkPlan(values.texts(layers))
        _ = try plan.shapes(from: shape)
        return .network(
          NetworkRecipe(
            plan: plan, shape: shape,
            fitting: NetworkFitting(
              epochs: values.whole(epochs), batch: values.whole(batch), rate: Float(values.number(rate)),
              penalty: Float(values.number(penalty)), patience: values.whole(patience),
              specAugment: count == 0
                ? nil
                : SpecAugment(
                  bandMasks: count, widestBands: values.whole(maskBands), stepMasks: count,
                  longestSteps: values.whole(maskSteps)))))
      } catch {
        throw .refused(file: values.file, path: layers.path, reason: "\(error)")
      }
    default:
      throw .wrongValue(
        file: values.file, path: classifier.path, found: "nothing", expected: classifier.expected)
    }
  }
}

/// What a file says, or what counts where it says nothing.
private struct Values {
  let values: Configuration
  let file: String

  private func value(_ key: ConfigurationKey) -> JSONTree { values[key] ?? key.standard }

  func optional(_ key: ConfigurationKey) -> Double? {
    if case .number(let number) = value(key) { number } else { nil }
  }

  /// Of a key with a default.
  func number(_ key: ConfigurationKey) -> Double {
    guard let number = optional(key) else { preconditionFailure("the schema gives \(key.path) a number") }
    return number
  }

  func whole(_ key: ConfigurationKey) -> Int { Int(number(key)) }

  func text(_ key: ConfigurationKey) -> String? {
    if case .text(let text) = value(key) { text } else { nil }
  }

  func texts(_ key: ConfigurationKey) -> [String] {
    guard case .list(let values) = value(key) else { return [] }
    return values.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  func flag(_ key: ConfigurationKey) -> Bool { value(key) == .boolean(true) }
}
