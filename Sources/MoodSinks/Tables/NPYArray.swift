/// The header of an array in NumPy's format, version 1.0, and the elements that are not plain numbers.
///
/// Reference: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays".
enum NPYArray {
  /// How an element is stored, as NumPy spells it.
  enum Element {
    case float32
    case float64
    /// Text of at most so many code points, four bytes each.
    case unicode(length: Int)

    var description: String {
      switch self {
      case .float32: "<f4"
      case .float64: "<f8"
      case .unicode(let length): "<U\(length)"
      }
    }
  }

  /// Bytes of any header here: there is room for every number of rows, so that it can be set at the end.
  static let headerBytes = 128

  /// What stands before the elements of an array in C order.
  static func header(_ element: Element, shape: [Int]) -> [UInt8] {
    // A shape of one dimension is `(3,)`.
    let shape = shape.map { "\($0)," }.joined(separator: " ")
    let text = "{'descr': '\(element.description)', 'fortran_order': False, 'shape': (\(shape)), }"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    let rest = headerBytes - bytes.count - 2
    precondition(text.utf8.count < rest, "the header of an array has \(headerBytes) bytes")
    bytes += [UInt8(rest & 0xff), UInt8(rest >> 8)]
    bytes += Array(text.utf8)
    bytes += [UInt8](repeating: UInt8(ascii: " "), count: headerBytes - bytes.count - 1)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// Texts as an array of one dimension: its header and its elements.
  static func texts(_ texts: [String]) -> (header: [UInt8], elements: [UInt8]) {
    let length = texts.map(\.unicodeScalars.count).max() ?? 0
    var elements: [UInt8] = []
    elements.reserveCapacity(4 * length * texts.count)
    for text in texts {
      for scalar in text.unicodeScalars { elements.append(littleEndian: scalar.value) }
      elements += [UInt8](repeating: 0, count: 4 * (length - text.unicodeScalars.count))
    }
    // NumPy has no text of no length.
    return (header(.unicode(length: max(length, 1)), shape: [texts.count]), elements)
  }
}

extension [UInt8] {
  /// Appends a number's bytes, the lowest first.
  mutating func append(littleEndian number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
