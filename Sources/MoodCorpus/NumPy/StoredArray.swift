/// An array in NumPy's format (NEP 1, versions 1 to 3): little-endian, in C order.
struct StoredArray {
  /// What stands in every place.
  enum Element: Equatable {
    case float16, float32, float64, int32, int64
    /// Unicode scalars of four bytes each; shorter text ends in zeros.
    case text(scalars: Int)

    /// From NumPy's name: `<f4`, `<U12`.
    init?(_ name: String) {
      switch name {
      case "<f2": self = .float16
      case "<f4": self = .float32
      case "<f8": self = .float64
      case "<i4": self = .int32
      case "<i8": self = .int64
      default:
        guard name.hasPrefix("<U"), let scalars = Int(name.dropFirst(2)), 1...0xffff ~= scalars else {
          return nil
        }
        self = .text(scalars: scalars)
      }
    }

    var bytes: Int {
      switch self {
      case .float16: 2
      case .float32, .int32: 4
      case .float64, .int64: 8
      case .text(let scalars): 4 * scalars
      }
    }
  }

  /// Why bytes are no such array: a clause.
  struct Fault: Error, Equatable {
    var reason: String
  }

  let element: Element
  let shape: [Int]
  private let content: ArraySlice<UInt8>

  /// Reads a whole file.
  init(_ bytes: [UInt8]) throws(Fault) {
    guard bytes.count >= 12, bytes.starts(with: [0x93] + Array("NUMPY".utf8)), 1...3 ~= bytes[6] else {
      throw Fault(reason: "it does not begin as a NumPy array of version 1, 2 or 3 does")
    }
    let lengthBytes = bytes[6] == 1 ? 2 : 4
    let start = 8 + lengthBytes
    let length = bytes.little(8, bytes: lengthBytes)
    guard length <= bytes.count - start else {
      throw Fault(reason: "its header of \(length) bytes is not all there")
    }
    var header = StoredArrayHeader(bytes[start..<start + length])
    try header.read()
    guard let element = Element(header.element) else {
      throw Fault(reason: "found elements “\(header.element)”, expected <f2, <f4, <f8, <i4, <i8 or <U…")
    }
    guard !header.isFortranOrder else { throw Fault(reason: "it is in Fortran order, expected C order") }
    content = bytes[(start + length)...]
    let size = header.shape.reduce((element.bytes, false)) { size, count in
      let product = size.0.multipliedReportingOverflow(by: count)
      return (product.partialValue, product.overflow || size.1)
    }
    guard !size.1, size.0 == content.count else {
      throw Fault(reason: "it has \(content.count) bytes, which do not fit its shape \(header.shape)")
    }
    self.element = element
    shape = header.shape
  }

  /// The elements as Float, rounded where they are Float64; nil where they are no fractions.
  var floats: [Float]? {
    switch element {
    case .float16: numbers(UInt16.self) { Float(Float16(bitPattern: UInt16(littleEndian: $0))) }
    case .float32: numbers(UInt32.self) { Float(bitPattern: UInt32(littleEndian: $0)) }
    case .float64: numbers(UInt64.self) { Float(Double(bitPattern: UInt64(littleEndian: $0))) }
    default: nil
    }
  }

  /// The elements as Int; nil where they are no whole numbers.
  var integers: [Int]? {
    switch element {
    case .int32: numbers(Int32.self) { Int(Int32(littleEndian: $0)) }
    case .int64: numbers(Int64.self) { Int(Int64(littleEndian: $0)) }
    default: nil
    }
  }

  /// The elements as text; nil where they are none, or no Unicode.
  var texts: [String]? {
    guard case .text(let length) = element else { return nil }
    let scalars = numbers(UInt32.self) { Unicode.Scalar(UInt32(littleEndian: $0)) }
    var texts: [String] = []
    for start in stride(from: 0, to: scalars.count, by: length) {
      var text = String.UnicodeScalarView()
      for scalar in scalars[start..<start + length] {
        guard let scalar else { return nil }
        if scalar.value == 0 { break }
        text.append(scalar)
      }
      texts.append(String(text))
    }
    return texts
  }

  private func numbers<Raw: BitwiseCopyable, Number>(
    _: Raw.Type, _ number: (Raw) -> Number
  ) -> [Number] {
    content.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: MemoryLayout<Raw>.size).map {
        number(bytes.loadUnaligned(fromByteOffset: $0, as: Raw.self))
      }
    }
  }
}
