import MoodCore

/// A statistic of a base column, as its name `<column>_<statistic>_<seconds>s` tells.
struct StatisticColumn: Equatable {
  /// The longest window, in milliseconds.
  private static let longestWindow = 600_000

  let name: String
  let base: String
  let statistic: Statistic
  let windowMilliseconds: Int

  /// Reads `rms_mean_3s`; nil for a name of another form.
  init?(parsing name: String) throws(FeatureError) {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    guard
      parts.count >= 3, let window = parts.last,
      let statistic = Statistic(rawValue: String(parts[parts.count - 2])),
      window.utf8.first.map(Self.isDigit) == true, window.utf8.last == UInt8(ascii: "s")
    else { return nil }
    guard let milliseconds = Self.milliseconds(window.dropLast()),
      Self.rows(milliseconds: milliseconds) > 0, milliseconds <= Self.longestWindow
    else { throw .invalidWindow(column: name, window: String(window)) }
    self.name = name
    base = parts.dropLast(2).joined(separator: "_")
    self.statistic = statistic
    windowMilliseconds = milliseconds
  }

  /// Rows of the window: the nearest whole number.
  var windowRows: Int { Self.rows(milliseconds: windowMilliseconds) }

  /// The column in a schema, `base` being the one that it is a statistic of.
  func column(of base: FeatureColumn) -> FeatureColumn { statistic.column(name, of: base) }

  private static func rows(milliseconds: Int) -> Int {
    let samples = milliseconds * AnalysisGrid.sampleRateHz
    let row = 1000 * AnalysisGrid.hopSamples
    return samples < row ? 0 : (samples + row / 2) / row
  }

  /// The milliseconds in `3` or `0.25`. One window has one spelling, so that one column has one name.
  private static func milliseconds(_ seconds: Substring) -> Int? {
    let parts = seconds.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = parts[0].utf8
    let decimals = parts.count > 1 ? parts[1].utf8 : "".utf8[...]
    guard
      (1...4).contains(whole.count), whole.allSatisfy(isDigit),
      whole.count == 1 || whole.first != UInt8(ascii: "0"),
      decimals.count <= 3, decimals.allSatisfy(isDigit), decimals.last != UInt8(ascii: "0"),
      parts.count == 1 || !decimals.isEmpty
    else { return nil }
    let padded =
      parts[0] + (parts.count > 1 ? parts[1] : "") + String(repeating: "0", count: 3 - decimals.count)
    return Int(padded)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

extension Statistic {
  /// This statistic of `base` as a column called `name`.
  func column(_ name: String, of base: FeatureColumn) -> FeatureColumn {
    FeatureColumn(
      name, unit: unit(of: base.unit), range: range(of: base.range), version: base.version,
      reference: base.reference)
  }
}
