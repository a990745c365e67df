import Foundation

/// What `Goldens/make_goldens.py` wrote.
struct Goldens: Decodable {
  struct Signal: Decodable {
    /// Of some rows: [our row from 1 on, momentary LUFS, short-term LUFS].
    var ebur128: [[Float]]
  }

  var columns: [String]
  var signals: [String: Signal]

  /// Rows of ours before the reference's first: it waits for a whole frame, we do not.
  static let firstRow = 3

  static func load() throws -> Goldens {
    try JSONDecoder().decode(Goldens.self, from: data("goldens.json"))
  }

  /// The samples of a signal.
  static func samples(of signal: String) throws -> [Float] {
    try data("\(signal).s16").withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 2).map {
        Float(Int16(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Int16.self))) / 32768
      }
    }
  }

  /// The values of a column of a signal, from the reference's first row on.
  func values(of column: Int, signal: String) throws -> [Float] {
    try Self.data("\(signal).f32").withUnsafeBytes { bytes in
      (0..<bytes.count / (4 * columns.count)).map { row in
        let bits = bytes.loadUnaligned(fromByteOffset: 4 * (row * columns.count + column), as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: bits))
      }
    }
  }

  private static func data(_ name: String) throws -> Data {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")
    return try Data(contentsOf: folder.appendingPathComponent(name))
  }
}
