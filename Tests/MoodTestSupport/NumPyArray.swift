/// An array in NumPy's format, read strictly and by nothing that the program writes with.
package struct NumPyArray: Equatable {
  /// `<f4`, `<f8` or `<U9`.
  package let element: String
  package let shape: [Int]
  private let content: [UInt8]

  /// Reads a whole file of version 1.0.
  package init(_ bytes: [UInt8]) throws(MalformedBytes) {
    guard bytes.count >= 10, bytes.starts(with: [0x93] + Array("NUMPY".utf8) + [1, 0]) else {
      throw MalformedBytes("no NumPy array of version 1.0")
    }
    let length = Int(bytes[8]) + 256 * Int(bytes[9])
    guard (10 + length) % 64 == 0, bytes.count >= 10 + length, bytes[9 + length] == UInt8(ascii: "\n") else {
      throw MalformedBytes("a header of \(length) bytes is not aligned, or not there")
    }
    let header = String(decoding: bytes[10..<10 + length], as: UTF8.self)
    let start = "{'descr': '"
    let middle = "', 'fortran_order': False, 'shape': ("
    guard header.hasPrefix(start) else { throw MalformedBytes("header \(header)") }
    let rest = header.dropFirst(start.count)
    guard let quote = rest.firstIndex(of: "'"), rest[quote...].hasPrefix(middle) else {
      throw MalformedBytes("header \(header)")
    }
    element = String(rest[..<quote])
    let tail = rest[quote...].dropFirst(middle.count)
    guard let end = tail.firstIndex(of: ")"), tail[end...].dropFirst().hasPrefix(", }") else {
      throw MalformedBytes("header \(header)")
    }
    let numbers = tail[..<end].split(separator: ",").map { $0.drop { $0 == " " } }
    shape = numbers.compactMap { Int($0) }
    guard shape.count == numbers.count, !shape.isEmpty else { throw MalformedBytes("shape \(tail[..<end])") }
    content = Array(bytes[(10 + length)...])
    guard let size = Self.size(of: element), content.count == size * shape.reduce(1, *) else {
      throw MalformedBytes("\(content.count) bytes for \(shape) of \(element)")
    }
  }

  /// The elements of an array of Float32 in C order.
  package var floats: [Float] {
    precondition(element == "<f4", "the elements are \(element)")
    return numbers(UInt32.self).map { Float(bitPattern: $0) }
  }

  /// The elements of an array of Float64.
  package var doubles: [Double] {
    precondition(element == "<f8", "the elements are \(element)")
    return numbers(UInt64.self).map { Double(bitPattern: $0) }
  }

  /// The elements of an array of text, which ends at the first NUL.
  package var texts: [String] {
    guard let size = Self.size(of: element), element.hasPrefix("<U") else {
      preconditionFailure("the elements are \(element)")
    }
    let scalars = numbers(UInt32.self)
    return stride(from: 0, to: scalars.count, by: size / 4).map { start in
      let text = scalars[start..<start + size / 4].prefix { $0 != 0 }
      return String(String.UnicodeScalarView(text.compactMap { Unicode.Scalar($0) }))
    }
  }

  /// The rows of a matrix of Float32.
  package var rows: [[Float]] {
    precondition(shape.count == 2, "the shape is \(shape)")
    let floats = floats
    return (0..<shape[0]).map { Array(floats[$0 * shape[1]..<($0 + 1) * shape[1]]) }
  }

  private func numbers<Number: FixedWidthInteger & UnsignedInteger>(_: Number.Type) -> [Number] {
    let size = MemoryLayout<Number>.size
    return stride(from: 0, to: content.count, by: size).map { start in
      content[start..<start + size].reversed().reduce(0) { $0 << 8 | Number($1) }
    }
  }

  private static func size(of element: String) -> Int? {
    switch element {
    case "<f4": 4
    case "<f8": 8
    default: element.hasPrefix("<U") ? Int(element.dropFirst(2)).map { 4 * $0 } : nil
    }
  }
}

/// What a reader of a test found wrong.
package struct MalformedBytes: Error, CustomStringConvertible {
  package var description: String

  init(_ description: String) { self.description = description }
}
