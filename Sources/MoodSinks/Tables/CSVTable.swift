import MoodCore

/// Comma-separated values after RFC 4180, with a header; lines end in a line feed alone, as text does on Unix.
///
/// `t` has six decimals, values are the shortest that read back as the same Float32.
final class CSVTable: TableWriter {
  private let columns: Int
  private let file: TableFile
  private var text: [UInt8] = []

  init(_ heading: TableHeading, to file: TableFile) throws(SinkError) {
    columns = heading.columns.count
    self.file = file
    text = CSVText.line([heading.kind.column] + heading.columns)
    try file.writeAll(&text)
  }

  func append(_ key: TableKey, _ values: UnsafePointer<Float>) throws(SinkError) {
    switch key {
    case .hops(let hops):
      text.append(
        millionths: AnalysisGrid.microseconds(samples: hops * Int64(AnalysisGrid.hopSamples)))
    case .file(let name): CSVText.append(name, to: &text)
    }
    for column in 0..<columns {
      text.append(UInt8(ascii: ","))
      text.append(decimal: values[column])
    }
    text.append(UInt8(ascii: "\n"))
    try file.writeRows(&text)
  }

  func finish() throws(SinkError) {
    try file.writeAll(&text)
    try file.finish()
  }
}
