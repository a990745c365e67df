import MoodVector

/// Sliding statistics of some columns of a row, each column with windows of its own. Computes only what is asked for.
struct SlidingStatistics: ~Copyable, @unchecked Sendable {
  /// A column and the rows over which its statistics run.
  struct Window: Hashable {
    var column: Int
    var rows: Int
  }

  /// A statistic of a window.
  struct Request: Hashable {
    var window: Window
    var statistic: Statistic
  }

  /// Values that `advance` writes.
  let outputCount: Int

  /// Where the deviations stand among them, one after the other: they come as variances, and one call takes all roots.
  private let firstDeviation: Int
  private let deviationCount: Int
  private let momentCount: Int
  private let moments: UnsafeMutablePointer<MomentWindow>
  private let extremeCount: Int
  private let extremes: UnsafeMutablePointer<ExtremeWindow>

  /// Allocates the windows of `requests`, each of which stands there once.
  ///
  /// - Parameter ranges: where the values of each column lie, and so their means, rounding notwithstanding; nil for
  ///   anywhere.
  init(_ requests: [Request], ranges: [ClosedRange<Float>]? = nil) {
    let outputs = Self.outputs(of: requests)
    var windows: [Window: [Statistic: Int]] = [:]
    for (request, output) in zip(requests, outputs) {
      let previous = windows[request.window, default: [:]].updateValue(output, forKey: request.statistic)
      precondition(previous == nil, "a statistic of a window is asked for twice")
    }
    let ordered = windows.sorted { ($0.key.column, $0.key.rows) < ($1.key.column, $1.key.rows) }
    let ofMoments = ordered.filter { !$0.value.keys.allSatisfy(\.isExtreme) }
    let ofExtremes = ordered.flatMap { window, outputs in
      outputs.filter(\.key.isExtreme).sorted { $0.value < $1.value }.map { (window, $0.key, $0.value) }
    }
    outputCount = requests.count
    firstDeviation = requests.count { $0.statistic == .mean }
    deviationCount = requests.count { $0.statistic == .deviation }
    momentCount = ofMoments.count
    moments = .allocate(capacity: momentCount)
    for (index, (window, outputs)) in ofMoments.enumerated() {
      (moments + index).initialize(
        to: MomentWindow(
          window, outputs: outputs, range: ranges?[window.column] ?? -Float.infinity...(.infinity)))
    }
    extremeCount = ofExtremes.count
    extremes = .allocate(capacity: extremeCount)
    for (index, (window, statistic, output)) in ofExtremes.enumerated() {
      (extremes + index).initialize(
        to: ExtremeWindow(window, isMinimum: statistic == .minimum, output: output))
    }
  }

  deinit {
    moments.deinitialize(count: momentCount)
    moments.deallocate()
    extremes.deinitialize(count: extremeCount)
    extremes.deallocate()
  }

  /// Where `advance` writes each of `requests`: statistic by statistic.
  static func outputs(of requests: [Request]) -> [Int] {
    var outputs = [Int](repeating: 0, count: requests.count)
    var next = 0
    for statistic in Statistic.allCases {
      for (index, request) in requests.enumerated() where request.statistic == statistic {
        outputs[index] = next
        next += 1
      }
    }
    return outputs
  }

  /// Takes a row in and writes the statistics of the rows so far, at most a window of them. O(1) for each window,
  /// amortised for extremes.
  @_noAllocation @_noLocks
  mutating func advance(_ row: UnsafePointer<Float>, into outputs: UnsafeMutablePointer<Float>) {
    // Through `pointee`: on a subscript of noncopyable elements Swift 6.3 crashes under the thread sanitizer.
    for index in 0..<momentCount { (moments + index).pointee.advance(row, into: outputs) }
    for index in 0..<extremeCount { (extremes + index).pointee.advance(row, into: outputs) }
    let deviations = outputs + firstDeviation
    VectorMath.squareRoot(deviations, into: deviations, count: deviationCount)
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  mutating func reset() {
    for index in 0..<momentCount { (moments + index).pointee.moments.reset() }
    for index in 0..<extremeCount { (extremes + index).pointee.maximum.reset() }
  }
}

/// A window, and where what its sums tell is written; nil for what nobody asked for.
private struct MomentWindow: ~Copyable {
  var moments: SlidingMoments
  let column: Int
  let mean: Int?
  let variance: Int?
  let slope: Int?
  /// Of the column.
  let range: ClosedRange<Float>

  init(_ window: SlidingStatistics.Window, outputs: [Statistic: Int], range: ClosedRange<Float>) {
    mean = outputs[.mean]
    variance = outputs[.deviation]
    slope = outputs[.slope]
    column = window.column
    self.range = range
    moments = SlidingMoments(rows: window.rows, hasVariance: variance != nil, hasSlope: slope != nil)
  }

  @inline(__always) @_noAllocation @_noLocks
  mutating func advance(_ row: UnsafePointer<Float>, into outputs: UnsafeMutablePointer<Float>) {
    moments.append(row[column])
    if let mean { outputs[mean] = max(range.lowerBound, min(moments.mean, range.upperBound)) }
    if let variance { outputs[variance] = moments.variance }
    if let slope { outputs[slope] = moments.slope }
  }
}

/// A window and one of its extremes. The smallest value is the largest of the negated ones.
private struct ExtremeWindow: ~Copyable {
  var maximum: SlidingMaximum
  let column: Int
  let sign: Float
  let output: Int

  init(_ window: SlidingStatistics.Window, isMinimum: Bool, output: Int) {
    maximum = SlidingMaximum(rows: window.rows)
    column = window.column
    sign = isMinimum ? -1 : 1
    self.output = output
  }

  @inline(__always) @_noAllocation @_noLocks
  mutating func advance(_ row: UnsafePointer<Float>, into outputs: UnsafeMutablePointer<Float>) {
    outputs[output] = sign * maximum.append(sign * row[column])
  }
}

extension Statistic {
  /// Whether it takes an order of the values rather than sums.
  fileprivate var isExtreme: Bool {
    switch self {
    case .mean, .deviation, .slope: false
    case .minimum, .maximum: true
    }
  }
}
