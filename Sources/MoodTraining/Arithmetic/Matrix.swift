internal import MoodRealtime

/// A view of floats as rows and columns; whoever made it keeps the memory alive.
///
/// Used within one call, on one thread.
package struct Matrix {
  package let base: UnsafeMutablePointer<Float>
  package let rows: Int
  package let columns: Int
  /// Floats between the starts of two stored rows.
  package let stride: Int
  /// Whether the memory holds the columns as its rows.
  package let isTransposed: Bool

  package init(_ base: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int? = nil) {
    self.init(base: base, rows: rows, columns: columns, stride: stride ?? columns, isTransposed: false)
  }

  private init(
    base: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int, isTransposed: Bool
  ) {
    precondition(stride >= (isTransposed ? rows : columns), "rows of a matrix do not overlap")
    self.base = base
    self.rows = rows
    self.columns = columns
    self.stride = stride
    self.isTransposed = isTransposed
  }

  /// The same memory read the other way.
  package var transposed: Matrix {
    Matrix(base: base, rows: columns, columns: rows, stride: stride, isTransposed: !isTransposed)
  }

  /// `count` rows from `first` on, of a matrix that is not transposed.
  package func rows(from first: Int, count: Int) -> Matrix {
    precondition(!isTransposed, "rows are taken from a matrix as stored")
    precondition(first >= 0 && count >= 0 && first + count <= rows, "rows outside the matrix")
    return Matrix(base + first * stride, rows: count, columns: columns, stride: stride)
  }

  /// `count` columns from `first` on, of a matrix that is not transposed.
  package func columns(from first: Int, count: Int) -> Matrix {
    precondition(!isTransposed, "columns are taken from a matrix as stored")
    precondition(first >= 0 && count >= 0 && first + count <= columns, "columns outside the matrix")
    return Matrix(base + first, rows: rows, columns: count, stride: stride)
  }
}

extension SampleBuffer {
  /// The floats from `offset` on as rows and columns, checked to lie inside.
  func matrix(rows: Int, columns: Int, at offset: Int = 0) -> Matrix {
    Matrix(pointer(at: offset, count: rows * columns), rows: rows, columns: columns)
  }
}
