/// Names that someone may have meant.
package enum NearestNames {
  /// Longer names are not compared: nobody mistypes them.
  private static let longestName = 64

  /// Up to `limit` of `names`: those that begin with `name`, shortest first; where none does, those that take the fewest
  /// insertions, deletions and replacements to become `name`, and no more than two thirds of its letters.
  package static func of(_ name: String, among names: [String], limit: Int = 3) -> [String] {
    guard !name.isEmpty, name.utf8.count <= longestName else { return [] }
    let ranked = names.enumerated()
      .map { position, candidate in
        let begins = name.utf8.count > 1 && candidate.hasPrefix(name)
        return (
          group: begins ? 0 : 1, distance: distance(name, candidate), position: position, candidate: candidate
        )
      }
      .filter { $0.group == 0 || 3 * $0.distance <= 2 * name.utf8.count }
      .sorted { ($0.group, $0.distance, $0.position) < ($1.group, $1.distance, $1.position) }
    return ranked.prefix { $0.group == ranked[0].group }.prefix(limit).map(\.candidate)
  }

  /// Levenshtein's distance in bytes.
  private static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b.utf8)
    var row = Array(0...b.count)
    for (i, byteOfA) in a.utf8.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, byteOfB) in b.enumerated() {
        let replaced = diagonal + (byteOfA == byteOfB ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
      }
    }
    return row[b.count]
  }
}
