/// What stands behind `csv:`.
package struct CSVTarget: Sendable, Equatable {
  /// The file to create or truncate; nil for standard output.
  package var path: String?
  package var pace: SinkPace
  /// Whether estimates are shaped as for lights.
  package var isShaped = false

  package init(path: String?, pace: SinkPace = .standard) {
    self.path = path
    self.pace = pace
  }

  init(_ target: Substring, options text: Substring?) throws(SinkSpecificationError) {
    self.init(path: try OutputPath.read(target, of: "csv"))
    var options = try SinkOptions(text, of: "csv")
    pace = try options.pace(default: pace)
    isShaped = try options.isShaped()
    try options.finish()
  }
}

extension CSVTarget: CustomStringConvertible {
  package var description: String { path ?? "-" }
}
