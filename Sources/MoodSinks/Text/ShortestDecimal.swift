/// The shortest decimal that reads back as the same Float32, and of those the nearest to it: the text of
/// `Float.description`, but without a string being made.
///
/// Method: R. Giulietti, "The Schubfach way to render doubles", 2020. A float c·2^q stands for every number between
/// its neighbours' midpoints. Scaled by the power of ten that makes this stretch 2 to 20 units long, at most one
/// multiple of ten and one or two whole numbers lie in it, and whether they do shows in integer arithmetic.
enum ShortestDecimal {
  /// Room that any value takes.
  static let maximumBytes = 16

  /// Writes `value`, which must be finite, and says how many bytes that took.
  @inline(__always)
  static func write(_ value: Float, to text: UnsafeMutablePointer<UInt8>) -> Int {
    precondition(value.isFinite, "\(value) has no decimal")
    var count = 0
    if value.sign == .minus {
      text[0] = UInt8(ascii: "-")
      count = 1
    }
    if value == 0 { return count + write("0.0", to: text + count) }
    let decimal = Decimal(value.magnitude)
    // Where the standard library draws the line: beyond 2²⁴ not every whole number is a float.
    let isScientific = decimal.point < -3 || value.magnitude > 0x1p24
    return count
      + (isScientific
        ? writeScientific(decimal, to: text + count) : writePlain(decimal, to: text + count))
  }

  /// 0.ddd·10^point, the digits without zeros at their end.
  struct Decimal {
    var digits: UInt32
    var digitCount: Int
    var point: Int

    /// - Parameter value: finite and above 0.
    @inline(__always)
    init(_ value: Float) {
      let fraction = value.bitPattern & 0x7f_ffff
      let exponent = Int(value.bitPattern >> 23)
      let c = exponent == 0 ? fraction : fraction | 0x80_0000
      let q = max(exponent, 1) - 150
      var scale = 0
      if q <= 0, q > -24, c & (1 << UInt32(-q) - 1) == 0 {
        digits = c >> UInt32(-q)
      } else {
        (digits, scale) = Self.shortest(c, q, isPowerOfTwo: fraction == 0 && exponent > 1)
      }
      while true {
        let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: 10)
        if remainder != 0 { break }
        digits = quotient
        scale += 1
      }
      digitCount = Self.count(digits)
      point = digitCount + scale
    }

    /// The shortest of the decimals between the midpoints around c·2^q, as a whole number and a power of ten.
    @inline(__always)
    private static func shortest(_ c: UInt32, _ q: Int, isPowerOfTwo: Bool) -> (UInt32, Int) {
      // The neighbour below a power of two is half as far. ⌊log10(2^q)⌋, or ⌊log10(¾·2^q)⌋, in fixed point.
      let k = (q * 1_262_611 - (isPowerOfTwo ? 524_031 : 0)) >> 22
      let shift = UInt32(q + PowersOfTen.floorLog2(-k) + 1)
      let power = PowersOfTen.significand(-k)
      // In quarters of a unit, so that midpoints are whole.
      let lower = scaled((4 * c - (isPowerOfTwo ? 1 : 2)) << shift, by: power) + (c & 1)
      let value = scaled((4 * c) << shift, by: power)
      let upper = scaled((4 * c + 2) << shift, by: power) - (c & 1)
      let unit = value / 4
      if unit >= 10 {
        let ten = unit / 10
        let isBelowIn = lower <= 40 * ten
        let isAboveIn = 40 * ten + 40 <= upper
        if isBelowIn != isAboveIn { return (ten + (isAboveIn ? 1 : 0), k + 1) }
      }
      let isBelowIn = lower <= 4 * unit
      let isAboveIn = 4 * unit + 4 <= upper
      if isBelowIn != isAboveIn { return (unit + (isAboveIn ? 1 : 0), k) }
      let middle = 4 * unit + 2
      let roundsUp = value > middle || (value == middle && unit & 1 == 1)
      return (unit + (roundsUp ? 1 : 0), k)
    }

    /// The high third of the product, with its last bit set where anything was cut off ("rounded to odd").
    @inline(__always)
    private static func scaled(_ value: UInt32, by power: UInt64) -> UInt32 {
      let (high, low) = power.multipliedFullWidth(by: UInt64(value))
      return UInt32(truncatingIfNeeded: high) | (low >> 32 > 1 ? 1 : 0)
    }

    @inline(__always)
    private static func count(_ digits: UInt32) -> Int {
      var count = 1
      var bound: UInt32 = 10
      while count < 9, digits >= bound {
        count += 1
        bound *= 10
      }
      return count
    }
  }

  private static func writePlain(_ decimal: Decimal, to text: UnsafeMutablePointer<UInt8>) -> Int {
    let (count, point) = (decimal.digitCount, decimal.point)
    if point <= 0 {
      let zeros = 2 - point
      for index in 0..<zeros { text[index] = UInt8(ascii: "0") }
      text[1] = UInt8(ascii: ".")
      writeDigits(decimal.digits, count: count, to: text + zeros)
      return zeros + count
    }
    if point >= count {
      writeDigits(decimal.digits, count: count, to: text)
      for index in count..<point { text[index] = UInt8(ascii: "0") }
      return point + write(".0", to: text + point)
    }
    // Written one place too far; then what stands before the point moves back.
    writeDigits(decimal.digits, count: count, to: text + 1)
    for index in 0..<point { text[index] = text[index + 1] }
    text[point] = UInt8(ascii: ".")
    return count + 1
  }

  private static func writeScientific(_ decimal: Decimal, to text: UnsafeMutablePointer<UInt8>) -> Int {
    var count = decimal.digitCount
    writeDigits(decimal.digits, count: count, to: text + 1)
    text[0] = text[1]
    if count > 1 {
      text[1] = UInt8(ascii: ".")
      count += 1
    }
    let exponent = decimal.point - 1
    count += write(exponent < 0 ? "e-" : "e+", to: text + count)
    writeDigits(UInt32(exponent.magnitude), count: 2, to: text + count)
    return count + 2
  }

  /// Writes the last `count` digits of `number`.
  @inline(__always)
  static func writeDigits(_ number: UInt32, count: Int, to text: UnsafeMutablePointer<UInt8>) {
    var rest = number
    var place = count
    while place > 0 {
      place -= 1
      let quotient = rest / 10
      text[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest - 10 * quotient)
      rest = quotient
    }
  }

  @inline(__always)
  private static func write(_ word: StaticString, to text: UnsafeMutablePointer<UInt8>) -> Int {
    text.update(from: word.utf8Start, count: word.utf8CodeUnitCount)
    return word.utf8CodeUnitCount
  }
}

/// Powers of ten as 64 bits of significand, rounded up, for every exponent that scaling a float takes.
enum PowersOfTen {
  static let exponents = -31...45

  private static let significands: [UInt64] = exponents.map(exactSignificand)

  /// ⌈10^exponent·2^(63 − ⌊log2(10^exponent)⌋)⌉
  @inline(__always)
  static func significand(_ exponent: Int) -> UInt64 { significands[exponent - exponents.lowerBound] }

  /// ⌊log2(10^exponent)⌋, in fixed point.
  @inline(__always)
  static func floorLog2(_ exponent: Int) -> Int { (exponent * 1_741_647) >> 19 }

  /// Powers of two are free, so 5 stands for 10.
  private static func exactSignificand(_ exponent: Int) -> UInt64 {
    let power = (0..<exponent.magnitude).reduce(UInt128(1)) { product, _ in product * 5 }
    let length = UInt128.bitWidth - power.leadingZeroBitCount
    if exponent >= 0 {
      if length <= 64 { return UInt64(power << UInt128(64 - length)) }
      let cut = UInt128(length - 64)
      return UInt64(power >> cut) + (power & (1 << cut - 1) == 0 ? 0 : 1)
    }
    // 2^(length + 63) / 5^n has 64 bits, and no power of five divides a power of two: always rounded up.
    let bits = length + 63
    let numerator = (high: UInt128(1) << (bits - UInt128.bitWidth), low: UInt128(1) << bits)
    return UInt64(power.dividingFullWidth(numerator).quotient) + 1
  }
}

extension [UInt8] {
  /// Appends the shortest decimal of `value`, which must be finite.
  @inline(__always)
  mutating func append(decimal value: Float) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ShortestDecimal.maximumBytes) { text in
      guard let start = text.baseAddress else { return }
      let count = ShortestDecimal.write(value, to: start)
      append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    }
  }

  /// Appends millionths of a unit with six decimals; not below 0.
  mutating func append(millionths value: Int64) {
    precondition(value >= 0, "\(value) millionths, expected at least 0")
    let (whole, fraction) = value.quotientAndRemainder(dividingBy: 1_000_000)
    append(contentsOf: String(whole).utf8)
    append(UInt8(ascii: "."))
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 6) { text in
      guard let start = text.baseAddress else { return }
      ShortestDecimal.writeDigits(UInt32(fraction), count: 6, to: start)
      append(contentsOf: UnsafeBufferPointer(start: start, count: 6))
    }
  }
}
