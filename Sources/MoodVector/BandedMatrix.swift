import CVector
import MoodRealtime

/// A matrix most of which is zero, for products with vectors.
///
/// A row keeps only the runs of columns in which it has weights, in blocks of eight.
package struct BandedMatrix: ~Copyable, @unchecked Sendable {
  package let rows: Int
  package let columns: Int
  private let weights: SampleBuffer
  private let bands: UnsafeMutablePointer<mv_band>
  private let bandCount: Int

  private static let blockColumns = 8

  /// Keeps a copy of `matrix`, of which all rows have the same length.
  package init(_ matrix: [[Float]]) {
    var weights: [Float] = []
    var bands: [mv_band] = []
    let runs = matrix.map(Self.runs)
    // Rows of one length side by side: how often a loop runs is then foreseen by the processor.
    for index in matrix.indices.sorted(by: { (runs[$0][0].blocks, $0) < (runs[$1][0].blocks, $1) }) {
      let row = matrix[index]
      for (number, run) in runs[index].enumerated() {
        bands.append(
          mv_band(
            row: number == runs[index].count - 1 ? Int32(index) : -1, column: Int32(run.first),
            weight: Int32(weights.count), blocks: Int32(run.blocks)))
        weights += (run.first..<run.first + run.blocks * Self.blockColumns).map {
          $0 < row.count ? row[$0] : 0
        }
      }
    }
    rows = matrix.count
    columns = matrix.first?.count ?? 0
    self.weights = SampleBuffer(weights)
    self.bands = .allocate(capacity: bands.count)
    self.bands.initialize(from: bands, count: bands.count)
    bandCount = bands.count
  }

  deinit { bands.deallocate() }

  /// into = matrix·vector. Seven floats behind the vector are read, and must be finite.
  @_noAllocation @_noLocks
  package borrowing func multiply(_ vector: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>) {
    mv_banded_matrix_vector(bands, bandCount, weights.base, vector, into)
  }

  /// The runs of blocks that hold all weights of a row, at least one.
  private static func runs(in row: [Float]) -> [(first: Int, blocks: Int)] {
    var runs: [(first: Int, blocks: Int)] = []
    var next = 0
    while let first = row[next...].firstIndex(where: { $0 != 0 }) {
      next = first
      while next < row.count, row[next..<min(next + blockColumns, row.count)].contains(where: { $0 != 0 }) {
        next += blockColumns
      }
      runs.append((first, (next - first) / blockColumns))
      next = min(next, row.count)
    }
    return runs.isEmpty ? [(0, 0)] : runs
  }
}
