package import MoodCore

/// The addresses of one stream: the one declaration from which the sink sends and documentation is printed.
package enum OSCAddressMap {
  /// Loudness in LUFS that `/loudness01` maps to 0…1.
  package static let loudnessRangeLUFS: ClosedRange<Float> = -70...0

  /// What is sent for each estimate of `stage`, in this order; absent heads have no address.
  ///
  /// An address whose values are shaped keeps its name, since that is what receivers know; what it would carry
  /// otherwise, smoothed alone, stands at the end under `/raw` and the same name.
  /// - Parameter shaping: of several that apply to an address the last counts.
  package static func estimates(
    of stage: EstimateStage, outputs: ModelOutputs, features: [FeatureColumn], prefix: String,
    shaping: [AddressShaping] = []
  ) -> [OSCAddress] {
    let root = root(of: stage, prefix: prefix)
    let addresses =
      (outputs.affect ? affect(root) : []) + (outputs.quadrants ? quadrants(root) : [])
      + emotions(outputs.emotions, root) + signal(root) + self.features(features, root)
    let shaped = addresses.map { $0.shaped(by: shaping) }
    return shaped + zip(addresses, shaped).filter { $1.shaping != nil }.map { address, _ in address.raw }
  }

  /// What is sent for an event.
  package static func event(_ event: OSCEvent, prefix: String) -> OSCAddress {
    OSCAddress(
      root: prefix, name: "/event/\(event.rawValue)", meaning: event.meaning, unit: "1", argument: .trigger)
  }

  /// The address of the one message that holds all floats of an estimate of `stage`.
  package static func vector(of stage: EstimateStage, prefix: String) -> String {
    root(of: stage, prefix: prefix) + "/vector"
  }

  private static func root(of stage: EstimateStage, prefix: String) -> String {
    switch stage {
    case .now: prefix
    case .settled: prefix + "/settled"
    }
  }

  /// Whether values of `address`, which stands there without prefix and stage, can be shaped: it is one of floats
  /// in a known range, as features are not. `*` in
  /// place of the last part stands for all.
  static func canBeShaped(_ address: String) -> Bool {
    guard address.hasPrefix("/emotion/") else { return floats.contains(address) }
    let name = address.dropFirst("/emotion/".count)
    return name == "*"
      || !name.isEmpty && name.utf8.allSatisfy { OSCAddress.mayContain($0) && $0 != UInt8(ascii: "/") }
  }

  /// An address that may have been meant by one that cannot be shaped.
  static func shapable(nearest address: String) -> String {
    NearestNames.of(address, among: floats + ["/emotion/*"], limit: 1).first ?? "/valence01 or /emotion/*"
  }

  /// The addresses of floats that every model may have, without a prefix.
  private static var floats: [String] {
    let outputs = ModelOutputs(affect: true, quadrants: true, emotions: [])
    return estimates(of: .now, outputs: outputs, features: [], prefix: "").compactMap { address in
      if case .float = address.argument { address.name } else { nil }
    }
  }

  private static func affect(_ root: String) -> [OSCAddress] {
    [
      float(root, "/valence", "unpleasant to pleasant", -1...1) { estimate, _ in estimate.affect.valence },
      float(root, "/arousal", "calm to excited", -1...1) { estimate, _ in estimate.affect.arousal },
      float(root, "/valence01", "valence for receivers of 0…1", 0...1) { estimate, _ in
        (estimate.affect.valence + 1) / 2
      },
      float(root, "/arousal01", "arousal for receivers of 0…1", 0...1) { estimate, _ in
        (estimate.affect.arousal + 1) / 2
      },
    ]
  }

  private static func quadrants(_ root: String) -> [OSCAddress] {
    [
      OSCAddress(
        root: root, name: "/quadrant", meaning: "the most probable quadrant", unit: "1",
        argument: .integer(1...4) { estimate, _ in Int32(estimate.quadrant.rawValue) }),
      OSCAddress(
        root: root, name: "/quadrant/name", meaning: "the name of the most probable quadrant", unit: "1",
        argument: .word(Quadrant.allCases.map(\.name)) { estimate, _ in estimate.quadrant.rawValue - 1 }),
    ]
      + Quadrant.allCases.map { quadrant in
        float(root, "/quadrant/\(quadrant.name)", "probability of: \(quadrant.words)", 0...1) { estimate, _ in
          estimate.quadrants[quadrant.rawValue - 1]
        }
      }
  }

  private static func emotions(_ names: [String], _ root: String) -> [OSCAddress] {
    names.enumerated().map { index, name in
      float(root, "/emotion/\(OSCAddress.part(name))", "strength of \(name)", 0...1) { estimate, _ in
        estimate.emotions[index]
      }
    }
  }

  /// What every model's estimates carry.
  private static func signal(_ root: String) -> [OSCAddress] {
    let quietest = loudnessRangeLUFS.lowerBound
    let span = loudnessRangeLUFS.upperBound - quietest
    return [
      float(root, "/confidence", "trust in the estimate", 0...1) { estimate, _ in estimate.confidence },
      float(root, "/loudness01", "momentary loudness, −70…0 LUFS as 0…1", 0...1) { estimate, _ in
        (estimate.loudnessLUFS - quietest) / span
      },
      float(root, "/silent", "1 in silence, else 0", 0...1) { estimate, _ in estimate.isSilent ? 1 : 0 },
    ]
  }

  /// Columns of the feature engine that were asked for, as they are.
  private static func features(_ columns: [FeatureColumn], _ root: String) -> [OSCAddress] {
    columns.enumerated().map { index, column in
      OSCAddress(
        root: root, name: "/feature/\(OSCAddress.part(column.name))",
        meaning: "the feature \(column.name) (\(column.reference))", unit: column.unit,
        argument: .float(column.range) { _, features in features[index] })
    }
  }

  private static func float(
    _ root: String, _ name: String, _ meaning: String, _ range: ClosedRange<Float>,
    value: @escaping OSCAddress.Reading<Float>
  ) -> OSCAddress {
    OSCAddress(root: root, name: name, meaning: meaning, unit: "1", argument: .float(range, value))
  }
}
