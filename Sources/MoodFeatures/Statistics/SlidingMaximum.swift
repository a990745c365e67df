import MoodRealtime

/// The largest of the last values of a stream.
///
/// Of the values in the window only those are kept that no later one reaches: they fall from the oldest, which is the
/// largest, to the newest. Each value comes and goes once, and how many a new one replaces is found by steps that
/// double: O(1) amortised, O(log rows) at worst.
struct SlidingMaximum: ~Copyable, @unchecked Sendable {
  private let rows: Int
  /// A ring of the values kept, its length a power of two.
  private let values: SampleBuffer
  /// For each of them the row that it came in, modulo 2³².
  private let arrivals: UnsafeMutablePointer<UInt32>
  /// Where the oldest of them stands, before it is wrapped to the ring's length.
  private var first = 0
  private var count = 0
  /// The next row.
  private var now: UInt32 = 0

  /// Allocates a window of `rows` values, at least 1.
  init(rows: Int) {
    precondition(rows > 0 && rows <= 1 << 30, "a window of \(rows) rows, expected 1 to 2^30")
    var length = 1
    while length < rows { length *= 2 }
    self.rows = rows
    values = SampleBuffer(count: length)
    arrivals = .allocate(capacity: length)
    arrivals.initialize(repeating: 0, count: length)
  }

  deinit { arrivals.deallocate() }

  /// Takes the next value in, the oldest out once the window is full, and gives the largest of those inside.
  @_noAllocation @_noLocks
  mutating func append(_ value: Float) -> Float {
    if count > 0 && Int(now &- arrivals[place(0)]) == rows {
      first = place(1)
      count -= 1
    }
    count = keptCount(above: value)
    values.base[place(count)] = value
    arrivals[place(count)] = now
    count += 1
    now &+= 1
    return values.base[place(0)]
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  mutating func reset() {
    first = 0
    count = 0
    now = 0
  }

  /// Where in the ring the value stands that is the `index`th from the oldest on.
  @inline(__always) @_noAllocation @_noLocks
  private borrowing func place(_ index: Int) -> Int { (first + index) & (values.count - 1) }

  /// How many of the values kept are larger than `value`: the first ones, for they fall.
  @inline(__always) @_noAllocation @_noLocks
  private borrowing func keptCount(above value: Float) -> Int {
    // Those from `end` on are not larger; those before `begin` are.
    var end = count
    var step = 1
    while step <= end && values.base[place(end - step)] <= value {
      end -= step
      step *= 2
    }
    var begin = max(end - step + 1, 0)
    while begin < end {
      let middle = (begin + end) / 2
      if values.base[place(middle)] > value { begin = middle + 1 } else { end = middle }
    }
    return end
  }
}
