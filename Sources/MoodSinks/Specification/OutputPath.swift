/// What stands behind an output of text: a path, or `-` for standard output.
enum OutputPath {
  /// The path; nil for standard output.
  static func read(_ text: Substring, of output: String) throws(SinkSpecificationError) -> String? {
    guard !text.isEmpty, !text.utf8.contains(0) else {
      throw .malformed(output: output, found: String(text), expected: "- for standard output, or a path")
    }
    return text == "-" ? nil : String(text)
  }
}
