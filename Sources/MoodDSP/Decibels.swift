import MoodVector

/// Levels of powers: 10·log₁₀, as `librosa.power_to_db(ref=1, top_db=None)` has it.
package enum Decibels {
  /// Powers below count as this: a level of −100 dB.
  package static var smallestPower: Float {
    @_noAllocation @_noLocks
    get { 1e-10 }
  }

  /// Writes the levels of `count` powers; may work in place.
  @_noAllocation @_noLocks
  package static func levels(
    ofPowers powers: UnsafePointer<Float>, into levels: UnsafeMutablePointer<Float>, count: Int
  ) {
    for index in 0..<count { levels[index] = max(powers[index], smallestPower) }
    VectorMath.log10(levels, into: levels, count: count)
    for index in 0..<count { levels[index] *= 10 }
  }
}
