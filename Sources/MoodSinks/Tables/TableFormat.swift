/// The registry of table formats: what `--format` can name, each in a file of its own.
package enum TableFormat: String, Sendable, CaseIterable {
  /// Comma-separated values with a header.
  case csv
  /// One JSON object a row.
  case ndjson
  /// One NumPy array.
  case npy
  /// Several NumPy arrays, by name, in an archive.
  case npz

  /// What file names end in.
  package var fileExtension: String { rawValue }

  /// Whether people can read it on a terminal.
  package var isText: Bool { self == .csv || self == .ndjson }

  /// Whether its rows can carry the names of files.
  package var holdsFileNames: Bool { self != .npy }

  /// Whether bytes are corrected that were written before, so that a pipe gets everything at the end.
  private var isCorrected: Bool { !isText }

  /// Begins a table.
  /// - Parameter temporaryFolder: where a table is kept that cannot be sent before its end.
  /// - Throws: `SinkError.cannotCreate`, or what the first write throws.
  package func begin(
    _ heading: TableHeading, at place: TablePlace, temporaryFolder: String
  ) throws(SinkError) -> any TableWriter {
    let file = try TableFile(place, isCorrected: isCorrected, temporaryFolder: temporaryFolder)
    switch self {
    case .csv: return try CSVTable(heading, to: file)
    case .ndjson: return NDJSONTable(heading, to: file)
    case .npy: return try NPYTable(heading, to: file)
    case .npz: return try NPZTable(heading, to: file)
    }
  }
}

/// Where a table goes.
package enum TablePlace: Sendable, Equatable {
  case standardOutput
  /// A file, which appears when it is complete and not before; or a FIFO or a device, which is written as rows come.
  case path(String)
}
