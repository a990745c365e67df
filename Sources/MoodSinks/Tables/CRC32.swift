/// The cyclic redundancy check of ZIP: polynomial 0x04C11DB7, bits reflected, inverted before and after.
///
/// Eight bytes are taken at once, each through a table of its own (Kounavis and Berry 2005).
struct CRC32 {
  /// The check of the bytes so far.
  private(set) var value: UInt32 = 0

  private static let polynomial: UInt32 = 0xedb8_8320

  /// `tables[256·k + byte]`: what the byte becomes after k more zero bytes.
  private static let tables: [UInt32] = {
    var tables = (0..<256 as Range<UInt32>).map { byte in
      (0..<8).reduce(byte) { value, _ in value & 1 == 1 ? value >> 1 ^ polynomial : value >> 1 }
    }
    for index in 256..<8 * 256 {
      let before = tables[index - 256]
      tables.append(before >> 8 ^ tables[Int(before & 0xff)])
    }
    return tables
  }()

  /// Takes more bytes in.
  mutating func update(_ bytes: [UInt8]) {
    value = bytes.withUnsafeBytes { bytes in
      Self.tables.withUnsafeBufferPointer { Self.advance(~value, over: bytes, $0) ^ ~0 }
    }
  }

  /// Takes in what stood before everything so far: the check becomes that of `head` and then these `count` bytes.
  mutating func prepend(_ head: [UInt8], beforeBytes count: UInt64) {
    var check = CRC32()
    check.update(head)
    // Following bytes multiply what stands before them by x⁸ each, modulo the polynomial.
    value ^= Self.product(check.value, Self.power(ofBytes: count))
  }

  private static func advance(
    _ start: UInt32, over bytes: UnsafeRawBufferPointer, _ tables: UnsafeBufferPointer<UInt32>
  ) -> UInt32 {
    var state = start
    let whole = bytes.count & ~7
    for index in stride(from: 0, to: whole, by: 8) {
      let block = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let mixed = block ^ UInt64(state)
      state = 0
      for place in 0..<8 {
        state ^= tables[256 * (7 - place) + Int(truncatingIfNeeded: mixed >> UInt64(8 * place) & 0xff)]
      }
    }
    for byte in bytes[whole...] { state = state >> 8 ^ tables[Int((state ^ UInt32(byte)) & 0xff)] }
    return state
  }

  /// x^(8·count); bit 31 is the coefficient of x⁰.
  private static func power(ofBytes count: UInt64) -> UInt32 {
    var result: UInt32 = 1 << 31
    var square: UInt32 = 1 << 23
    var rest = count
    while rest > 0 {
      if rest & 1 == 1 { result = product(result, square) }
      square = product(square, square)
      rest >>= 1
    }
    return result
  }

  /// The product of two polynomials modulo the check's.
  private static func product(_ a: UInt32, _ b: UInt32) -> UInt32 {
    var (sum, shifted) = (0 as UInt32, b)
    for place in 0..<32 as Range<UInt32> {
      if a >> (31 - place) & 1 == 1 { sum ^= shifted }
      shifted = shifted & 1 == 1 ? shifted >> 1 ^ polynomial : shifted >> 1
    }
    return sum
  }
}
