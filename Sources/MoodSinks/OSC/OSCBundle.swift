/// Messages that are sent together, to be obeyed at once: receivers that hold a bundle until its time need no clock for
/// the timetag 1.
struct OSCBundle {
  /// `#bundle` and the timetag.
  private static let heading = Array("#bundle\0".utf8) + [0, 0, 0, 0, 0, 0, 0, 1]

  /// What a message may take, so that it fits into a datagram alone.
  static let longestMessageBytes = DatagramSender.longestDatagramBytes - heading.count - 4

  private(set) var datagram = Self.heading

  var isEmpty: Bool { datagram.count == Self.heading.count }

  /// Whether a message of so many bytes still fits into a datagram.
  func hasRoom(for count: Int) -> Bool {
    datagram.count + 4 + count <= DatagramSender.longestDatagramBytes
  }

  mutating func append(_ message: [UInt8]) {
    withUnsafeBytes(of: UInt32(message.count).bigEndian) { datagram.append(contentsOf: $0) }
    datagram.append(contentsOf: message)
  }

  mutating func removeAll() { datagram.removeLast(datagram.count - Self.heading.count) }
}
