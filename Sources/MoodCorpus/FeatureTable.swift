package import MoodRealtime

/// The feature rows of one clip, hop after hop; immutable, so any thread may read.
package final class FeatureTable: Sendable {
  /// Rows.
  package let hops: Int
  /// Values a row, in the order of the schema that made them.
  package let columns: Int
  private let values: SampleBuffer

  /// Takes `hops` · `columns` values, row after row.
  package init(hops: Int, columns: Int, values: consuming SampleBuffer) {
    precondition(values.count == hops * columns, "a table has a value for each hop and column")
    self.hops = hops
    self.columns = columns
    self.values = values
  }

  /// The first value of a row, counted from 0.
  package func row(_ hop: Int) -> UnsafePointer<Float> {
    UnsafePointer(values.pointer(at: hop * columns, count: columns))
  }

  /// The table of only those columns, in that order.
  package func selecting(_ chosen: [Int]) -> FeatureTable {
    precondition(chosen.allSatisfy { $0 >= 0 && $0 < columns }, "a table has the columns asked of it")
    let kept = SampleBuffer(count: hops * chosen.count)
    for hop in 0..<hops {
      let row = row(hop)
      for (place, column) in chosen.enumerated() { kept.base[hop * chosen.count + place] = row[column] }
    }
    return FeatureTable(hops: hops, columns: chosen.count, values: kept)
  }
}

/// The file of a table: eight bytes of name, hops and columns as little-endian 32-bit numbers, then the values.
extension FeatureTable {
  private static let magic = Array("MOODROW1".utf8)
  private static let headerBytes = 16

  /// The bytes that `init(bytes:)` reads.
  package func bytes() -> [UInt8] {
    var bytes = Self.magic
    bytes.reserveCapacity(Self.headerBytes + values.count * MemoryLayout<Float>.size)
    for number in [hops, columns] {
      withUnsafeBytes(of: UInt32(number).littleEndian) { bytes.append(contentsOf: $0) }
    }
    bytes.append(contentsOf: UnsafeRawBufferPointer(start: values.base, count: values.count * 4))
    return bytes
  }

  /// A table from its file, or nil where the bytes are not one.
  package convenience init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= Self.headerBytes, bytes.prefix(8).elementsEqual(Self.magic) else { return nil }
    let hops = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)))
    let columns = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self)))
    let (count, overflow) = hops.multipliedReportingOverflow(by: columns)
    guard columns > 0, !overflow, (bytes.count - Self.headerBytes) / 4 == count,
      (bytes.count - Self.headerBytes) % 4 == 0
    else { return nil }
    let values = SampleBuffer(count: count)
    if count > 0 {
      UnsafeMutableRawPointer(values.base).copyMemory(
        from: bytes.baseAddress! + Self.headerBytes, byteCount: count * 4)
    }
    self.init(hops: hops, columns: columns, values: values)
  }
}
