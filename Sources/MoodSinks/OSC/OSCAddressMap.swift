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

  /// Whether values of `address`, which stands there without prefix and stage, can be shaped: it is one of floats. `*` in
  /// place of the last part stands for all.
  static func canBeShaped(_ address: String) -> Bool {
    let families = ["/emotion/", "/feature/"]
    if families.contains(where: { address.hasPrefix($0) && address.utf8.count > $0.utf8.count }) {
      let name = address.dropFirst().drop { $0 != "/" }.dropFirst()
      return name == "*" || name.utf8.allSatisfy { OSCAddress.mayContain($0) && $0 != UInt8(ascii: "/") }
    }
    return floats.contains(address)
  }

  /// An address that may have been meant by one that cannot be shaped.
  static func shapable(nearest address: String) -> String {
    NearestNames.of(address, among: floats + ["/emotion/*"], limit: 1).first ?? "/valence01 or /emotion/*"
  }

  /// The addresses of floats that every model may have, without a prefix.
  private static var floats: [String] {
    estimates(of: .now, outputs: ModelOutputs(affect: true, quadrants: true, emotions: []), prefix: "")
      .compactMap { address in
        if case .float = address.argument { address.path } else { nil }
      }
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
