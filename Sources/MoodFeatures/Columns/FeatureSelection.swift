package import MoodCore

/// The columns that a person asks for in words.
package struct FeatureSelection: Sendable, Equatable {
  /// Every column once: those of the sets and names in the order given, then the statistics, window by window.
  package let schema: FeatureSchema
  /// The statistics that were asked for without a window: over a whole clip.
  package let clipStatistics: [Statistic]

  /// - Parameters:
  ///   - set: names of sets, columns and statistics of columns, separated by commas: `basic,rms_mean_3s`.
  ///   - statistics: groups of statistics, each separated by semicolons and with the window at its end:
  ///     `mean,std@3s;max@10s`. Every base column that was chosen gets those of each group.
  package init(set: String, statistics: [String] = []) throws(FeatureError) {
    let base = FeatureBank.schema
    let chosen = try Self.columns(of: set, base: base)
    var columns = chosen
    var known = Set(chosen)
    var clipStatistics: [Statistic] = []
    let baseNames = Set(base.names)
    for text in statistics {
      for group in text.split(separator: ";", omittingEmptySubsequences: false) {
        let (names, window) = try Self.parts(of: group)
        guard let window else {
          clipStatistics += names.filter { !clipStatistics.contains($0) }
          continue
        }
        for column in chosen where baseNames.contains(column) {
          for name in names.map({ "\(column)_\($0.rawValue)_\(window)" }) where known.insert(name).inserted {
            columns.append(name)
          }
        }
      }
    }
    schema = try ColumnPlan(columns: columns, base: base).schema
    self.clipStatistics = clipStatistics
  }

  /// What `FeaturePipeline` takes.
  package var columns: [String] { schema.names }

  /// The sets that contain a column.
  package static func sets(containing column: String) -> [FeatureSet] {
    FeatureSet.allCases.filter { $0.columns.contains(column) }
  }

  /// Columns that two sets share come once; a name that is repeated is refused.
  private static func columns(of text: String, base: FeatureSchema) throws(FeatureError) -> [String] {
    guard text.contains(where: { $0 != " " }) else { throw .noColumns }
    var columns: [String] = []
    var known: Set<String> = []
    var named: Set<String> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let name = trimmed(part)
      guard named.insert(name).inserted else { throw .duplicateColumn(name) }
      if let set = FeatureSet(rawValue: name) {
        columns += set.columns.filter { known.insert($0).inserted }
        continue
      }
      do throws(FeatureError) {
        _ = try ColumnPlan(columns: [name], base: base)
      } catch .unknownColumn(_, let nearest) {
        let sets = NearestNames.of(name, among: FeatureSet.allCases.map(\.rawValue))
        throw .unknownColumn(name, nearest: Array((sets + nearest).prefix(3)))
      }
      if known.insert(name).inserted { columns.append(name) }
    }
    return columns
  }

  /// `mean,std@3s` as statistics and their window.
  private static func parts(of group: Substring) throws(FeatureError) -> ([Statistic], window: String?) {
    let halves = group.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    var statistics: [Statistic] = []
    for part in halves[0].split(separator: ",", omittingEmptySubsequences: false) {
      let name = trimmed(part)
      guard let statistic = Statistic(rawValue: name) else { throw .unknownStatistic(name) }
      guard !statistics.contains(statistic) else { throw .duplicateStatistic(name) }
      statistics.append(statistic)
    }
    guard halves.count > 1 else { return (statistics, nil) }
    let window = trimmed(halves[1])
    // The rules are those of a column's name.
    guard (try? StatisticColumn(parsing: "column_\(statistics[0].rawValue)_\(window)")) != nil else {
      throw .invalidWindow(column: String(group), window: window)
    }
    return (statistics, window)
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " }
    return start.lastIndex { $0 != " " }.map { String(start[...$0]) } ?? ""
  }
}
