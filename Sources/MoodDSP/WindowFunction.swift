import Glibc

/// Shapes that a frame is multiplied by before it is transformed.
package enum WindowFunction {
  /// The periodic Hann window, ½ − ½·cos(2πi/count).
  package static func hann(count: Int) -> [Float] {
    (0..<count).map { Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(count))) }
  }

  /// A Gaussian about the middle, exp(−(i − (count − 1)/2)² / 2·deviation²).
  package static func gaussian(count: Int, deviation: Double) -> [Float] {
    (0..<count).map {
      let distance = (Double($0) - Double(count - 1) / 2) / deviation
      return Float(exp(-distance * distance / 2))
    }
  }
}
