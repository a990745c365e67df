package import MoodCore

extension SplitMix64 {
  /// A float in −1…1 on a grid of 2⁻²³: exact, so that two languages agree in every bit.
  package mutating func signedUnit() -> Float { Float(next() >> 40) * 0x1p-23 - 1 }
}
