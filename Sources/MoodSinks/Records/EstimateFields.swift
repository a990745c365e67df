import MoodCore

/// The fields of an estimate's record that an output writes; `type`, `seq` and `t` it always writes.
struct EstimateFields {
  /// One member of a group: its key, and its place among the values of the group.
  struct Member {
    let name: String
    let key: JSONWriter.Key
    let place: Int

    fileprivate static func all(_ names: [String]) -> [Member] {
      names.enumerated().map { Member(name: $1, key: JSONWriter.Key($1), place: $0) }
    }
  }

  /// The name of the stream, as it is written.
  private(set) var stream: JSONWriter.Member?
  private(set) var stage = true
  private(set) var latency = true
  private(set) var valence: Bool
  private(set) var arousal: Bool
  private(set) var quadrant: Bool
  private(set) var quadrants: [Member]
  private(set) var emotions: [Member]
  private(set) var confidence = true
  private(set) var loudness = true
  private(set) var silent = true
  private(set) var features: [Member]

  /// All that a stream has.
  init(of stream: StreamDescription) {
    self.init(of: stream.outputs, features: stream.features)
    self.stream = JSONWriter.Member("stream", stream.name)
  }

  /// All that a model says, and features beside it.
  init(of outputs: ModelOutputs, features: [FeatureColumn] = []) {
    valence = outputs.affect
    arousal = outputs.affect
    quadrant = outputs.quadrants
    quadrants = Member.all(outputs.quadrants ? Quadrant.allCases.map(\.name) : [])
    emotions = Member.all(outputs.emotions)
    self.features = Member.all(features.map(\.name))
  }

  /// What `isChosen` says of all that a stream has, by names with dots.
  init(of stream: StreamDescription, where isChosen: (_ name: String) -> Bool) {
    self.init(of: stream)
    if !isChosen("stream") { self.stream = nil }
    stage = isChosen("stage")
    latency = isChosen("latency")
    valence = valence && isChosen("valence")
    arousal = arousal && isChosen("arousal")
    quadrant = quadrant && isChosen("quadrant")
    quadrants.removeAll { !isChosen("quadrants.\($0.name)") }
    emotions.removeAll { !isChosen("emotions.\($0.name)") }
    confidence = isChosen("confidence")
    loudness = isChosen("loudness")
    silent = isChosen("silent")
    features.removeAll { !isChosen("features.\($0.name)") }
  }

  /// The names of those that have no members, and of the groups, whose members stand behind a dot.
  static let plain = [
    "stream", "stage", "latency", "valence", "arousal", "quadrant", "confidence", "loudness", "silent",
  ]
  static let groups = ["quadrants", "emotions", "features"]

  /// The names of all members that a stream has.
  static func members(of stream: StreamDescription) -> [String] {
    let fields = EstimateFields(of: stream)
    return zip(groups, [fields.quadrants, fields.emotions, fields.features]).flatMap { group, members in
      members.map { "\(group).\($0.name)" }
    }
  }
}
