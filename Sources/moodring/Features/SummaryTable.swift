import MoodSinks
import Synchronization

/// A table of one row a file, in the order of the files, whatever the order in which they get done. Any thread.
final class SummaryTable: Sendable {
  private struct State {
    /// Nil once it is finished or given up.
    var table: (any TableWriter)?
    /// Rows that wait for earlier ones; a file that failed has none.
    var waiting: [Int: [Float]?] = [:]
    var next = 0
    var rows = 0
  }

  /// Values a row.
  let columnCount: Int
  private let names: [String]
  private let state: Mutex<State>

  /// - Parameter names: of the files in their order.
  init(of names: [String], columns: [String], format: TableFormat, at place: TablePlace) throws {
    self.names = names
    columnCount = columns.count
    state = Mutex(
      State(
        table: try format.begin(
          TableHeading(.files, columns: columns), at: place, temporaryFolder: OutputFolder.temporary)))
  }

  /// Takes the row of the file with this index; nil where it failed.
  func put(_ values: [Float]?, at index: Int) throws {
    try state.withLock { state in
      state.waiting[index] = .some(values)
      while let row = state.waiting.removeValue(forKey: state.next) {
        if let row {
          try row.withUnsafeBufferPointer { row in
            guard let start = row.baseAddress else { return }
            try state.table?.append(.file(names[state.next]), start)
          }
          state.rows += 1
        }
        state.next += 1
      }
    }
  }

  /// Completes the table, unless there is not one row.
  func finish() throws {
    try state.withLock { state in
      if state.rows > 0 { try state.table?.finish() }
      state.table = nil
    }
  }

  /// Leaves nothing of a table that is not finished.
  func giveUp() { state.withLock { $0.table = nil } }
}
