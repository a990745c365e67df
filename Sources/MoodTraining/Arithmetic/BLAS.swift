internal import CBLAS

/// Matrix products by OpenBLAS, which is loaded when the first training asks for it.
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
}
