import MoodCore

/// NumPy arrays in a ZIP archive, which `numpy.load` reads without pickle: `features` (rows × columns, Float32),
/// `columns` (their names), and for each row `t` (seconds, Float64) or `files` (names).
final class NPZTable: TableWriter {
  private let heading: TableHeading
  private var archive: ZIPArchive
  private var rows = 0
  private var files: [String] = []
  private var pending: [UInt8] = []

  init(_ heading: TableHeading, to file: TableFile) throws(SinkError) {
    self.heading = heading
    archive = ZIPArchive(file)
    try archive.begin("features.npy", headBytes: NPYArray.headerBytes)
  }

  func append(_ key: TableKey, _ values: UnsafePointer<Float>) throws(SinkError) {
    rows += 1
    switch key {
    case .hops(let hops): precondition(Int(hops) == rows, "hops come in their order, beginning with 1")
    case .file(let name): files.append(name)
    }
    pending.append(littleEndian: values, count: heading.columns.count)
    if pending.count >= TableFile.blockBytes { try writePending() }
  }

  func finish() throws(SinkError) {
    try writePending()
    try archive.end(head: NPYArray.header(.float32, shape: [rows, heading.columns.count]))
    switch heading.kind {
    case .hops: try addTimes()
    case .files: try add(files, as: "files.npy")
    }
    try add(heading.columns, as: "columns.npy")
    try archive.finish()
  }

  /// The times are those of the hops, so none has to be kept until here.
  private func addTimes() throws(SinkError) {
    try archive.begin("t.npy", headBytes: NPYArray.headerBytes)
    for row in 0..<rows {
      pending.append(littleEndian: AnalysisGrid.seconds(hops: Int64(row + 1)).bitPattern)
      if pending.count >= TableFile.blockBytes { try writePending() }
    }
    try writePending()
    try archive.end(head: NPYArray.header(.float64, shape: [rows]))
  }

  private func add(_ texts: [String], as name: String) throws(SinkError) {
    let array = NPYArray.texts(texts)
    try archive.begin(name, headBytes: NPYArray.headerBytes)
    try archive.write(array.elements)
    try archive.end(head: array.header)
  }

  private func writePending() throws(SinkError) {
    try archive.write(pending)
    pending.removeAll(keepingCapacity: true)
  }
}
