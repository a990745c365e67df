internal import CLinear

/// Logistic regression by liblinear.
final class LogisticRegression: Classifier {
  private let model: OpaquePointer
  private let classCount: Int
  private let width: Int

  init(_ examples: Examples, weights: [Double], cost: Double) throws(ClassifierError) {
    if let reason = mr_linear_load() {
      throw .libraryMissing(reason: String(cString: reason), package: "liblinear4")
    }
    let model = mr_linear_train(
      examples.rows.flatMap(\.self), examples.rows.count, examples.width, examples.classes.map(Int32.init),
      Int32(examples.classCount), weights, cost)
    guard let model else { throw .refused(library: "liblinear", reason: "there is no memory") }
    self.model = model
    classCount = examples.classCount
    width = examples.width
  }

  /// Of each class a weight for each column and a bias; two classes share theirs.
  var parameterCount: Int? { (classCount == 2 ? 1 : classCount) * (width + 1) }

  deinit { mr_linear_free(model) }

  func probabilities(of row: [Double]) -> [Double] {
    var probabilities = [Double](repeating: 0, count: classCount)
    mr_linear_predict(model, row, &probabilities)
    return probabilities
  }
}
