import Foundation
import MoodCore
import MoodTestSupport

/// Voices of which everything is known.
enum SyntheticVoice {
  static let rate = Double(AnalysisGrid.sampleRateHz)

  /// `count` harmonics of a tone, each `fall` dB weaker than the one before, over white noise.
  static func tone(
    hertz: Double, harmonics: Int, fall: Double = 0, amplitude: Double = 0.1, noise: Float = 0,
    seconds: Double = 0.5
  ) -> [Float] {
    let background = whiteNoise(count: Int(seconds * rate), amplitude: max(noise, .leastNormalMagnitude))
    return background.enumerated().map { index, noise in
      var sum = 0.0
      for harmonic in 1...harmonics where Double(harmonic) * hertz < rate / 2 {
        let level = amplitude * pow(10, -fall * Double(harmonic - 1) / 20)
        // Phases that rise with the square keep the waveform low.
        sum +=
          level
          * sin(2 * .pi * hertz * Double(harmonic) * Double(index) / rate + 0.7 * Double(harmonic * harmonic))
      }
      return Float(sum) + noise
    }
  }

  /// The lengths in samples and strengths of periods that vary at random about a mean.
  static func periods(
    hertz: Double, lengthDeviation: Double = 0, levelDeviationDB: Double = 0, seconds: Double = 1
  ) -> [(length: Double, strength: Double)] {
    var random = SplitMix64(seed: 17)
    return (0..<Int(seconds * hertz)).map { _ in
      let (length, level) = (
        Double.random(in: -1...1, using: &random), Double.random(in: -1...1, using: &random)
      )
      return (rate / hertz * (1 + lengthDeviation * length), pow(10, levelDeviationDB * level / 20))
    }
  }

  /// Pulses at the beginning of periods, also between samples: short Gaussians, made to fall by 6 dB an octave, as
  /// glottal pulses do behind the lips.
  static func pulses(_ periods: [(length: Double, strength: Double)]) -> [Float] {
    let width = 0.7
    var samples = [Float](repeating: 0, count: Int(periods.reduce(0) { $0 + $1.length }))
    var place = 8.0
    for period in periods {
      for index in max(Int(place) - 5, 0)..<max(min(Int(place) + 6, samples.count), 0) {
        let distance = (Double(index) - place) / width
        samples[index] += Float(period.strength * exp(-distance * distance / 2))
      }
      place += period.length
    }
    for index in samples.indices.dropFirst() { samples[index] += 0.97 * samples[index - 1] }
    return samples
  }

  /// Samples through resonances of second order, one after the other.
  static func resonate(_ samples: [Float], _ resonances: [(hertz: Double, width: Double)]) -> [Float] {
    var output = samples.map(Double.init)
    for resonance in resonances {
      let radius = exp(-.pi * resonance.width / rate)
      let (a1, a2) = (2 * radius * cos(2 * .pi * resonance.hertz / rate), -radius * radius)
      var (newer, older) = (0.0, 0.0)
      for index in output.indices {
        let value = (1 - a1 - a2) * output[index] + a1 * newer + a2 * older
        (older, newer) = (newer, value)
        output[index] = value
      }
    }
    let highest = output.map(abs).max() ?? 1
    return output.map { Float(0.5 * $0 / highest) }
  }
}
