/// What stands behind `ndjson:`.
package struct NDJSONTarget: Sendable, Equatable {
  /// The file to create or truncate; nil for standard output.
  package var path: String?
  package var pace: SinkPace
  /// The fields of estimates that are written; nil for all.
  package var fields: FieldSelection?
  /// How the file is spread over several; nil where it is not.
  package var rotation: FileRotation?
  /// Whether estimates are shaped as for lights.
  package var isShaped = false

  package init(path: String?, pace: SinkPace = .standard) {
    self.path = path
    self.pace = pace
  }

  init(_ target: Substring, options text: Substring?) throws(SinkSpecificationError) {
    self.init(path: try OutputPath.read(target, of: "ndjson"))
    var options = try SinkOptions(text, of: "ndjson")
    pace = try options.pace(default: pace)
    fields = try options.fields()
    isShaped = try options.isShaped()
    rotation = try Self.rotation(&options, path: path)
    try options.finish()
  }

  private static func rotation(
    _ options: inout SinkOptions, path: String?
  ) throws(SinkSpecificationError) -> FileRotation? {
    let bytes = try options.value(
      of: "rotate", expected: "a size from 1k to 1024G, such as 10M", reading: FileRotation.bytes)
    let keep: Int? = try options.value(
      of: "keep", expected: "a number of files from 1 to 9999",
      reading: { PlainNumber.positive($0).flatMap { FileRotation.keepRange.contains($0) ? $0 : nil } })
    guard let bytes else {
      if keep != nil { throw .optionNeeds(output: "ndjson", option: "keep", needed: "rotate=SIZE") }
      return nil
    }
    if path == nil { throw .optionNeeds(output: "ndjson", option: "rotate", needed: "a path") }
    return FileRotation(bytes: bytes, keep: keep)
  }
}

extension NDJSONTarget: CustomStringConvertible {
  package var description: String { path ?? "-" }
}
