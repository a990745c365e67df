/// What stands behind `ndjson:`.
package struct NDJSONTarget: Sendable, Equatable {
  /// The file to create or truncate; nil for standard output.
  package var path: String?
  package var pace: SinkPace

  package init(path: String?, pace: SinkPace = SinkPace(stages: .both, rate: .perSecond(thousandths: 10_000)))
  {
    self.path = path
    self.pace = pace
  }

  init(_ target: Substring, options text: Substring?) throws(SinkSpecificationError) {
    guard !target.isEmpty, !target.utf8.contains(0) else {
      throw .malformed(output: "ndjson", found: String(target), expected: "- for standard output, or a path")
    }
    self.init(path: target == "-" ? nil : String(target))
    var options = try SinkOptions(text, of: "ndjson")
    pace = try options.pace(default: pace)
    try options.finish()
  }
}

extension NDJSONTarget: CustomStringConvertible {
  package var description: String { path ?? "-" }
}
