internal import Glibc

/// What turning the volume of a recording up or down does to the inputs of a step.
struct LevelShift: Sendable {
  /// Value added to an input for each dB.
  private let offsets: [Float]
  /// Inputs that scale with the amplitude.
  private let amplitudes: [Int]
  /// Value added to an input for each dB that a tilt raises the highest mel band by: −1 at the lowest, 1 at the highest.
  private let tilts: [Float]

  /// - Parameters:
  ///   - pooled: names of the pooled columns; statistics of a column move as it does.
  ///   - latest: names of the latest columns.
  init(pooled: [String], latest: [String]) {
    var offsets: [Float] = []
    var amplitudes: [Int] = []
    var tilts: [Float] = []
    let deviations = pooled.map { ($0, true) }
    let inputs = pooled.map { ($0, false) } + deviations + latest.map { ($0, Self.isDeviation($0)) }
    for (index, (name, isDeviation)) in inputs.enumerated() {
      if name == "rms" || name.hasPrefix("rms_") { amplitudes.append(index) }
      offsets.append(isDeviation ? 0 : Self.offset(name))
      tilts.append(isDeviation ? 0 : Self.tilt(name))
    }
    self.offsets = offsets
    self.amplitudes = amplitudes
    self.tilts = tilts
  }

  /// Shifts a step, not yet normalised, by `decibels`.
  func apply(_ step: UnsafeMutablePointer<Float>, decibels: Float) {
    let factor = powf(10, decibels / 20)
    for index in amplitudes { step[index] *= factor }
    offsets.withUnsafeBufferPointer { offsets in
      for index in 0..<offsets.count { step[index] += decibels * offsets[index] }
    }
  }

  /// Tilts the mel bands of a step, not yet normalised: the lowest falls by `decibels`, the highest rises by as much.
  func tilt(_ step: UnsafeMutablePointer<Float>, decibels: Float) {
    tilts.withUnsafeBufferPointer { tilts in
      for index in 0..<tilts.count { step[index] += decibels * tilts[index] }
    }
  }

  private static func isDeviation(_ name: String) -> Bool {
    name.contains("_std_") || name.contains("_slope_")
  }

  private static func tilt(_ name: String) -> Float {
    guard name.hasPrefix("mel_db_"), let band = Int(name.dropFirst(7).prefix { $0 != "_" }) else { return 0 }
    return (Float(band) - 64.5) / 63.5
  }

  private static func offset(_ name: String) -> Float {
    if name.hasPrefix("mel_db_") || name.hasPrefix("loudness_") { return 1 }
    // The first coefficient of the orthonormal transform of 128 bands is their sum over √128.
    if name == "mfcc_1" || name.hasPrefix("mfcc_1_") { return Float(128).squareRoot() }
    return 0
  }
}
