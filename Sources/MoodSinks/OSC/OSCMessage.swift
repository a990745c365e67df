import CLiblo
import Glibc
import MoodCore

/// One message, laid out by liblo with the values 0, so that an estimate only sets the bytes of its arguments.
struct OSCMessage {
  private let arguments: [OSCAddress.Argument]
  /// For each argument, what shapes its values.
  private var shapers: [AddressShaper?]
  /// The datagram; where a word is sent, those of all words, which are as long as each other, one after the other.
  private var bytes: [UInt8]
  /// Bytes of a datagram.
  let count: Int
  /// Which of the datagrams is meant.
  private var place = 0
  /// The arguments as they were set last; a word by its index.
  private(set) var values: [Float]
  private var sent: (values: [Float], time: Int64)?

  /// The message of one address.
  init(_ address: OSCAddress) {
    arguments = [address.argument]
    shapers = [Self.shaper(of: address)]
    values = [0]
    let datagrams =
      switch address.argument {
      case .float: [Self.datagram(to: address.path) { lo_message_add_float($0, 0) }]
      case .integer: [Self.datagram(to: address.path) { lo_message_add_int32($0, 0) }]
      case .word(let words, _):
        words.map { word in Self.datagram(to: address.path) { lo_message_add_string($0, word) } }
      case .trigger: [Self.datagram(to: address.path) { lo_message_add_float($0, 1) }]
      }
    count = datagrams[0].count
    precondition(datagrams.allSatisfy { [count] in $0.count == count }, "words of one length")
    bytes = Array(datagrams.joined())
  }

  /// The message at `path` of all the floats among `addresses`.
  init(vectorOf addresses: [OSCAddress], at path: String) {
    let addresses = addresses.filter { if case .float = $0.argument { !$0.isRaw } else { false } }
    arguments = addresses.map(\.argument)
    shapers = addresses.map(Self.shaper(of:))
    values = Array(repeating: 0, count: arguments.count)
    bytes = Self.datagram(to: path) { [arguments] message in
      for _ in arguments where lo_message_add_float(message, 0) != 0 { return -1 }
      return 0
    }
    count = bytes.count
  }

  /// Sends the message as it was set last; that of an event needs no setting.
  ///
  /// Mutating like all of a message's work, since a message in an array is otherwise copied for it.
  mutating func send(by sender: DatagramSender) {
    sender.send(bytes.span.bytes.extracting(place * count..<(place + 1) * count))
  }

  /// Puts the message as it was set last into `bundle`, which has room for it.
  mutating func append(to bundle: inout OSCBundle) {
    bundle.append(bytes.span.bytes.extracting(place * count..<(place + 1) * count))
  }

  /// Sets the arguments to what `estimate` and `features` say.
  mutating func set(_ estimate: EmotionEstimate, _ features: [Float]) {
    for index in arguments.indices {
      switch arguments[index] {
      case .float(let range, let value):
        let own = min(max(value(estimate, features), range.lowerBound), range.upperBound)
        let value = shapers[index]?.shape(own, sampleTime: estimate.sampleTime) ?? own
        values[index] = value
        setArgument(index, to: value.bitPattern)
      case .integer(let range, let value):
        let value = min(max(value(estimate, features), range.lowerBound), range.upperBound)
        values[index] = Float(value)
        setArgument(index, to: UInt32(bitPattern: value))
      case .word(_, let word):
        place = word(estimate, features)
        values[index] = Float(place)
      case .trigger:
        break
      }
    }
  }

  /// Whether what is set is to be sent at `time`; if so, it counts as sent.
  mutating func isDue(_ change: OSCChange, at time: Int64) -> Bool {
    // What nobody compares is not kept either.
    if change.epsilon == 0 { return true }
    guard change.asks(for: values, after: sent, at: time) else { return false }
    sent = (values, time)
    return true
  }

  private static func shaper(of address: OSCAddress) -> AddressShaper? {
    guard case .float(let range, _) = address.argument else { return nil }
    return address.shaping.map { AddressShaper($0, range: range) }
  }

  /// Big-endian, at the end: the numbers are the last things in their message.
  private mutating func setArgument(_ index: Int, to bits: UInt32) {
    let start = count - 4 * (arguments.count - index)
    bytes.withUnsafeMutableBytes { bytes in
      bytes.storeBytes(of: bits.bigEndian, toByteOffset: start, as: UInt32.self)
    }
  }

  private static func datagram(to path: String, _ addArguments: (lo_message?) -> Int32) -> [UInt8] {
    let message = lo_message_new()
    defer { lo_message_free(message) }
    var size = 0
    guard addArguments(message) == 0, let bytes = lo_message_serialise(message, path, nil, &size) else {
      preconditionFailure("liblo has no memory for a message to \(path)")
    }
    defer { free(bytes) }
    return Array(UnsafeRawBufferPointer(start: bytes, count: size))
  }
}
