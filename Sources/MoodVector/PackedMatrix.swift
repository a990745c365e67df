import CVector

/// A matrix laid out for products with vectors: a plain view on floats that somebody else owns.
///
/// Panels of 16 rows stand one after the other, each column after column, the last filled up with rows of zeros; so a
/// product never sums across the lanes of a vector.
@frozen
package struct PackedMatrix: BitwiseCopyable, @unchecked Sendable {
  package let rows: Int
  package let columns: Int
  private let panels: UnsafePointer<Float>

  /// Floats that a packed matrix takes.
  package static func floats(rows: Int, columns: Int) -> Int {
    (rows + panelRows - 1) / panelRows * panelRows * columns
  }

  /// Writes a matrix into `storage`, which holds `floats(rows:columns:)` floats and outlives the view.
  package init(
    rows: Int, columns: Int, storage: UnsafeMutablePointer<Float>,
    element: (_ row: Int, _ column: Int) -> Float
  ) {
    for row in 0..<PackedMatrix.floats(rows: rows, columns: 1) {
      let panel = storage + row / PackedMatrix.panelRows * PackedMatrix.panelRows * columns
      for column in 0..<columns {
        panel[column * PackedMatrix.panelRows + row % PackedMatrix.panelRows] =
          row < rows ? element(row, column) : 0
      }
    }
    self.rows = rows
    self.columns = columns
    panels = UnsafePointer(storage)
  }

  /// into = matrix·vector + base; `base` has `rows` floats, may be `into`, and is left out where nil. O(rows·columns).
  @_noAllocation @_noLocks
  package func multiply(
    _ vector: UnsafePointer<Float>, adding base: UnsafePointer<Float>?, into: UnsafeMutablePointer<Float>
  ) {
    mv_packed_matrix_vector(panels, rows, columns, vector, base, into)
  }

  private static let panelRows = Int(MV_PANEL_ROWS)
}
