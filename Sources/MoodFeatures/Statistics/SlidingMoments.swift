import MoodCore
import MoodRealtime

/// Mean, variance and slope of the last values of a stream, in constant time and without drift.
///
/// Adding the newest and subtracting the oldest value leaves the rounding errors of both behind for ever. So a second
/// set of sums is built up by additions alone and takes the place of the first once it covers a whole window: no
/// error gets older than two windows. Sums are taken of the distance to a value of the column itself, which keeps the
/// variance exact where it is small against the mean, and 0 where nothing changes. What is left is small against the
/// largest value of the last two windows: 10⁻⁶ of it at most in the deviation, 10⁻¹² in mean and slope.
struct SlidingMoments: ~Copyable, Sendable {
  /// Rows a second: a slope is of rows, and given for seconds.
  static var rowsPerSecond: Float {
    @_noAllocation @_noLocks
    get { Float(AnalysisGrid.sampleRateHz) / Float(AnalysisGrid.hopSamples) }
  }

  private let window: SampleBuffer
  private let hasVariance: Bool
  private let hasSlope: Bool
  /// Values in the window so far.
  private var count = 0
  /// Where the next value goes.
  private var position = 0
  private var current = Sums()
  private var successor = Sums()
  /// When the newest value came, as `current` counts time.
  private var latest = 0

  /// Sums over some values.
  private struct Sums: BitwiseCopyable {
    var sum = 0.0
    // Between the two, which would else be loaded as one vector just after each was stored by itself, and wait for that.
    var pivot = 0.0
    var squares = 0.0
    /// Of value and time.
    var products = 0.0

    @_noAllocation @_noLocks
    init(pivot: Double = 0) { self.pivot = pivot }

    @inline(__always) @_noAllocation @_noLocks
    mutating func add(_ value: Float, at time: Int, squares hasSquares: Bool, products hasProducts: Bool) {
      let distance = Double(value) - pivot
      sum += distance
      if hasSquares { squares += distance * distance }
      if hasProducts { products += Double(time) * distance }
    }

    @inline(__always) @_noAllocation @_noLocks
    mutating func remove(_ value: Float, at time: Int, squares hasSquares: Bool, products hasProducts: Bool) {
      let distance = Double(value) - pivot
      sum -= distance
      if hasSquares { squares -= distance * distance }
      if hasProducts { products -= Double(time) * distance }
    }
  }

  /// Allocates a window of `rows` values, at least 1. What it shall not have is neither computed nor read.
  init(rows: Int, hasVariance: Bool = true, hasSlope: Bool = true) {
    precondition(rows > 0, "a window of \(rows) rows, expected at least 1")
    window = SampleBuffer(count: rows)
    self.hasVariance = hasVariance
    self.hasSlope = hasSlope
  }

  /// Takes the next value in, and the oldest out once the window is full.
  @_noAllocation @_noLocks
  mutating func append(_ value: Float) {
    if count == 0 {
      current = Sums(pivot: Double(value))
      successor = current
    }
    // Times count from the first value that the sums have seen, which is a window ago at most when the window is full.
    var time = position
    if count == window.count {
      current.remove(window.base[position], at: position, squares: hasVariance, products: hasSlope)
      time += window.count
    } else {
      count += 1
    }
    window.base[position] = value
    current.add(value, at: time, squares: hasVariance, products: hasSlope)
    successor.add(value, at: position, squares: hasVariance, products: hasSlope)
    position += 1
    latest = time
    if position == window.count {
      position = 0
      latest = window.count - 1
      current = successor
      successor = Sums(pivot: Double(value))
    }
  }

  /// The mean of the values so far, at most a window of them; 0 of none.
  var mean: Float {
    @_noAllocation @_noLocks
    get { count == 0 ? 0 : Float(current.pivot + current.sum / Double(count)) }
  }

  /// Their mean squared distance from the mean; 0 of none.
  var variance: Float {
    @_noAllocation @_noLocks
    get {
      precondition(hasVariance, "the variance was read without being computed")
      guard count > 0 else { return 0 }
      let mean = current.sum / Double(count)
      return Float(max(0, current.squares / Double(count) - mean * mean))
    }
  }

  /// How much they rise in a second, by the line that fits them best; 0 of one.
  var slope: Float {
    @_noAllocation @_noLocks
    get {
      precondition(hasSlope, "the slope was read without being computed")
      guard count > 1 else { return 0 }
      let rows = Double(count)
      let middle = Double(latest) - (rows - 1) / 2
      // Σ (t − t̄)² over whole rows is n(n² − 1)/12.
      let rise = 12 * (current.products - middle * current.sum) / (rows * (rows * rows - 1))
      return Float(rise * Double(Self.rowsPerSecond))
    }
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  mutating func reset() {
    count = 0
    position = 0
  }
}
