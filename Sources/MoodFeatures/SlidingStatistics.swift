import MoodVector

/// Sliding statistics of some columns of a row, each column with windows of its own.
struct SlidingStatistics: ~Copyable, @unchecked Sendable {
  /// A column and the rows over which its statistics run.
  struct Window: Hashable {
    var column: Int
    var rows: Int
  }

  /// Values that `advance` writes: all means, then all deviations.
  var outputCount: Int { 2 * count }

  private let count: Int
  private let columns: UnsafeMutablePointer<Int>
  private let moments: UnsafeMutablePointer<SlidingMoments>

  /// Allocates the windows.
  init(_ windows: [Window]) {
    count = windows.count
    columns = .allocate(capacity: windows.count)
    moments = .allocate(capacity: windows.count)
    for (index, window) in windows.enumerated() {
      (columns + index).initialize(to: window.column)
      (moments + index).initialize(to: SlidingMoments(rows: window.rows))
    }
  }

  deinit {
    moments.deinitialize(count: count)
    moments.deallocate()
    columns.deallocate()
  }

  /// Where `advance` writes `statistic` of the window with this index among `count`.
  static func output(of statistic: Statistic, window: Int, count: Int) -> Int {
    switch statistic {
    case .mean: window
    case .deviation: count + window
    }
  }

  /// Takes a row in and writes the statistics of the rows so far. O(1) for each window.
  @_noAllocation @_noLocks
  mutating func advance(_ row: UnsafePointer<Float>, into outputs: UnsafeMutablePointer<Float>) {
    for index in 0..<count {
      // Through `pointee`: on a subscript of noncopyable elements Swift 6.3 crashes under the thread sanitizer.
      let moment = moments + index
      moment.pointee.append(row[columns[index]])
      outputs[index] = moment.pointee.mean
      outputs[count + index] = moment.pointee.variance
    }
    VectorMath.squareRoot(outputs + count, into: outputs + count, count: count)
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  mutating func reset() {
    for index in 0..<count { (moments + index).pointee.reset() }
  }
}
