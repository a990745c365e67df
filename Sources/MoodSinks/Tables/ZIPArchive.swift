/// A ZIP archive of entries that are stored as they are (APPNOTE 6.3.10 of PKWARE), with 64-bit sizes where they are
/// needed.
///
/// An entry's size and check, and the head of its content, are known when it ends and set then.
struct ZIPArchive {
  /// What the directory says about an entry.
  struct Entry: Equatable {
    var name: String
    /// Where its local header begins.
    var offset: UInt64
    var bytes: UInt64 = 0
    var check: UInt32 = 0
  }

  private let file: TableFile
  private var position: UInt64 = 0
  private var entries: [Entry] = []
  private var current: Entry?
  private var check = CRC32()
  private var headBytes = 0

  init(_ file: TableFile) { self.file = file }

  /// Begins an entry whose content starts with `headBytes` bytes that `end` knows.
  mutating func begin(_ name: String, headBytes: Int) throws(SinkError) {
    precondition(current == nil, "an entry begins after the one before has ended")
    let entry = Entry(name: name, offset: position)
    current = entry
    check = CRC32()
    self.headBytes = headBytes
    try send(Self.localHeader(entry) + [UInt8](repeating: 0, count: headBytes))
  }

  /// Adds to the content of the entry.
  mutating func write(_ bytes: [UInt8]) throws(SinkError) {
    precondition(current != nil, "content belongs to an entry")
    check.update(bytes)
    try send(bytes)
  }

  /// Ends the entry, and sets what its content starts with.
  mutating func end(head: [UInt8]) throws(SinkError) {
    guard var entry = current else { preconditionFailure("an entry begins before it ends") }
    precondition(head.count == headBytes, "the head has the size for which room was left")
    let contentOffset = entry.offset + UInt64(Self.localHeader(entry).count)
    entry.bytes = position - contentOffset
    check.prepend(head, beforeBytes: entry.bytes - UInt64(headBytes))
    entry.check = check.value
    try file.rewrite(Self.localHeader(entry) + head, at: entry.offset)
    entries.append(entry)
    current = nil
  }

  /// Writes the directory, and completes the file.
  mutating func finish() throws(SinkError) {
    try send(Self.directory(of: entries, at: position))
    try file.finish()
  }

  private mutating func send(_ bytes: [UInt8]) throws(SinkError) {
    try file.write(bytes)
    position += UInt64(bytes.count)
  }
}

extension ZIPArchive {
  private static let needs64: UInt16 = 45
  private static let needsLittle: UInt16 = 20
  private static let flagUTF8: UInt16 = 1 << 11
  /// 1 January 1980, midnight: the archive of the same rows is the same file whenever it is made.
  private static let date: UInt32 = 0x0021_0000
  private static let extra64: UInt16 = 1
  private static let limit32 = UInt64(UInt32.max)
  private static let limit16 = UInt64(UInt16.max)

  /// What stands before an entry's content. Sizes have 64 bits, for when it is written first nobody knows them.
  static func localHeader(_ entry: Entry) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(littleEndian: 0x0403_4b50 as UInt32)
    bytes.append(littleEndian: needs64)
    bytes.append(littleEndian: flagUTF8)
    bytes.append(littleEndian: 0 as UInt16)
    bytes.append(littleEndian: date)
    bytes.append(littleEndian: entry.check)
    bytes.append(littleEndian: UInt32.max)
    bytes.append(littleEndian: UInt32.max)
    bytes.append(littleEndian: UInt16(entry.name.utf8.count))
    bytes.append(littleEndian: 20 as UInt16)
    bytes += Array(entry.name.utf8)
    bytes.append(littleEndian: extra64)
    bytes.append(littleEndian: 16 as UInt16)
    bytes.append(littleEndian: entry.bytes)
    bytes.append(littleEndian: entry.bytes)
    return bytes
  }

  /// What stands behind the last entry, at `offset`.
  static func directory(of entries: [Entry], at offset: UInt64) -> [UInt8] {
    var bytes = entries.flatMap(directoryEntry)
    let (count, size) = (UInt64(entries.count), UInt64(bytes.count))
    if offset >= limit32 || size >= limit32 || count >= limit16 {
      let record = offset + size
      bytes.append(littleEndian: 0x0606_4b50 as UInt32)
      bytes.append(littleEndian: 44 as UInt64)
      bytes.append(littleEndian: needs64)
      bytes.append(littleEndian: needs64)
      bytes.append(littleEndian: 0 as UInt32)
      bytes.append(littleEndian: 0 as UInt32)
      for number in [count, count, size, offset] { bytes.append(littleEndian: number) }
      bytes.append(littleEndian: 0x0706_4b50 as UInt32)
      bytes.append(littleEndian: 0 as UInt32)
      bytes.append(littleEndian: record)
      bytes.append(littleEndian: 1 as UInt32)
    }
    bytes.append(littleEndian: 0x0605_4b50 as UInt32)
    bytes.append(littleEndian: 0 as UInt32)
    for _ in 0..<2 { bytes.append(littleEndian: UInt16(min(count, limit16))) }
    for number in [size, offset] { bytes.append(littleEndian: UInt32(min(number, limit32))) }
    bytes.append(littleEndian: 0 as UInt16)
    return bytes
  }

  private static func directoryEntry(_ entry: Entry) -> [UInt8] {
    // A number that needs 64 bits is all ones in its place, and follows in the extra field.
    let sizes = entry.bytes >= limit32 ? [entry.bytes, entry.bytes] : []
    let wide = sizes + (entry.offset >= limit32 ? [entry.offset] : [])
    var bytes: [UInt8] = []
    bytes.append(littleEndian: 0x0201_4b50 as UInt32)
    bytes.append(littleEndian: wide.isEmpty ? needsLittle : needs64)
    bytes.append(littleEndian: wide.isEmpty ? needsLittle : needs64)
    bytes.append(littleEndian: flagUTF8)
    bytes.append(littleEndian: 0 as UInt16)
    bytes.append(littleEndian: date)
    bytes.append(littleEndian: entry.check)
    for _ in 0..<2 { bytes.append(littleEndian: UInt32(min(entry.bytes, limit32))) }
    bytes.append(littleEndian: UInt16(entry.name.utf8.count))
    bytes.append(littleEndian: UInt16(wide.isEmpty ? 0 : 4 + 8 * wide.count))
    // No comment, the first disk, no attributes.
    bytes += [UInt8](repeating: 0, count: 2 + 2 + 2 + 4)
    bytes.append(littleEndian: UInt32(min(entry.offset, limit32)))
    bytes += Array(entry.name.utf8)
    if !wide.isEmpty {
      bytes.append(littleEndian: extra64)
      bytes.append(littleEndian: UInt16(8 * wide.count))
      for number in wide { bytes.append(littleEndian: number) }
    }
    return bytes
  }
}
