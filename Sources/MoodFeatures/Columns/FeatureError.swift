/// Why columns cannot be computed.
package enum FeatureError: Error, Equatable {
  /// No column was asked for.
  case noColumns
  /// A column was asked for twice.
  case duplicateColumn(String)
  /// There is no such column; `nearest` are the most similar names, best first, possibly none.
  case unknownColumn(String, nearest: [String])
  /// The column is a statistic over a window that cannot be.
  case invalidWindow(column: String, window: String)
  /// There is no such statistic.
  case unknownStatistic(String)
  /// A statistic was asked for twice over the same window.
  case duplicateStatistic(String)
}

extension FeatureError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noColumns:
      "no feature column was asked for, expected at least one"
    case .duplicateColumn(let name):
      "feature column '\(name)' was asked for twice, expected every column once"
    case .unknownColumn(let name, let nearest) where nearest.isEmpty:
      "feature column '\(name)' does not exist, expected a name like 'centroid_hz' or 'rms_mean_3s'"
    case .unknownColumn(let name, let nearest):
      "feature column '\(name)' does not exist, expected a name like "
        + nearest.map { "'\($0)'" }.joined(separator: " or ")
    case .invalidWindow(let column, let window):
      "'\(column)' has the window '\(window)', expected 0.024s to 600s "
        + "without needless zeros and with at most three decimals, like '3s' or '0.5s'"
    case .unknownStatistic(let name):
      "statistic '\(name)' does not exist, expected "
        + Statistic.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or ") + ", as in 'mean,std@3s'"
    case .duplicateStatistic(let name):
      "statistic '\(name)' was asked for twice, expected each once a window"
    }
  }
}
