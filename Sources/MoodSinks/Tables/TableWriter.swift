/// Takes the rows of a table one after another. For one thread at a time.
///
/// Text that goes to a pipe is written row by row, so that whoever reads along sees every row as it comes.
/// A table that is dropped before `finish`, or after an error, leaves no file behind.
package protocol TableWriter: AnyObject {
  /// Takes the next row.
  /// - Parameters:
  ///   - key: of the heading's kind.
  ///   - values: one finite value for each column.
  func append(_ key: TableKey, _ values: UnsafePointer<Float>) throws(SinkError)

  /// Completes the table. Once, and nothing after it.
  func finish() throws(SinkError)
}

/// What a row is about.
package enum TableKey: Sendable {
  /// The hops up to the end of its frame, counted from 1.
  case hops(Int64)
  /// The file whose row it is.
  case file(String)
}

/// The columns of a table, and what its rows are about.
package struct TableHeading: Sendable, Equatable {
  package enum Kind: Sendable {
    /// A row a hop, at its time.
    case hops
    /// A row a file.
    case files

    /// The name of the column before the others.
    var column: String {
      switch self {
      case .hops: "t"
      case .files: "file"
      }
    }
  }

  package var kind: Kind
  package var columns: [String]

  package init(_ kind: Kind, columns: [String]) {
    self.kind = kind
    self.columns = columns
  }
}
