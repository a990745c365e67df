/// The header of an array in NumPy's format, a Python dictionary with its three keys in alphabetical order:
/// `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
struct StoredArrayHeader {
  /// NumPy's name of the elements: `<f4`.
  private(set) var element = ""
  private(set) var isFortranOrder = false
  private(set) var shape: [Int] = []

  private var rest: ArraySlice<UInt8>

  init(_ text: ArraySlice<UInt8>) {
    rest = text
  }

  mutating func read() throws(StoredArray.Fault) {
    try expect("{")
    try expect("'descr'")
    try expect(":")
    try expect("'")
    element = String(decoding: take { $0 != UInt8(ascii: "'") }, as: UTF8.self)
    try expect("'")
    try expect(",")
    try expect("'fortran_order'")
    try expect(":")
    isFortranOrder = skips("True")
    if !isFortranOrder { try expect("False") }
    try expect(",")
    try expect("'shape'")
    try expect(":")
    try expect("(")
    while !skips(")") {
      skipSpace()
      let digits = take { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      guard let count = Int(String(decoding: digits, as: UTF8.self)) else { throw fault("a number") }
      shape.append(count)
      if !skips(",") {
        try expect(")")
        break
      }
    }
    _ = skips(",")
    try expect("}")
    skipSpace()
    guard rest.isEmpty else { throw fault("its end") }
  }

  private mutating func expect(_ token: String) throws(StoredArray.Fault) {
    guard skips(token) else { throw fault("“\(token)”") }
  }

  private mutating func skips(_ token: String) -> Bool {
    skipSpace()
    guard rest.starts(with: token.utf8) else { return false }
    rest = rest.dropFirst(token.utf8.count)
    return true
  }

  private mutating func skipSpace() {
    _ = take { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
  }

  private mutating func take(while isWanted: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let taken = rest.prefix(while: isWanted)
    rest = rest.dropFirst(taken.count)
    return taken
  }

  private func fault(_ expected: String) -> StoredArray.Fault {
    StoredArray.Fault(
      reason:
        "its header has “\(String(decoding: rest.prefix(16), as: UTF8.self))” where \(expected) is expected")
  }
}
