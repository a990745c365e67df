internal import Glibc

/// What happens to music on its way to a listener who records it badly.
///
/// Each takes one channel and gives as many samples, in their places (less than 50 µs late), the same on every run.
package enum Degradation: String, Sendable, CaseIterable, Codable {
  case lowPass = "low-pass"
  case louder
  case quieter
  case mp3
  case noise
  case room
  case laptop

  /// What it does, in one line.
  package var effect: String {
    switch self {
    case .lowPass: "nothing above 8 kHz, as of a call or an old recording"
    case .louder: "12 dB louder, clipped at full scale as a sound card does"
    case .quieter: "12 dB quieter"
    case .mp3: "through MP3 at 64 kb/s"
    case .noise: "pink noise 20 dB below the clip"
    case .room: "in a room: reverberation of 0.5 s as strong as the direct sound"
    case .laptop: "from a laptop: 300 Hz to 6 kHz, softly clipped"
    }
  }

  /// The degraded samples.
  /// - Parameters:
  ///   - rateHz: samples a second, at least 1.
  ///   - seed: fixes the noise and the room.
  /// - Throws: `MP3Error`, for `mp3` alone.
  package func apply(_ samples: [Float], rateHz: Int, seed: UInt64 = 1) throws(MP3Error) -> [Float] {
    precondition(rateHz > 0, "a rate is at least 1 Hz")
    guard !samples.isEmpty else { return [] }
    switch self {
    case .lowPass: return LowPass.apply(samples, rateHz: rateHz)
    case .louder: return samples.map { max(-1, min(1, $0 * Self.twelveDecibels)) }
    case .quieter: return samples.map { $0 / Self.twelveDecibels }
    case .mp3: return try MP3.roundTrip(samples, rateHz: rateHz)
    case .noise: return PinkNoise.add(to: samples, seed: seed)
    case .room: return Room.apply(samples, rateHz: rateHz, seed: seed)
    case .laptop: return LaptopSpeaker.apply(samples, rateHz: rateHz)
    }
  }

  /// What clips are heard through.
  package var alteration: ClipAnalysis.Alteration {
    ClipAnalysis.Alteration(name: rawValue) { try apply($0, rateHz: $1) }
  }

  /// As a factor of amplitude.
  private static let twelveDecibels: Float = 3.981_071_7
}

/// The mean power of samples, in doubles; 0 of nothing.
func meanPower(_ samples: [Float]) -> Double {
  samples.isEmpty ? 0 : samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(samples.count)
}
