import CLiblo
import Glibc
import MoodCore

/// One address with its datagrams laid out by liblo, so that an estimate only sets their last four bytes.
struct OSCMessage {
  private let argument: OSCAddress.Argument
  /// One datagram, or one for each word.
  private var datagrams: [[UInt8]]

  init(_ address: OSCAddress) {
    func datagram(_ addArgument: (lo_message?) -> Int32) -> [UInt8] {
      Self.datagram(to: address.path, addArgument)
    }
    argument = address.argument
    datagrams =
      switch address.argument {
      case .float: [datagram { lo_message_add_float($0, 0) }]
      case .integer: [datagram { lo_message_add_int32($0, 0) }]
      case .word(let words, _): words.map { word in datagram { lo_message_add_string($0, word) } }
      case .trigger: [datagram { lo_message_add_float($0, 1) }]
      }
  }

  /// The datagram that carries `estimate`.
  mutating func datagram(for estimate: EmotionEstimate) -> [UInt8] {
    switch argument {
    case .float(let range, let value):
      setArgument(min(max(value(estimate), range.lowerBound), range.upperBound).bitPattern)
    case .integer(let range, let value):
      setArgument(UInt32(bitPattern: min(max(value(estimate), range.lowerBound), range.upperBound)))
    case .word(_, let index):
      return datagrams[index(estimate)]
    case .trigger:
      break
    }
    return datagrams[0]
  }

  /// The datagram of an address that carries no estimate.
  var trigger: [UInt8] { datagrams[0] }

  /// Big-endian, at the end: a number is the last thing in its message.
  private mutating func setArgument(_ bits: UInt32) {
    let end = datagrams[0].count
    for place in 1...4 {
      datagrams[0][end - place] = UInt8(truncatingIfNeeded: bits >> (8 * UInt32(place - 1)))
    }
  }

  private static func datagram(to path: String, _ addArgument: (lo_message?) -> Int32) -> [UInt8] {
    let message = lo_message_new()
    defer { lo_message_free(message) }
    var size = 0
    guard addArgument(message) == 0, let bytes = lo_message_serialise(message, path, nil, &size) else {
      preconditionFailure("liblo has no memory for a message to \(path)")
    }
    defer { free(bytes) }
    return Array(UnsafeRawBufferPointer(start: bytes, count: size))
  }
}
