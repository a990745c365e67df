import MoodRealtime

/// Mean and variance of the last values of a stream, in constant time and without drift.
///
/// Adding the newest and subtracting the oldest value leaves the rounding errors of both behind for ever. So a second
/// set of sums is built up by additions alone and takes the place of the first once it covers a whole window: no
/// error gets older than two windows. Sums are taken of the distance to a value of the column itself, which keeps the
/// variance exact where it is small against the mean, and 0 where nothing changes.
struct SlidingMoments: ~Copyable, Sendable {
  private let window: SampleBuffer
  /// Values in the window so far.
  private var count = 0
  /// Where the next value goes.
  private var position = 0
  private var current = Sums()
  private var successor = Sums()

  /// Sums over some values.
  private struct Sums: BitwiseCopyable {
    var pivot = 0.0
    var sum = 0.0
    var squares = 0.0

    @_noAllocation @_noLocks
    init(pivot: Double = 0) { self.pivot = pivot }

    @_noAllocation @_noLocks
    mutating func add(_ value: Float) {
      let distance = Double(value) - pivot
      sum += distance
      squares += distance * distance
    }

    @_noAllocation @_noLocks
    mutating func remove(_ value: Float) {
      let distance = Double(value) - pivot
      sum -= distance
      squares -= distance * distance
    }
  }

  /// Allocates a window of `rows` values, at least 1.
  init(rows: Int) {
    precondition(rows > 0, "a window of \(rows) rows, expected at least 1")
    window = SampleBuffer(count: rows)
  }

  /// Takes the next value in, and the oldest out once the window is full.
  @_noAllocation @_noLocks
  mutating func append(_ value: Float) {
    if count == 0 {
      current = Sums(pivot: Double(value))
      successor = current
    }
    if count == window.count { current.remove(window.base[position]) } else { count += 1 }
    window.base[position] = value
    current.add(value)
    successor.add(value)
    position += 1
    if position == window.count {
      position = 0
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
      guard count > 0 else { return 0 }
      let mean = current.sum / Double(count)
      return Float(max(0, current.squares / Double(count) - mean * mean))
    }
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  mutating func reset() {
    count = 0
    position = 0
  }
}
