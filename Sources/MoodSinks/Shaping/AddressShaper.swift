internal import Glibc

/// The values of one address on their way to its receiver.
///
/// One for each address of each stage of a stream. What comes out depends on the values and their sample times alone,
/// and never leaves `outputRange`.
struct AddressShaper: Sendable {
  private let shaping: AddressShaping
  /// What the address may carry before shaping.
  private let range: ClosedRange<Float>
  private let ends: SIMD2<Float>
  private var running: RunningRange?

  init(_ shaping: AddressShaping, range: ClosedRange<Float>) {
    self.shaping = shaping
    self.range = range
    ends = shaping.output.map { SIMD2($0.low, $0.high) } ?? SIMD2(range.lowerBound, range.upperBound)
    running = shaping.auto.map { RunningRange($0, within: range) }
  }

  /// What the address may carry after shaping.
  var outputRange: ClosedRange<Float> { ends.min()...ends.max() }

  /// What is to be sent for `value`, which is known at `sampleTime`.
  mutating func shape(_ value: Float, sampleTime: Int64) -> Float {
    let value = min(max(value, range.lowerBound), range.upperBound)
    if shaping.isIdentity { return value }
    let counted = running?.advance(value, sampleTime: sampleTime) ?? range
    let place = (value - counted.lowerBound) / (counted.upperBound - counted.lowerBound)
    let output = ends.x + curved(min(max(place, 0), 1)) * (ends.y - ends.x)
    return min(max(output, outputRange.lowerBound), outputRange.upperBound)
  }

  private func curved(_ place: Float) -> Float {
    guard shaping.curve != 1 else { return place }
    let power = Float(shaping.curve)
    guard range.lowerBound == -range.upperBound else { return pow(place, power) }
    let distance = 2 * place - 1
    return (1 + copysign(pow(distance.magnitude, power), distance)) / 2
  }
}
