import MoodCore
import MoodCorpus
import MoodFeatures
import MoodInference
import MoodNetworks
import MoodRealtime
import Testing

@testable import MoodBaselines

@Suite struct ClipModelTests {
  private static let columns = ["rms", "zcr", "centroid_hz"]
  private static let input = ClipInput.sequence(hopsPerStep: 2, steps: 6)

  private static func table(_ level: Float, seed: UInt64) -> FeatureTable {
    var random = SplitMix64(seed: seed)
    return FeatureTable(
      hops: 20, columns: 3, values: SampleBuffer((0..<60).map { _ in level + random.normal() }))
  }

  private static func model() throws -> ClipModel {
    let recipe = NetworkRecipe(
      plan: try NetworkPlan(["channels", "conv 8 3x1", "norm", "relu", "sequence", "lstm 8"]), shape: [6, 3],
      fitting: NetworkFitting(epochs: 5, batch: 8, rate: 0.01))
    var statistics = ClipStatistics(input.statistics, of: try FeaturePipeline(columns: columns).schema)
    let vectors = (0..<60).map { number in
      let quadrant = Quadrant.allCases[number % 4]
      let table = Self.table(Float(quadrant.rawValue), seed: UInt64(number))
      return ClipVector(
        clip: Clip(
          corpus: "x", name: "\(number)", audio: "", group: "\(number / 2)",
          quadrant: Clip.QuadrantLabel(quadrant: quadrant, share: 1)),
        segment: 0, values: input.values(of: table, hops: 0..<20, statistics: &statistics) ?? [])
    }
    return try ClipModel.train(
      Baseline(name: "n", kind: .network(recipe)), columns: columns, input: input, labels: .quadrants,
      corpus: "x",
      on: vectors, seed: 1
    ) { true }
  }

  private static func read(_ bytes: [UInt8]) throws -> ClipModel? {
    let file = try bytes.withUnsafeBytes { try Safetensors(bytes: $0) }
    return try ClipModel(file)
  }

  @Test func aFileSaysWhatWasTrained() throws {
    let model = try Self.model()
    let again = try #require(try Self.read(model.bytes()))
    #expect(again.description == model.description && again.bytes() == model.bytes())
    let schema = try FeaturePipeline(columns: Self.columns).schema
    for seed in 0..<5 as Range<UInt64> {
      let table = Self.table(2, seed: seed)
      let summary = try #require(try model.summary(of: table, schema: schema))
      #expect(try again.summary(of: table, schema: schema) == summary)
      #expect(abs(summary.quadrants.sum() - 1) < 1e-5 && summary.confidence == summary.quadrants.max())
    }
    let short = FeatureTable(hops: 1, columns: 3, values: SampleBuffer(count: 3))
    #expect(try model.summary(of: short, schema: schema) == nil)
  }

  @Test func aStreamingModelIsNone() throws {
    let file = Safetensors(metadata: ["moodring": "{}"], tensors: [:])
    #expect(try ClipModel(file) == nil)
  }

  @Test(arguments: [
    ("\"format\":1", "\"format\":9", "format"), ("\"rms\"", "\"nose\"", "nose"),
    ("\"lstm 8\"", "\"lstm 9\"", "lstm 9"), ("\"lstm 8\"", "\"lstm 16\"", "more weights"),
    ("\"steps\":6", "\"steps\":0", "hears"), ("\"steps\":6", "\"steps\":-5", "hears"),
    ("\"quadrants\"", "\"moods\"", "answers"), ("\"quadrants\"", "\"speech\"", "answers"),
    ("\"rms\",\"zcr\"", "\"rms\",\"rms\"", "twice"), ("\"deviations\":[", "\"deviations\":[0,", "scaling"),
  ])
  func whatDoesNotFitIsRefused(_ found: String, _ put: String, _ word: String) throws {
    var file = try Self.model().bytes().withUnsafeBytes { try Safetensors(bytes: $0) }
    let json = try #require(file.metadata[ModelFile.clipKey])
    #expect(json.contains(found))
    file.metadata[ModelFile.clipKey] = json.replacing(found, with: put)
    let error = #expect(throws: ModelError.self) { try ClipModel(file) }
    #expect(error.map { "\($0)".contains(word) } == true, "\(String(describing: error))")
  }

  @Test func brokenWeightsAreRefused() throws {
    var file = try Self.model().bytes().withUnsafeBytes { try Safetensors(bytes: $0) }
    file.tensors["parameter.0"]?.values[3] = .nan
    #expect(throws: ModelError.notFinite(tensor: "parameter.0", index: 3)) { try ClipModel(file) }
    file.tensors["parameter.0"]?.values[3] = 0
    file.tensors["parameter.5"]?.values[1] = -1
    #expect(throws: ModelError.negative(tensor: "parameter.5", index: 1, found: -1)) { try ClipModel(file) }
    file.tensors["parameter.0"] = nil
    #expect(throws: ModelError.missingTensor("parameter.0")) { try ClipModel(file) }
  }

  /// Weights that no training gives, each a number, may come to none together.
  @Test func whatComesToNoNumberIsSaid() throws {
    var file = try Self.model().bytes().withUnsafeBytes { try Safetensors(bytes: $0) }
    var json = try #require(file.metadata[ModelFile.clipKey])
    let scales = try #require(json.firstMatch(of: /"deviations":\[[^\]]*\]/))
    json.replaceSubrange(scales.range, with: "\"deviations\":[1e-11,1e-11,1e-11]")
    file.metadata[ModelFile.clipKey] = json
    for name in ["parameter.0", "parameter.2", "parameter.9"] {
      var tensor = try #require(file.tensors[name])
      for index in tensor.values.indices { tensor.values[index] = tensor.values[index] < 0 ? -9e5 : 9e5 }
      file.tensors[name] = tensor
    }
    file.tensors["parameter.5"]?.values = Array(repeating: 0, count: 8)
    let model = try #require(try ClipModel(file))
    let schema = try FeaturePipeline(columns: Self.columns).schema
    let table = FeatureTable(
      hops: 20, columns: 3, values: SampleBuffer((0..<60).map { _ in Float.greatestFiniteMagnitude }))
    #expect(throws: ClipModel.SaysNothing(name: "n")) { try model.summary(of: table, schema: schema) }
  }

  @Test func garbledHeadersAreRefusedOrRead() throws {
    let file = try Self.model().bytes().withUnsafeBytes { try Safetensors(bytes: $0) }
    let json = Array(try #require(file.metadata[ModelFile.clipKey]).utf8)
    var random = SplitMix64(seed: 1)
    for _ in 0..<400 {
      var garbled = json
      for _ in 0..<1 + random.index(below: 4) {
        garbled[random.index(below: garbled.count)] = UInt8(truncatingIfNeeded: random.next())
      }
      var other = file
      other.metadata[ModelFile.clipKey] = String(decoding: garbled, as: UTF8.self)
      do { _ = try ClipModel(other) } catch { #expect(!"\(error)".isEmpty) }
    }
  }
}
