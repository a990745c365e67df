/// What one datagram says to a receiver that knows OSC 1.0 from its specification alone.
struct ReceivedOSC: Equatable {
  enum Argument: Equatable {
    case float(Float)
    case integer(Int32)
    case string(String)
  }

  let path: String
  let argument: Argument

  init(_ path: String, _ argument: Argument) {
    self.path = path
    self.argument = argument
  }

  /// Reads a message with one argument; nil for anything else.
  init?(_ datagram: [UInt8]) {
    var rest = datagram[...]
    guard let path = Self.string(&rest), let tags = Self.string(&rest) else { return nil }
    self.path = path
    if tags == ",s" {
      guard let text = Self.string(&rest), rest.isEmpty else { return nil }
      argument = .string(text)
      return
    }
    guard rest.count == 4 else { return nil }
    let bits = rest.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    switch tags {
    case ",f": argument = .float(Float(bitPattern: bits))
    case ",i": argument = .integer(Int32(bitPattern: bits))
    default: return nil
    }
  }

  /// A string that ends with a NUL and is padded with NULs to a multiple of four.
  private static func string(_ rest: inout ArraySlice<UInt8>) -> String? {
    guard let end = rest.firstIndex(of: 0) else { return nil }
    let length = end - rest.startIndex
    let padded = (length / 4 + 1) * 4
    guard rest.count >= padded, rest.prefix(padded).dropFirst(length).allSatisfy({ $0 == 0 }) else {
      return nil
    }
    defer { rest = rest.dropFirst(padded) }
    return String(decoding: rest.prefix(length), as: UTF8.self)
  }
}

extension ReceivedOSC {
  /// A message of any number of floats.
  struct Vector {
    let path: String
    let values: [Float]

    init?(_ datagram: [UInt8]) {
      var rest = datagram[...]
      guard let path = ReceivedOSC.string(&rest), let tags = ReceivedOSC.string(&rest),
        tags.first == ",", tags.dropFirst().allSatisfy({ $0 == "f" }), rest.count == 4 * (tags.count - 1)
      else { return nil }
      self.path = path
      values = stride(from: rest.startIndex, to: rest.endIndex, by: 4).map { start in
        Float(bitPattern: rest[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
      }
    }
  }

  /// The messages of a bundle that is to be obeyed at once; nil for anything else.
  static func bundle(_ datagram: [UInt8]) -> [ReceivedOSC]? {
    guard datagram.starts(with: Array("#bundle\0".utf8) + [0, 0, 0, 0, 0, 0, 0, 1]) else { return nil }
    var rest = datagram.dropFirst(16)
    var messages: [ReceivedOSC] = []
    while !rest.isEmpty {
      let size = Int(rest.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
      guard rest.count >= 4 + size, size > 0, let message = ReceivedOSC(Array(rest.dropFirst(4).prefix(size)))
      else { return nil }
      messages.append(message)
      rest = rest.dropFirst(4 + size)
    }
    return messages
  }
}
