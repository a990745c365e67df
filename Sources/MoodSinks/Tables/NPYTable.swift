import MoodCore

/// One matrix of Float32 in NumPy's format: a row a hop, the time in seconds before the columns.
///
/// As a Float32 the time is exact to 2⁻²⁴ of itself, 30 µs after ten minutes and 4 ms after a day: less than a hop.
final class NPYTable: TableWriter {
  private let columns: Int
  private let file: TableFile
  private var rows = 0
  private var pending: [UInt8] = []

  init(_ heading: TableHeading, to file: TableFile) throws(SinkError) {
    precondition(heading.kind == .hops, "a matrix of numbers has no place for the names of files")
    columns = heading.columns.count
    self.file = file
    try file.write(header)
  }

  func append(_ key: TableKey, _ values: UnsafePointer<Float>) throws(SinkError) {
    guard case .hops(let hops) = key else { preconditionFailure("a row of this table is about a hop") }
    pending.append(littleEndian: Float(AnalysisGrid.seconds(hops: hops)).bitPattern)
    pending.append(littleEndian: values, count: columns)
    rows += 1
    if pending.count >= TableFile.blockBytes { try writePending() }
  }

  func finish() throws(SinkError) {
    try writePending()
    try file.rewrite(header, at: 0)
    try file.finish()
  }

  private var header: [UInt8] { NPYArray.header(.float32, shape: [rows, columns + 1]) }

  private func writePending() throws(SinkError) {
    try file.write(pending)
    pending.removeAll(keepingCapacity: true)
  }
}

extension [UInt8] {
  /// Appends the bytes of `count` floats.
  mutating func append(littleEndian floats: UnsafePointer<Float>, count: Int) {
    #if _endian(little)
      append(contentsOf: UnsafeRawBufferPointer(start: floats, count: 4 * count))
    #else
      for index in 0..<count { append(littleEndian: floats[index].bitPattern) }
    #endif
  }
}
