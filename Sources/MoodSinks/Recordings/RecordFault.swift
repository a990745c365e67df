/// Why a line of a recording cannot be replayed.
package enum RecordFault: Error, Equatable {
  case notJSON
  case tooLong(limitBytes: Int)
  case missing(record: String, field: String)
  case wrong(field: String, found: String, expected: String)
  /// A record that stands outside of a stream.
  case beforeBegin(record: String)
}

extension RecordFault: CustomStringConvertible {
  /// One clause; whoever reads the file says which line.
  package var description: String {
    switch self {
    case .notJSON: "it is no JSON object, expected a record of moodring"
    case .tooLong(let limit): "it is longer than \(limit >> 10) KiB, expected a record of moodring"
    case .missing(let record, let field):
      "its record \(record) has no \(Self.plain(field)), expected one that was written without fields="
    case .wrong(let field, let found, let expected): "\(Self.plain(field)) is \(found), expected \(expected)"
    case .beforeBegin(let record): "its record \(record) stands before the begin of a stream"
    }
  }

  /// The name of a field on one line, whatever the recording has it hold.
  private static func plain(_ name: String) -> String {
    name.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 } ? name : String(reflecting: name)
  }
}
