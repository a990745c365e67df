import Foundation
import MoodCore

/// Sixteen steps, four to a beat, in which drums are struck: rhythms whose onsets and beats are known.
struct DrumPattern: Sendable {
  enum Drum: Sendable { case click, kick, snare, hat }

  var name: String
  var lines: [(drum: Drum, steps: String)]

  static let clicks = DrumPattern(name: "clicks", lines: [(.click, "x...x...x...x...")])
  static let accents = DrumPattern(
    name: "accents",
    lines: [(.click, "x...x...x...x..."), (.kick, "x.......x......."), (.snare, "........x...x...")])
  static let rock = DrumPattern(
    name: "rock",
    lines: [(.kick, "x.......x.x....."), (.snare, "....x.......x..."), (.hat, "x.x.x.x.x.x.x.x.")])
  static let syncopated = DrumPattern(
    name: "syncopated",
    lines: [(.kick, "x..x....x..x...."), (.snare, "....x.......x..."), (.hat, "x...x...x.x.x...")])

  /// A rendering and what is known of it, in seconds.
  struct Performance {
    var samples: [Float]
    var onsets: [Double]
    var beats: [Double]
  }

  /// Plays the pattern from half a second on, over a soft chord and some noise, each stroke at another strength.
  /// - Parameter drift: by what share the tempo has grown at the end.
  func played(bpm: Double, drift: Double = 0, seconds: Double = 30, gain: Float = 1) -> Performance {
    var random = SplitMix64(seed: 11)
    let rate = Double(AnalysisGrid.sampleRateHz)
    var samples = (0..<Int(seconds * rate)).map { index in
      let chord = [220, 277.2, 329.6, 440].reduce(0) { $0 + sin(2 * .pi * $1 * Double(index) / rate) }
      return Float(0.01 * chord + 0.005 * random.symmetric())
    }
    var performance = Performance(samples: [], onsets: [], beats: [])
    var time = 0.5
    var step = 0
    while time < seconds - 0.3 {
      var isStruck = false
      for (drum, steps) in lines where Array(steps)[step % 16] == "x" {
        isStruck = true
        let strength = Float(0.8 + 0.2 * random.symmetric())
        let start = Int(time * rate)
        for (offset, value) in Self.stroke(drum, &random).enumerated() {
          samples[start + offset] += strength * value
        }
      }
      if isStruck { performance.onsets.append(time) }
      if step % 4 == 0 { performance.beats.append(time) }
      time += 15 / (bpm * (1 + drift * time / seconds))
      step += 1
    }
    performance.samples = samples.map { $0 * gain }
    return performance
  }

  private static func stroke(_ drum: Drum, _ random: inout SplitMix64) -> [Float] {
    var last = 0.0
    return (0..<3000).map { index in
      let t = Double(index) / Double(AnalysisGrid.sampleRateHz)
      let noise = random.symmetric()
      defer { last = noise }
      switch drum {
      case .click: return Float(0.5 * exp(-400 * t) * sin(2 * .pi * 1500 * t))
      case .kick: return Float(0.8 * sin(2 * .pi * (50 * t + 8 * (1 - exp(-40 * t)))) * exp(-25 * t))
      case .snare: return Float((0.6 * noise + 0.3 * sin(2 * .pi * 190 * t)) * exp(-25 * t))
      case .hat: return Float(0.08 * (noise - last) * exp(-60 * t))
      }
    }
  }
}

extension SplitMix64 {
  /// −1 to 1.
  fileprivate mutating func symmetric() -> Double { Double.random(in: -1...1, using: &self) }
}
