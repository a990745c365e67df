/// Loops over floats that the compiler turns into vector code.
enum Elementwise {
  typealias Vector = SIMD8<Float>

  static func fill(_ target: UnsafeMutablePointer<Float>, _ value: Float, count: Int) {
    target.update(repeating: value, count: count)
  }

  /// `target += source`.
  static func add(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int) {
    for index in 0..<count { target[index] += source[index] }
  }

  /// `target += factor · source`.
  static func add(
    _ source: UnsafePointer<Float>, times factor: Float, to target: UnsafeMutablePointer<Float>, count: Int
  ) {
    for index in 0..<count { target[index] += factor * source[index] }
  }

  static func scale(_ target: UnsafeMutablePointer<Float>, by factor: Float, count: Int) {
    for index in 0..<count { target[index] *= factor }
  }

  /// Adds a row to every row of a matrix.
  static func addRow(_ row: UnsafePointer<Float>, to matrix: Matrix) {
    for index in 0..<matrix.rows { add(row, to: matrix.base + index * matrix.stride, count: matrix.columns) }
  }

  /// `row += ` the sum of all rows of a matrix.
  static func addRowSum(of matrix: Matrix, to row: UnsafeMutablePointer<Float>) {
    for index in 0..<matrix.rows { add(matrix.base + index * matrix.stride, to: row, count: matrix.columns) }
  }

  /// `max(0, x)` in place.
  static func rectify(_ target: UnsafeMutablePointer<Float>, count: Int) {
    for index in 0..<count { target[index] = max(0, target[index]) }
  }

  /// Clears the gradient wherever a rectified output is zero.
  static func rectifyGradient(
    _ gradient: UnsafeMutablePointer<Float>, output: UnsafePointer<Float>, count: Int
  ) {
    for index in 0..<count { gradient[index] = output[index] > 0 ? gradient[index] : 0 }
  }

  /// Σ x² in double precision, in a fixed order.
  static func sumOfSquares(_ values: UnsafePointer<Float>, count: Int) -> Double {
    var sums = SIMD8<Double>.zero
    let whole = count & ~7
    for index in stride(from: 0, to: whole, by: 8) {
      let part = SIMD8<Double>(load(values + index))
      sums += part * part
    }
    var sum = sums.sum()
    for index in whole..<count { sum += Double(values[index]) * Double(values[index]) }
    return sum
  }

  @inline(__always)
  static func load(_ address: UnsafePointer<Float>) -> Vector {
    UnsafeRawPointer(address).loadUnaligned(as: Vector.self)
  }

  @inline(__always)
  static func store(_ vector: Vector, _ address: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(address).storeBytes(of: vector, as: Vector.self)
  }
}
