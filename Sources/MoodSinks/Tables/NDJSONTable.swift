import MoodCore

/// One JSON object a row: `{"t":0.023220,"rms":0.1}`, the members in the order of the columns.
///
/// `t` has six decimals, values are the shortest that read back as the same Float32.
final class NDJSONTable: TableWriter {
  private let columns: [JSONWriter.Key]
  private let file: TableFile
  private var writer = JSONWriter()
  private var text: [UInt8] = []

  init(_ heading: TableHeading, to file: TableFile) {
    columns = heading.columns.map { JSONWriter.Key($0) }
    self.file = file
  }

  func append(_ key: TableKey, _ values: UnsafePointer<Float>) throws(SinkError) {
    writer.line { writer in
      switch key {
      case .hops(let hops):
        writer.millionths(
          TableHeading.Kind.hops.column,
          AnalysisGrid.microseconds(samples: hops * Int64(AnalysisGrid.hopSamples)))
      case .file(let name): writer.string(TableHeading.Kind.files.column, name)
      }
      for (index, column) in columns.enumerated() { writer.float(column, values[index]) }
    }
    text += writer.bytes
    try file.writeRows(&text)
  }

  func finish() throws(SinkError) {
    try file.writeAll(&text)
    try file.finish()
  }
}
