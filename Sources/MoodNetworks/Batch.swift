internal import MoodTraining

/// Numbers of several clips, those of one clip in the dimensions of `shape`, the last dimension contiguous.
///
/// Rows of columns where a clip is a row of numbers, steps of columns where it is a sequence, steps of bands of channels
/// where it is a picture. For one thread at a time, but that threads may each work on clips of their own.
package final class Batch {
  package let clips: Int
  /// Dimensions of one clip.
  package let shape: [Int]
  package let values: UnsafeMutablePointer<Float>

  /// Zeros.
  package init(clips: Int, shape: [Int]) {
    self.clips = clips
    self.shape = shape
    let count = max(1, clips * shape.product)
    values = .allocate(capacity: count)
    values.initialize(repeating: 0, count: count)
  }

  /// A row of `shape.product` numbers for each clip.
  package convenience init(_ rows: some Collection<[Float]>, shape: [Int]) {
    self.init(clips: rows.count, shape: shape)
    for (index, row) in rows.enumerated() {
      precondition(row.count == clipCount, "a clip has as many numbers as its shape")
      clip(index).update(from: row, count: row.count)
    }
  }

  deinit { values.deallocate() }

  /// Numbers of one clip.
  package var clipCount: Int { shape.product }
  package var count: Int { clips * clipCount }
  /// The last dimension.
  var channels: Int { shape[shape.count - 1] }

  func clip(_ index: Int) -> UnsafeMutablePointer<Float> { values + index * clipCount }

  /// All numbers as rows of the last dimension.
  var rows: Matrix { Matrix(values, rows: count / channels, columns: channels) }

  /// The numbers of one clip, for tests and tables.
  package func array(_ index: Int) -> [Float] {
    Array(UnsafeBufferPointer(start: clip(index), count: clipCount))
  }
}

extension [Int] {
  var product: Int { reduce(1, *) }
}
