/// The names of the columns that a configuration asks for.
package struct ColumnChoice: Sendable, Equatable {
  /// Columns whose mean and deviation over a stride are read.
  package let pooled: [String]
  /// Columns that are read as they stand.
  package let latest: [String]
  /// Places among the inputs of a step whose statistics are all that valence and arousal hear; nil for all.
  package let affectInputs: Set<Int>?
  /// What decides which steps count, where that is not among the others.
  package let gate: String?

  /// Names stand for themselves; a star stands for any word or number without an underscore, so that with the base
  /// columns `known` `mfcc_*` is the thirteen coefficients, and `mfcc_*_mean_6s` their means over six seconds.
  /// `mel_db_*/2` is every second one, from the second on.
  /// - Throws: `TrainingConfigurationError.unknownColumn` for a pattern that fits nothing.
  package init(_ configuration: TrainingConfiguration, known: [String]) throws {
    let pooled = try Self.expand(configuration.features.pooled, known: known)
    let latest = try Self.expand(configuration.features.latest, known: known)
    let column = TrainingConfiguration.Network.gateColumn
    let isRead = pooled.contains(column) || latest.contains(column)
    gate = configuration.network.gateDB > 0 && !isRead ? column : nil
    self.pooled = pooled
    self.latest = latest
    let heard = try Self.expand(configuration.features.affect, known: known)
    var places: Set<Int> = []
    for name in heard {
      guard
        let place = pooled.firstIndex(of: name) ?? latest.firstIndex(of: name).map({ 2 * pooled.count + $0 })
      else { throw TrainingConfigurationError.unknownColumn(name) }
      places.insert(place)
      if place < pooled.count { places.insert(pooled.count + place) }
    }
    affectInputs = heard.isEmpty ? nil : places
  }

  /// Columns of a row in the network's order: pooled ones, then latest ones, then the gate's.
  package var names: [String] { pooled + latest + (gate.map { [$0] } ?? []) }

  /// The names that patterns stand for, in their order.
  /// - Throws: `TrainingConfigurationError.unknownColumn` for a pattern that fits nothing.
  package static func expand(
    _ patterns: [String], known: [String]
  ) throws(TrainingConfigurationError) -> [String] {
    var names: [String] = []
    for pattern in patterns {
      guard let star = pattern.firstIndex(of: "*") else {
        names.append(pattern)
        continue
      }
      let stem = pattern[..<star]
      let parts = pattern[pattern.index(after: star)...].split(
        separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      let ending = parts[0]
      guard let every = parts.count > 1 ? Int(parts[1]) : 1, every > 0 else { throw .unknownColumn(pattern) }
      let matches = known.filter { name in
        name.hasPrefix(stem) && name.count > stem.count && !name.dropFirst(stem.count).contains("_")
      }.enumerated().filter { $0.offset % every == every / 2 }.map(\.element)
      guard !matches.isEmpty else { throw .unknownColumn(pattern) }
      names += matches.map { $0 + ending }
    }
    return names
  }
}
