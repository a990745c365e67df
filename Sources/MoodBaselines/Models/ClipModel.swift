internal import FoundationEssentials
package import MoodCore
package import MoodCorpus
internal import MoodFeatures
package import MoodInference
internal import MoodNetworks
internal import MoodTraining

/// A network that hears a clip whole, and all that it takes to hear one: as opposed to the streaming networks, it has no
/// estimate before the end.
///
/// As a file it is a safetensors file with `Description` in its header. For one thread at a time.
package final class ClipModel {
  /// What stands in the header.
  struct Description: Codable, Equatable {
    var format: Int
    var name: String
    var layers: [String]
    var columns: [String]
    /// Of each column over the clip; nil where it hears a sequence.
    var statistics: [String]?
    var hopsPerStep: Int?
    var steps: Int?
    /// `quadrants`, `emotions` or `speech`.
    var labels: String
    /// Of speech: the acted emotions that it tells apart.
    var emotions: [String]?
    var scaling: FeatureScaling
    /// The corpus it was trained on, and on how many of its clips.
    var corpus: String
    var clips: Int

    /// Whether each of several questions has an answer of its own.
    var isOfSeveral: Bool { labels == "emotions" }

    /// What of a clip it looks at; nil where the header does not say.
    var input: ClipInput? {
      if let statistics { return .statistics(statistics) }
      guard let hopsPerStep, let steps, (1...1000).contains(hopsPerStep), (1...10_000).contains(steps) else {
        return nil
      }
      return .sequence(hopsPerStep: hopsPerStep, steps: steps)
    }
  }

  private static let currentFormat = 1
  private static let largestWeight: Float = 1e6

  /// It says no numbers of a recording: no training gives such weights.
  package struct SaysNothing: Error, Equatable, CustomStringConvertible {
    package var name: String

    package var description: String { "the network \(name) comes to no finite numbers; its file is broken" }
  }

  let description: Description
  private let input: ClipInput
  private let fitted: FittedBaseline
  private let parameters: [Parameter]
  /// What the probabilities are of.
  package let outputs: ModelOutputs

  package var name: String { description.name }
  package var columns: [String] { description.columns }
  package var licence: String { "as the corpus \(description.corpus) has it" }

  private init(
    _ description: Description, input: ClipInput, outputs: ModelOutputs, parameters: [Parameter],
    fitted: FittedBaseline
  ) {
    self.description = description
    self.input = input
    self.outputs = outputs
    self.parameters = parameters
    self.fitted = fitted
  }

  /// nil where the description says none that there are.
  private static func outputs(of description: Description) -> ModelOutputs? {
    switch (description.labels, description.emotions) {
    case ("quadrants", nil): ModelOutputs(affect: false, quadrants: true, emotions: [])
    case ("emotions", nil): ModelOutputs(affect: false, quadrants: false, emotions: EmotionNames.music)
    case ("speech", let emotions?)
    where !emotions.isEmpty && Set(emotions).count == emotions.count
      && emotions.allSatisfy(EmotionNames.speech.contains):
      ModelOutputs(affect: false, quadrants: false, emotions: emotions)
    default: nil
    }
  }

  /// Trains on all of `vectors`, of whose artists a fifth tells when to end.
  /// - Throws: `ClassifierError`, `CorpusError`
  package static func train(
    _ baseline: Baseline, columns: [String], input: ClipInput, labels: ClipLabels, corpus: String,
    on vectors: [ClipVector], seed: UInt64, goesOn: () -> Bool
  ) throws -> ClipModel {
    guard let recipe = baseline.kind.recipe else { throw ClassifierError.noNetwork(baseline.name) }
    guard labels != .emotions || baseline.smote == nil else {
      throw ClassifierError.oneForEach(baseline.name)
    }
    let fitted = try HonestRun(baseline, labels: labels).fitted(recipe, vectors, seed: seed, goesOn: goesOn)
    guard let classifier = fitted.baseline.classifier as? NetworkClassifier else {
      preconditionFailure("a recipe trains a network")
    }
    var (statistics, hopsPerStep, steps): ([String]?, Int?, Int?)
    switch input {
    case .statistics(let names): statistics = names
    case .sequence(let hops, let count): (hopsPerStep, steps) = (hops, count)
    }
    let description = Description(
      format: currentFormat, name: baseline.name, layers: recipe.plan.words, columns: columns,
      statistics: statistics, hopsPerStep: hopsPerStep, steps: steps, labels: labels.word,
      emotions: labels.isSpeech ? labels.questions[0].classNames : nil,
      scaling: fitted.baseline.scaling, corpus: corpus, clips: vectors.count)
    guard let outputs = outputs(of: description) else { preconditionFailure("labels have outputs") }
    return ClipModel(
      description, input: input, outputs: outputs, parameters: classifier.network.parameters,
      fitted: fitted.baseline)
  }

  /// What it says of a recording whose features are `table`; nil where that is too short.
  /// - Throws: `SaysNothing`
  package func summary(
    of table: FeatureTable, schema: FeatureSchema
  ) throws(SaysNothing) -> StreamSummary? {
    var statistics = ClipStatistics(input.statistics, of: schema)
    guard let values = input.values(of: table, hops: 0..<table.hops, statistics: &statistics) else {
      return nil
    }
    let said = fitted.probabilities(of: values)
    guard said.allSatisfy(\.isFinite) else { throw SaysNothing(name: name) }
    var summary = StreamSummary(
      affect: Affect(valence: 0, arousal: 0), quadrants: .zero, emotions: .zero,
      confidence: description.isOfSeveral ? 1 : Float(said.max() ?? 0))
    for (index, probability) in said.enumerated() {
      if outputs.quadrants {
        summary.quadrants[index] = Float(probability)
      } else {
        summary.emotions[index] = Float(probability)
      }
    }
    return summary
  }

  /// The file's content.
  package func bytes() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(description) else {
      preconditionFailure("scales are finite numbers")
    }
    let tensors = parameters.enumerated().map { number, parameter in
      (Self.tensorName(number), Tensor(shape: parameter.shape, values: parameter.values))
    }
    return Safetensors(
      metadata: [ModelFile.clipKey: String(decoding: json, as: UTF8.self)],
      tensors: Dictionary(uniqueKeysWithValues: tensors)
    ).bytes()
  }

  private static func tensorName(_ number: Int) -> String { "parameter.\(number)" }

  /// Reads what nobody vouches for; nil where the header is not that of such a model.
  /// - Throws: `ModelError`
  package convenience init?(_ file: Safetensors) throws(ModelError) {
    guard let json = file.metadata[ModelFile.clipKey] else { return nil }
    let description: Description
    do {
      description = try JSONDecoder().decode(Description.self, from: Data(json.utf8))
    } catch {
      throw .malformedMetadata(reason: "its entry \"\(ModelFile.clipKey)\" is none: \(sentence(of: error))")
    }
    guard description.format == Self.currentFormat else { throw .unknownFormat(found: description.format) }
    let known = Set(ClipAnalysis.baseColumns)
    if let stranger = description.columns.first(where: { !known.contains($0) }) {
      throw .unknownColumn(name: stranger)
    }
    guard !description.columns.isEmpty, Set(description.columns).count == description.columns.count else {
      throw .malformedMetadata(reason: "it names no columns, or some twice")
    }
    guard let input = description.input, let outputs = Self.outputs(of: description) else {
      throw .malformedMetadata(reason: "it does not say what it hears, or what it answers")
    }
    guard
      description.statistics.map({ !$0.isEmpty && $0.allSatisfy { Statistic(rawValue: $0) != nil } }) ?? true
    else { throw .malformedMetadata(reason: "it knows statistics that there are not") }
    let shape = input.shape(columns: description.columns.count)
    guard description.scaling.columns == shape[shape.count - 1], description.scaling.isUsable else {
      throw .malformedMetadata(reason: "its scaling is not one of \(shape[shape.count - 1]) columns")
    }
    let network: Network
    do {
      let plan = try NetworkPlan(description.layers)
      // A network as large as its words before a look at its weights: a few words could ask for all memory.
      let weights = file.tensors.values.reduce(0) { $0 + $1.values.count }
      guard try plan.weightCount(from: shape) <= weights else {
        throw ModelError.malformedMetadata(reason: "its layers have more weights than the file")
      }
      network = try Network(
        plan, inputShape: shape,
        outputs: outputs.quadrants ? Quadrant.allCases.count : outputs.emotions.count, seed: 0)
    } catch let error as ModelError {
      throw error
    } catch {
      throw .malformedMetadata(reason: "\(error)")
    }
    for (number, parameter) in network.parameters.enumerated() {
      let name = Self.tensorName(number)
      guard let tensor = file.tensors[name] else { throw .missingTensor(name) }
      guard tensor.shape == parameter.shape else {
        throw .wrongShape(tensor: name, found: tensor.shape, expected: parameter.shape)
      }
      if let index = tensor.values.firstIndex(where: { !(abs($0) < Self.largestWeight) }) {
        throw .notFinite(tensor: name, index: index)
      }
      if parameter.isVariance, let index = tensor.values.firstIndex(where: { $0 < 0 }) {
        throw .negative(tensor: name, index: index, found: tensor.values[index])
      }
      parameter.values = tensor.values
    }
    if file.tensors.count > network.parameters.count {
      let known = Set(network.parameters.indices.map(Self.tensorName))
      throw .unknownTensor(file.tensors.keys.filter { !known.contains($0) }.min() ?? "")
    }
    let goals: Goals = description.isOfSeveral ? .several([], yesWeights: []) : .classes([], weights: [])
    self.init(
      description, input: input, outputs: outputs, parameters: network.parameters,
      fitted: FittedBaseline(
        scaling: description.scaling, classifier: NetworkClassifier(network, goals: goals)))
  }

  /// Makes the matrix products ready; to be called once before the first summary.
  /// - Throws: what says why there are none.
  package static func prepare() throws { try BLAS.load() }
}
