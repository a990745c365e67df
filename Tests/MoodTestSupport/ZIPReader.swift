/// A ZIP archive of stored entries, read strictly and by nothing that the program writes with: every number that stands
/// in two places must agree, and every byte must belong to something.
package struct ZIPReader {
  /// What the directory says about an entry.
  package struct Entry: Equatable {
    package var name: String
    package var offset: UInt64
    package var bytes: UInt64
    package var check: UInt32

    package init(name: String, offset: UInt64, bytes: UInt64, check: UInt32) {
      self.name = name
      self.offset = offset
      self.bytes = bytes
      self.check = check
    }
  }

  package let entries: [Entry]
  private let bytes: [UInt8]

  /// Reads the directory of an archive.
  /// - Parameter offset: bytes that stood before those given.
  package init(_ bytes: [UInt8], from offset: UInt64 = 0) throws(MalformedBytes) {
    self.bytes = bytes
    guard bytes.count >= 22 else { throw MalformedBytes("no archive") }
    var end = Cursor(bytes, at: bytes.count - 22)
    try end.expect(0x0605_4b50, bytes: 4)
    try end.expect(0, bytes: 4)
    var count = end.take(2)
    try end.expect(count, bytes: 2)
    var size = end.take(4)
    var start = end.take(4)
    var directoryEnd = bytes.count - 22
    if bytes.count >= 42, Cursor(bytes, at: directoryEnd - 20).peek(4) == 0x0706_4b50 {
      var locator = Cursor(bytes, at: directoryEnd - 16)
      try locator.expect(0, bytes: 4)
      let record = locator.take(8)
      try locator.expect(1, bytes: 4)
      directoryEnd = Int(record - offset)
      var wide = Cursor(bytes, at: directoryEnd)
      try wide.expect(0x0606_4b50, bytes: 4)
      try wide.expect(44, bytes: 8)
      _ = wide.take(4)
      try wide.expect(0, bytes: 8)
      count = wide.take(8)
      try wide.expect(count, bytes: 8)
      size = wide.take(8)
      start = wide.take(8)
    }
    guard start + size == offset + UInt64(directoryEnd) else {
      throw MalformedBytes("a directory of \(size) bytes at \(start) does not end at \(directoryEnd)")
    }
    var cursor = Cursor(bytes, at: Int(start - offset))
    var entries: [Entry] = []
    for _ in 0..<count { entries.append(try Self.directoryEntry(&cursor)) }
    guard cursor.place == directoryEnd else { throw MalformedBytes("the directory has bytes too many") }
    self.entries = entries
  }

  /// The content of every entry, its check tested.
  package func contents() throws(MalformedBytes) -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    var expected = 0
    for entry in entries {
      guard entry.offset == UInt64(expected) else { throw MalformedBytes("a gap before \(entry.name)") }
      var cursor = Cursor(bytes, at: expected)
      try cursor.expect(0x0403_4b50, bytes: 4)
      try cursor.expect(45, bytes: 2)
      try cursor.expect(1 << 11, bytes: 2)
      try cursor.expect(0, bytes: 2)
      _ = cursor.take(4)
      try cursor.expect(UInt64(entry.check), bytes: 4)
      try cursor.expect(0xffff_ffff, bytes: 4)
      try cursor.expect(0xffff_ffff, bytes: 4)
      try cursor.expect(UInt64(entry.name.utf8.count), bytes: 2)
      try cursor.expect(20, bytes: 2)
      guard cursor.text(entry.name.utf8.count) == entry.name else { throw MalformedBytes("two names") }
      try cursor.expect(1, bytes: 2)
      try cursor.expect(16, bytes: 2)
      try cursor.expect(entry.bytes, bytes: 8)
      try cursor.expect(entry.bytes, bytes: 8)
      let content = Array(bytes[cursor.place..<cursor.place + Int(entry.bytes)])
      guard Self.check(content) == entry.check else { throw MalformedBytes("\(entry.name) is damaged") }
      contents[entry.name] = content
      expected = cursor.place + content.count
    }
    return contents
  }

  /// CRC-32, bit by bit as its definition has it.
  package static func check(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { state, byte in
      (0..<8).reduce(state ^ UInt32(byte)) { state, _ in state >> 1 ^ (state & 1 == 1 ? 0xedb8_8320 : 0) }
    }
  }

  private static func directoryEntry(_ cursor: inout Cursor) throws(MalformedBytes) -> Entry {
    try cursor.expect(0x0201_4b50, bytes: 4)
    let version = cursor.take(2)
    try cursor.expect(version, bytes: 2)
    try cursor.expect(1 << 11, bytes: 2)
    try cursor.expect(0, bytes: 2)
    _ = cursor.take(4)
    let check = UInt32(cursor.take(4))
    var (packed, size) = (cursor.take(4), cursor.take(4))
    let nameBytes = Int(cursor.take(2))
    let extraBytes = cursor.take(2)
    try cursor.expect(0, bytes: 2 + 2 + 2)
    try cursor.expect(0, bytes: 4)
    var offset = cursor.take(4)
    let name = cursor.text(nameBytes)
    if extraBytes > 0 {
      guard version == 45 else { throw MalformedBytes("64 bits in version \(version)") }
      try cursor.expect(1, bytes: 2)
      try cursor.expect(extraBytes - 4, bytes: 2)
      let end = cursor.place + Int(extraBytes) - 4
      if size == 0xffff_ffff { size = cursor.take(8) }
      if packed == 0xffff_ffff { packed = cursor.take(8) }
      if offset == 0xffff_ffff { offset = cursor.take(8) }
      guard cursor.place == end else { throw MalformedBytes("the extra field of \(name) has another size") }
    }
    guard packed == size else { throw MalformedBytes("\(name) is stored in another size than it has") }
    return Entry(name: name, offset: offset, bytes: size, check: check)
  }

  private struct Cursor {
    let bytes: [UInt8]
    var place: Int

    init(_ bytes: [UInt8], at place: Int) {
      self.bytes = bytes
      self.place = place
    }

    func peek(_ count: Int) -> UInt64 {
      bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func take(_ count: Int) -> UInt64 {
      defer { place += count }
      return peek(count)
    }

    mutating func text(_ count: Int) -> String {
      defer { place += count }
      return String(decoding: bytes[place..<place + count], as: UTF8.self)
    }

    mutating func expect(_ number: UInt64, bytes count: Int) throws(MalformedBytes) {
      let found = take(count)
      if found != number { throw MalformedBytes("found \(found) before byte \(place), expected \(number)") }
    }
  }
}
