package import MoodCore

/// The addresses of one stream: the one declaration from which the sink sends and documentation is printed.
package enum OSCAddressMap {
  /// Loudness in LUFS that `/loudness01` maps to 0…1.
  package static let loudnessRangeLUFS: ClosedRange<Float> = -70...0

  /// What is sent for each estimate of `stage`, in this order; absent heads have no address.
  package static func estimates(
    of stage: EstimateStage, outputs: ModelOutputs, prefix: String
  ) -> [OSCAddress] {
    let root: String =
      switch stage {
      case .now: prefix
      case .settled: prefix + "/settled"
      }
    return (outputs.affect ? affect(root) : []) + (outputs.quadrants ? quadrants(root) : [])
      + emotions(outputs.emotions, root) + signal(root)
  }

  /// What is sent for an event.
  package static func event(_ event: OSCEvent, prefix: String) -> OSCAddress {
    OSCAddress(
      path: "\(prefix)/event/\(event.rawValue)", meaning: event.meaning, unit: "1", argument: .trigger)
  }

  private static func affect(_ root: String) -> [OSCAddress] {
    [
      float("\(root)/valence", "unpleasant to pleasant", -1...1) { $0.affect.valence },
      float("\(root)/arousal", "calm to excited", -1...1) { $0.affect.arousal },
      float("\(root)/valence01", "valence for receivers of 0…1", 0...1) { ($0.affect.valence + 1) / 2 },
      float("\(root)/arousal01", "arousal for receivers of 0…1", 0...1) { ($0.affect.arousal + 1) / 2 },
    ]
  }

  private static func quadrants(_ root: String) -> [OSCAddress] {
    [
      OSCAddress(
        path: "\(root)/quadrant", meaning: "the most probable quadrant", unit: "1",
        argument: .integer(1...4) { Int32($0.quadrant.rawValue) }),
      OSCAddress(
        path: "\(root)/quadrant/name", meaning: "the name of the most probable quadrant", unit: "1",
        argument: .word(Quadrant.allCases.map(\.name)) { $0.quadrant.rawValue - 1 }),
    ]
      + Quadrant.allCases.map { quadrant in
        float("\(root)/quadrant/\(quadrant.name)", "probability of: \(quadrant.words)", 0...1) {
          $0.quadrants[quadrant.rawValue - 1]
        }
      }
  }

  private static func emotions(_ names: [String], _ root: String) -> [OSCAddress] {
    names.enumerated().map { index, name in
      float("\(root)/emotion/\(OSCAddress.part(name))", "strength of \(name)", 0...1) { $0.emotions[index] }
    }
  }

  /// What every model's estimates carry.
  private static func signal(_ root: String) -> [OSCAddress] {
    let quietest = loudnessRangeLUFS.lowerBound
    let span = loudnessRangeLUFS.upperBound - quietest
    return [
      float("\(root)/confidence", "trust in the estimate", 0...1) { $0.confidence },
      float("\(root)/loudness01", "momentary loudness, −70…0 LUFS as 0…1", 0...1) {
        ($0.loudnessLUFS - quietest) / span
      },
      float("\(root)/silent", "1 in silence, else 0", 0...1) { $0.isSilent ? 1 : 0 },
    ]
  }

  private static func float(
    _ path: String, _ meaning: String, _ range: ClosedRange<Float>,
    value: @escaping @Sendable (EmotionEstimate) -> Float
  ) -> OSCAddress {
    OSCAddress(path: path, meaning: meaning, unit: "1", argument: .float(range, value))
  }
}
