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
