internal import Glibc
internal import MoodCore

/// A made-up room: the direct sound, and noise that fades exponentially (Moorer 1979) with as much energy.
enum Room {
  /// Until the reverberation has fallen by 60 dB.
  static let reverberationSeconds = 0.5

  /// The clip in the room, as loud as before (its mean power stays), cut where the clip ends.
  static func apply(_ samples: [Float], rateHz: Int, seed: UInt64) -> [Float] {
    var convolution = Convolution(response: response(rateHz: rateHz, seed: seed))
    let heard = Array(convolution.apply(samples).prefix(samples.count))
    let power = meanPower(heard)
    guard power > 0 else { return heard }
    let gain = Float((meanPower(samples) / power).squareRoot())
    return heard.map { gain * $0 }
  }

  /// 1 for the direct sound, then noise down to −60 dB with an energy of 1.
  static func response(rateHz: Int, seed: UInt64) -> [Float] {
    var generator = SplitMix64(seed: seed)
    let count = max(1, Int((reverberationSeconds * Double(rateHz)).rounded()))
    let tail = (1...count).map { index in
      Float(pow(10, -3 * Double(index) / Double(count))) * generator.normal()
    }
    let energy = tail.reduce(0.0) { $0 + Double($1) * Double($1) }
    let gain = energy > 0 ? Float(1 / energy.squareRoot()) : 0
    return [1] + tail.map { gain * $0 }
  }
}
