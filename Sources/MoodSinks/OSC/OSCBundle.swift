/// Messages that are sent together, to be obeyed at once: receivers that hold a bundle until its time need no clock for
/// the timetag 1.
struct OSCBundle {
  /// `#bundle` and the timetag.
  private static let heading = Array("#bundle\0".utf8) + [0, 0, 0, 0, 0, 0, 0, 1]

  /// What a message may take, so that it fits into a datagram alone.
  static let longestMessageBytes = DatagramSender.longestDatagramBytes - heading.count - 4

  /// As long as the longest datagram, so that it never grows.
  private var bytes =
    heading + Array(repeating: 0, count: DatagramSender.longestDatagramBytes - heading.count)
  private var count = heading.count

  var isEmpty: Bool { count == Self.heading.count }

  /// Whether a message of so many bytes still fits into a datagram.
  func hasRoom(for messageBytes: Int) -> Bool { count + 4 + messageBytes <= bytes.count }

  /// Appends one message; there must be room for it.
  mutating func append(_ message: RawSpan) {
    precondition(hasRoom(for: message.byteCount), "a message longer than what is left of a bundle")
    bytes.withUnsafeMutableBytes { bytes in
      bytes.storeBytes(of: UInt32(message.byteCount).bigEndian, toByteOffset: count, as: UInt32.self)
      message.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: bytes[(count + 4)...]).copyMemory(from: $0)
      }
    }
    count += 4 + message.byteCount
  }

  /// Sends the bundle and begins the next one.
  mutating func send(by sender: DatagramSender) {
    sender.send(bytes.span.bytes.extracting(first: count))
    count = Self.heading.count
  }
}
