import Foundation

/// What a script in a folder of `Goldens/` wrote: rows of reference values of the signals in `Goldens/Signals`.
///
/// `<group>/goldens.json` names versions and columns, `<group>/<signal>.f32` holds the rows: 32-bit floats, little
/// endian, row after row. Their first row stands against our fourth, unless the file says otherwise.
struct Goldens: Decodable {
  struct Signal: Decodable {
    /// Of some rows: [our row from 1 on, momentary LUFS, short-term LUFS].
    var ebur128: [[Float]]?
  }

  var columns: [String]
  var signals: [String: Signal]?
  /// Rows of ours before the reference's first. A reference waits for a whole frame, we do not.
  var firstRow: Int?

  private var group = ""

  private enum CodingKeys: String, CodingKey { case columns, signals, firstRow }

  /// The names of the signals.
  static let signals = ["sine", "chirp", "noise", "voice", "click", "demo"]

  static func load(_ group: String) throws -> Goldens {
    var goldens = try JSONDecoder().decode(Goldens.self, from: data("\(group)/goldens.json"))
    goldens.group = group
    return goldens
  }

  /// The samples of a signal.
  static func samples(of signal: String) throws -> [Float] {
    try data("Signals/\(signal).s16").withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 2).map {
        Float(Int16(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Int16.self))) / 32768
      }
    }
  }

  /// The values of a column of a signal, from the reference's first row on.
  func values(of column: Int, signal: String) throws -> [Float] {
    try Self.data("\(group)/\(signal).f32").withUnsafeBytes { bytes in
      (0..<bytes.count / (4 * columns.count)).map { row in
        let bits = bytes.loadUnaligned(fromByteOffset: 4 * (row * columns.count + column), as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: bits))
      }
    }
  }

  static var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")
  }

  private static func data(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(name))
  }
}
