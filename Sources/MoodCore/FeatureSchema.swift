/// One column of the feature table.
public struct FeatureColumn: Sendable, Hashable, Codable {
  /// Snake case, unit last: `centroid_hz`.
  public var name: String
  /// Unit of the values: `Hz`, `dB`, `LUFS`, or `1` for a ratio.
  public var unit: String
  /// Smallest and largest value that can occur; ±infinity where there is no bound.
  public var range: ClosedRange<Float>
  /// Counts the changes of meaning: a model trained on another version is refused.
  public var version: Int
  /// The publication or program that defines it.
  public var reference: String

  public init(_ name: String, unit: String, range: ClosedRange<Float>, version: Int = 1, reference: String) {
    self.name = name
    self.unit = unit
    self.range = range
    self.version = version
    self.reference = reference
  }
}

/// The columns of a feature table in their order.
public struct FeatureSchema: Sendable, Equatable {
  public var columns: [FeatureColumn]

  public init(_ columns: [FeatureColumn]) { self.columns = columns }

  public var count: Int { columns.count }
  public var names: [String] { columns.map(\.name) }

  /// A stable fingerprint of names, units and versions in their order.
  public var hash: String {
    var fingerprint = Fingerprint()
    for column in columns { fingerprint.add("\(column.name)\t\(column.unit)\t\(column.version)\n") }
    return fingerprint.text
  }
}
