internal import CZlib

/// The entries of a ZIP archive, stored or deflated (APPNOTE.TXT 6.3): on one disk, not encrypted, each below 4 GiB.
///
/// Everything is read from the directory at the end, as NumPy does, and every size is checked before it is believed.
struct ZIPFile {
  /// Why bytes are no archive or an entry cannot be read.
  enum Fault: Error, Equatable {
    case archive(String)
    case entry(String, reason: String)
    case zlibMissing(String)
  }

  private struct Entry {
    var method: Int
    var check: Int
    var packedBytes: Int
    var plainBytes: Int
    var headerOffset: Int
  }

  private enum Method {
    static let stored = 0
    static let deflated = 8
  }

  /// No deflate stream grows more than this (RFC 1951: 258 bytes from two bits), so that a few bytes cannot ask for
  /// gigabytes.
  private static let greatestGrowth = 1032
  private static let endRecordBytes = 22
  private static let directoryRecordBytes = 46
  private static let localHeaderBytes = 30
  private static let greatest32 = 0xffff_ffff

  private let bytes: [UInt8]
  private let directoryOffset: Int
  private let entries: [String: Entry]

  /// Reads the directory. O(bytes) at worst.
  init(_ bytes: [UInt8]) throws(Fault) {
    let end = try Self.endRecord(bytes)
    guard bytes.little(end + 4, bytes: 4) == 0,
      bytes.little(end + 8, bytes: 2) == bytes.little(end + 10, bytes: 2)
    else { throw .archive("it is spread over several disks") }
    let count = bytes.little(end + 10, bytes: 2)
    let size = bytes.little(end + 12, bytes: 4)
    let start = bytes.little(end + 16, bytes: 4)
    guard start != Self.greatest32, size != Self.greatest32 else {
      throw .archive("it has 64-bit sizes, expected less than 4 GiB")
    }
    guard start + size <= end else {
      throw .archive("its directory of \(size) bytes at byte \(start) does not fit before byte \(end)")
    }
    self.bytes = bytes
    directoryOffset = start
    entries = try Self.directory(bytes[start..<start + size], count: count)
  }

  /// The names of all entries, in alphabetical order.
  var names: [String] { entries.keys.sorted() }

  /// The content of an entry, its check tested; nil where there is no such entry.
  func content(of name: String) throws(Fault) -> [UInt8]? {
    guard let entry = entries[name] else { return nil }
    if let reason = mr_zlib_load() { throw .zlibMissing(String(cString: reason)) }
    let packed = try packedBytes(of: entry, name)
    let plain: [UInt8]?
    switch entry.method {
    case Method.stored where entry.packedBytes == entry.plainBytes: plain = Array(packed)
    case Method.deflated where entry.plainBytes / Self.greatestGrowth <= entry.packedBytes:
      plain = Self.inflated(packed, count: entry.plainBytes)
    case Method.stored, Method.deflated: plain = nil
    default:
      throw .entry(
        name, reason: "found compression method \(entry.method), expected 0 (stored) or 8 (deflated)")
    }
    guard let plain else {
      throw .entry(
        name, reason: "its \(entry.packedBytes) bytes do not unpack to the \(entry.plainBytes) promised")
    }
    let check = Int(plain.withUnsafeBytes { mr_zlib_check($0.baseAddress, $0.count) })
    guard check == entry.check else { throw .entry(name, reason: "it is damaged: its CRC-32 does not fit") }
    return plain
  }

  /// The bytes of an entry, behind its local header.
  private func packedBytes(of entry: Entry, _ name: String) throws(Fault) -> ArraySlice<UInt8> {
    let header = entry.headerOffset
    guard header + Self.localHeaderBytes <= directoryOffset, bytes.little(header, bytes: 4) == 0x0403_4b50
    else { throw .entry(name, reason: "there is no entry at byte \(header), where the directory has it") }
    let start =
      header + Self.localHeaderBytes + bytes.little(header + 26, bytes: 2)
      + bytes.little(header + 28, bytes: 2)
    guard start + entry.packedBytes <= directoryOffset else {
      throw .entry(name, reason: "its \(entry.packedBytes) bytes at byte \(start) are not all there")
    }
    return bytes[start..<start + entry.packedBytes]
  }

  private static func inflated(_ packed: ArraySlice<UInt8>, count: Int) -> [UInt8]? {
    var isWhole = false
    // zlib wants an address even for nothing.
    let plain = [UInt8](unsafeUninitializedCapacity: max(count, 1)) { plain, filled in
      isWhole = packed.withUnsafeBytes {
        mr_zlib_inflate($0.baseAddress, $0.count, plain.baseAddress, count)
      }
      filled = isWhole ? count : 0
    }
    return isWhole ? plain : nil
  }

  /// Where the record begins that ends an archive: the last one whose comment reaches to the end.
  private static func endRecord(_ bytes: [UInt8]) throws(Fault) -> Int {
    let latest = bytes.count - endRecordBytes
    for place in stride(from: latest, through: max(0, latest - 0xffff), by: -1)
    where bytes.little(place, bytes: 4) == 0x0605_4b50 && bytes.little(place + 20, bytes: 2) == latest - place
    {
      return place
    }
    throw .archive("it does not end as a ZIP archive does")
  }

  private static func directory(_ bytes: ArraySlice<UInt8>, count: Int) throws(Fault) -> [String: Entry] {
    var rest = bytes
    var entries: [String: Entry] = [:]
    for number in 0..<count {
      guard rest.count >= directoryRecordBytes, rest.little(0, bytes: 4) == 0x0201_4b50 else {
        throw .archive("its directory has \(number) entries, but \(count) are promised")
      }
      let nameBytes = rest.little(28, bytes: 2)
      let recordBytes =
        directoryRecordBytes + nameBytes + rest.little(30, bytes: 2) + rest.little(32, bytes: 2)
      guard recordBytes <= rest.count else {
        throw .archive("entry \(number + 1) of its directory is not all there")
      }
      let name = String(decoding: rest.dropFirst(directoryRecordBytes).prefix(nameBytes), as: UTF8.self)
      guard rest.little(8, bytes: 2) & 1 == 0 else { throw .entry(name, reason: "it is encrypted") }
      let entry = Entry(
        method: rest.little(10, bytes: 2), check: rest.little(16, bytes: 4),
        packedBytes: rest.little(20, bytes: 4), plainBytes: rest.little(24, bytes: 4),
        headerOffset: rest.little(42, bytes: 4))
      guard entry.packedBytes != greatest32, entry.plainBytes != greatest32 else {
        throw .entry(name, reason: "it has 64-bit sizes, expected less than 4 GiB")
      }
      guard entries.updateValue(entry, forKey: name) == nil else {
        throw .entry(name, reason: "it stands in the archive twice")
      }
      rest = rest.dropFirst(recordBytes)
    }
    return entries
  }
}
