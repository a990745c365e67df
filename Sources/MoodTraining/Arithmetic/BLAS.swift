internal import CBLAS

/// Matrix products and linear systems by OpenBLAS, which is loaded when the first training asks for it.
package enum BLAS {
  /// Why there are no matrix products.
  package enum LoadError: Error, Equatable, CustomStringConvertible {
    case unavailable(reason: String)

    package var description: String {
      switch self {
      case .unavailable(let reason):
        "this needs OpenBLAS (Debian package libopenblas0), which could not be loaded: \(reason)"
      }
    }
  }

  /// Loads the library; to be called once before the first product.
  package static func load() throws {
    if let reason = mr_blas_load() { throw LoadError.unavailable(reason: String(cString: reason)) }
  }

  /// `target = a · b`, or `target += a · b` where it accumulates. Any thread.
  package static func multiply(_ a: Matrix, _ b: Matrix, into target: Matrix, accumulating: Bool = false) {
    precondition(
      a.columns == b.rows && target.rows == a.rows && target.columns == b.columns && !target.isTransposed,
      "shapes of a product do not fit")
    guard a.rows > 0 && b.columns > 0 else { return }
    mr_blas_multiply(
      a.isTransposed, b.isTransposed, Int32(a.rows), Int32(b.columns), Int32(a.columns), 1, a.base,
      Int32(a.stride), b.base, Int32(b.stride), accumulating ? 1 : 0, target.base, Int32(target.stride))
  }

  /// The X of A·X = B for a symmetric positive definite A of `n` rows, columns of B and X standing one after the other, by
  /// Cholesky's factors; nil where A is not positive definite. O(n³). Any thread.
  package static func solve(_ a: [Double], _ b: [Double], n: Int) -> [Double]? {
    precondition(n > 0 && a.count == n * n && b.count % n == 0, "shapes of a system do not fit")
    var (factors, solution) = (a, b)
    let isSolved = factors.withUnsafeMutableBufferPointer { factors in
      solution.withUnsafeMutableBufferPointer { solution in
        mr_blas_solve(Int32(n), Int32(b.count / n), factors.baseAddress, solution.baseAddress)
      }
    }
    return isSolved ? solution : nil
  }
}
