import MoodCore

/// The option `fields`: which fields of an estimate are asked for, by their names, members of groups behind a dot.
package struct FieldSelection: Sendable, Equatable {
  static let form = "fields with commas, such as valence,arousal,quadrants.Q1,emotions"

  private let names: [String]

  /// Reads names that a record can have, separated by commas; nil for anything else, also where one comes twice.
  package init?(_ text: String) {
    names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard Set(names).count == names.count, names.allSatisfy(Self.isField) else { return nil }
  }

  /// What of it `stream` has. A group that the stream lacks is absent, as in every record.
  /// - Throws: `.unknownField` where a member was asked for that the stream does not have.
  func fields(of stream: StreamDescription) throws(SinkError) -> EstimateFields {
    let members = EstimateFields.members(of: stream)
    for name in names where name.contains(".") && !members.contains(name) {
      throw .unknownField(name, nearest: NearestNames.of(name, among: members))
    }
    let chosen = Set(names)
    return EstimateFields(of: stream) { name in
      chosen.contains(name) || chosen.contains(String(name.prefix { $0 != "." }))
    }
  }

  private static func isField(_ name: String) -> Bool {
    if ["type", "seq", "t"].contains(name) || EstimateFields.plain.contains(name)
      || EstimateFields.groups.contains(name)
    {
      return true
    }
    let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, EstimateFields.groups.contains(String(parts[0])) else {
      return false
    }
    return parts[0] != "quadrants" || Quadrant.allCases.contains { $0.name == parts[1] }
  }
}

extension FieldSelection: CustomStringConvertible {
  package var description: String { names.joined(separator: ",") }
}
