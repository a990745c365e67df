internal import CForest

/// A random forest by XGBoost.
final class RandomForest: Classifier {
  private let model: OpaquePointer
  private let classCount: Int

  init(
    _ examples: Examples, weights: [Double], trees: Int, seed: UInt64
  ) throws(ClassifierError) {
    if let reason = mr_forest_load() {
      throw .libraryMissing(reason: String(cString: reason), package: "libxgboost0")
    }
    let model = mr_forest_train(
      examples.rows.flatMap { $0.map(Float.init) }, examples.rows.count, examples.width,
      examples.classes.map(Float.init), Int32(examples.classCount),
      examples.classes.map { Float(weights[$0]) }, Int32(trees),
      UInt32(truncatingIfNeeded: seed) & 0x7fff_ffff)
    guard let model else { throw .refused(library: "XGBoost", reason: String(cString: mr_forest_reason())) }
    self.model = model
    classCount = examples.classCount
  }

  var parameterCount: Int? { nil }

  deinit { mr_forest_free(model) }

  func probabilities(of row: [Double]) -> [Double] {
    var probabilities = [Float](repeating: 0, count: classCount)
    let refused = mr_forest_predict(model, row.map(Float.init), 1, &probabilities)
    precondition(refused == 0, "a forest takes rows as wide as those that it was trained on")
    let sum = probabilities.reduce(0) { $0 + Double($1) }
    return probabilities.map { Double($0) / sum }
  }
}
