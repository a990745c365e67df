/// The names of the columns that a configuration asks for.
package struct ColumnChoice: Sendable, Equatable {
  /// Columns whose mean and deviation over a stride are read.
  package let pooled: [String]
  /// Columns that are read as they stand.
  package let latest: [String]

  /// Names stand for themselves; a star stands for any word or number without an underscore, so that with the base
  /// columns `known` `mfcc_*` is the thirteen coefficients, and `mfcc_*_mean_6s` their means over six seconds.
  /// - Throws: `TrainingConfigurationError.unknownColumn` for a pattern that fits nothing.
  package init(_ features: TrainingConfiguration.Features, known: [String]) throws {
    pooled = try Self.expand(features.pooled, known: known)
    latest = try Self.expand(features.latest, known: known)
  }

  /// Columns of a row in the network's order: pooled ones, then latest ones.
  package var names: [String] { pooled + latest }

  private static func expand(_ patterns: [String], known: [String]) throws -> [String] {
    try patterns.flatMap { pattern in
      guard let star = pattern.firstIndex(of: "*") else { return [pattern] }
      let stem = pattern[..<star]
      let ending = pattern[pattern.index(after: star)...]
      let matches = known.filter { name in
        name.hasPrefix(stem) && name.count > stem.count && !name.dropFirst(stem.count).contains("_")
      }
      guard !matches.isEmpty else { throw TrainingConfigurationError.unknownColumn(pattern) }
      return matches.map { $0 + ending }
    }
  }
}
