import CVector

/// Arithmetic on runs of floats, each function by the widest vectors that the processor has.
///
/// Any thread; nothing allocates, waits or checks bounds: the caller answers for `count` readable (and, in `into`,
/// writable) floats. Element-wise functions may work in place, and an element's result does not depend on where it
/// stands. Relative errors stay below 2·10⁻⁶; the last bits differ between processors.
package enum VectorMath {
  /// Σ a·b.
  @_noAllocation @_noLocks
  package static func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Float {
    mv_dot(a, b, count)
  }

  /// Σ a.
  @_noAllocation @_noLocks
  package static func sum(_ a: UnsafePointer<Float>, count: Int) -> Float { mv_sum(a, count) }

  /// Σ a².
  @_noAllocation @_noLocks
  package static func sumOfSquares(_ a: UnsafePointer<Float>, count: Int) -> Float {
    mv_sum_of_squares(a, count)
  }

  /// into = a·b.
  @_noAllocation @_noLocks
  package static func multiply(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>, count: Int
  ) {
    mv_multiply(a, b, into, count)
  }

  /// into += scale·a.
  @_noAllocation @_noLocks
  package static func accumulate(
    _ scale: Float, _ a: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>, count: Int
  ) {
    mv_accumulate(scale, a, into, count)
  }

  /// into = ln a; −∞ for 0, NaN below.
  @_noAllocation @_noLocks
  package static func naturalLog(
    _ a: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>, count: Int
  ) {
    mv_natural_log(a, into, count)
  }

  /// into = log₁₀ a; −∞ for 0, NaN below.
  @_noAllocation @_noLocks
  package static func log10(_ a: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>, count: Int) {
    mv_log10(a, into, count)
  }

  /// into = eᵃ; 0 and ∞ beyond the range of floats.
  @_noAllocation @_noLocks
  package static func exponential(
    _ a: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>, count: Int
  ) {
    mv_exponential(a, into, count)
  }

  /// into = tanh a.
  @_noAllocation @_noLocks
  package static func tanh(_ a: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>, count: Int) {
    mv_tanh(a, into, count)
  }

  /// into = 1 / (1 + e⁻ᵃ).
  @_noAllocation @_noLocks
  package static func sigmoid(_ a: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>, count: Int) {
    mv_sigmoid(a, into, count)
  }

  /// into = √a; NaN below 0.
  @_noAllocation @_noLocks
  package static func squareRoot(
    _ a: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>, count: Int
  ) {
    mv_square_root(a, into, count)
  }

  /// into = re² + im² of `count` complex numbers, each stored as re, im.
  @_noAllocation @_noLocks
  package static func power(
    interleavedComplex: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>, count: Int
  ) {
    mv_power(interleavedComplex, into, count)
  }

  /// into = matrix·vector + bias; `matrix` row after row, no bias where nil. `into` overlaps neither of them.
  @_noAllocation @_noLocks
  package static func matrixVector(
    _ matrix: UnsafePointer<Float>, rows: Int, columns: Int, vector: UnsafePointer<Float>,
    bias: UnsafePointer<Float>?, into: UnsafeMutablePointer<Float>
  ) {
    mv_matrix_vector(matrix, rows, columns, vector, bias, into)
  }

  /// One step of `width` LSTM cells: cell = σ(f)·cell + σ(i)·tanh(g), hidden = σ(o)·tanh(cell).
  ///
  /// `gates` holds the four sums i, f, g, o, `width` of each.
  @_noAllocation @_noLocks
  package static func longShortTermMemory(
    gates: UnsafePointer<Float>, cell: UnsafeMutablePointer<Float>, hidden: UnsafeMutablePointer<Float>,
    width: Int
  ) {
    mv_lstm_gates(gates, cell, hidden, width)
  }

  /// Windows that `slideMedians` keeps together.
  package static var windowLanes: Int {
    @_noAllocation @_noLocks
    get { Int(MV_WINDOW_LANES) }
  }

  /// Moves `count` sorted windows of `length` values each on by one value, and writes the median of the `known` lowest.
  ///
  /// `oldest[i]`, which is among the values of window i, goes, and `newest[i]` comes; infinity stands for values that have
  /// yet to come. The median of an even number is the mean of the two in the middle. `count` is a multiple of
  /// `windowLanes`; `windows` holds that many windows after the other, each such group rank after rank. No value is NaN.
  /// O(count·length).
  @_noAllocation @_noLocks
  package static func slideMedians(
    _ windows: UnsafeMutablePointer<Float>, length: Int, known: Int, oldest: UnsafePointer<Float>,
    newest: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>, count: Int
  ) {
    mv_slide_medians(windows, length, known, oldest, newest, into, count)
  }

  /// Values of a window of `movingMedian`.
  package static var movingMedianLength: Int {
    @_noAllocation @_noLocks
    get { Int(MV_MOVING_MEDIAN) }
  }

  /// into[i] = the median of the `movingMedianLength` values from values[i] on, none of them NaN.
  ///
  /// `into` overlaps no value. Fast for a multiple of 512 windows; each one beyond that takes the time of about sixty.
  @_noAllocation @_noLocks
  package static func movingMedian(
    _ values: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>, count: Int
  ) {
    mv_moving_median(values, into, count)
  }

  /// sums[0] = Σ (values·a² / (a² + b²))² and sums[1] = Σ (values·b² / (a² + b²))².
  ///
  /// Both quotients are ½ where neither a nor b is a normal float. `a` and `b` are not negative and below 2¹²⁷.
  @_noAllocation @_noLocks
  package static func softMaskSquares(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, of values: UnsafePointer<Float>, count: Int,
    into sums: UnsafeMutablePointer<Float>
  ) {
    mv_soft_mask_squares(a, b, values, count, sums)
  }
}
