internal import CSVM
internal import Synchronization

/// Support vectors by libsvm.
final class SupportVectorMachine: Classifier {
  /// libsvm draws from one sequence for the whole process.
  private static let training = Mutex(())

  private let model: OpaquePointer
  private let classCount: Int

  /// - Parameter gamma: of the radial kernel; 0 for the linear one.
  init(
    _ examples: Examples, weights: [Double], cost: Double, gamma: Double, seed: UInt64
  ) throws(ClassifierError) {
    if let reason = mr_svm_load() {
      throw .libraryMissing(reason: String(cString: reason), package: "libsvm3")
    }
    let model = Self.training.withLock { _ in
      mr_svm_train(
        examples.rows.flatMap(\.self), examples.rows.count, examples.width, examples.classes.map(Int32.init),
        Int32(examples.classCount), weights, cost, gamma, UInt32(truncatingIfNeeded: seed)
      ).map(Model.init)
    }
    guard let model else { throw .refused(library: "libsvm", reason: "there is no memory") }
    self.model = model.pointer
    classCount = examples.classCount
  }

  var parameterCount: Int? { nil }

  deinit { mr_svm_free(model) }

  func probabilities(of row: [Double]) -> [Double] {
    var probabilities = [Double](repeating: 0, count: classCount)
    mr_svm_predict(model, row, &probabilities)
    return probabilities
  }

  /// May go to the thread that asked for it.
  private struct Model: @unchecked Sendable {
    let pointer: OpaquePointer
  }
}
