internal import FoundationEssentials

/// The arrays of a file that NumPy's `savez` or `savez_compressed` wrote.
struct ArrayArchive {
  let path: String
  private let entries: ZIPFile

  /// - Throws: `NumPyFileError`.
  init(path: String) throws(NumPyFileError) {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { throw .unreadable(path: path) }
    try self.init([UInt8](data), path: path)
  }

  init(_ bytes: [UInt8], path: String) throws(NumPyFileError) {
    self.path = path
    do {
      entries = try ZIPFile(bytes)
    } catch {
      throw Self.error(error, path)
    }
  }

  func has(_ name: String) -> Bool { entries.names.contains("\(name).npy") }

  /// An array of that shape, where nil stands for any number.
  /// - Throws: `NumPyFileError`.
  func array(_ name: String, shape: [Int?]) throws(NumPyFileError) -> StoredArray {
    let array = try stored(name)
    guard array.shape.count == shape.count,
      zip(array.shape, shape).allSatisfy({ found, wanted in wanted.map { $0 == found } ?? true })
    else {
      let wanted = shape.map { $0.map { "\($0)" } ?? "any" }.joined(separator: ", ")
      throw bad(name, "found the shape \(array.shape), expected [\(wanted)]")
    }
    return array
  }

  /// Finite numbers.
  func floats(_ name: String, shape: [Int?]) throws(NumPyFileError) -> [Float] {
    guard let floats = try array(name, shape: shape).floats else { throw bad(name, "expected fractions") }
    guard floats.allSatisfy(\.isFinite) else { throw bad(name, "found a number that is not finite") }
    return floats
  }

  func integers(_ name: String, shape: [Int?]) throws(NumPyFileError) -> [Int] {
    guard let integers = try array(name, shape: shape).integers else {
      throw bad(name, "expected whole numbers")
    }
    return integers
  }

  func texts(_ name: String, shape: [Int?]) throws(NumPyFileError) -> [String] {
    guard let texts = try array(name, shape: shape).texts else { throw bad(name, "expected text") }
    return texts
  }

  func bad(_ array: String, _ reason: String) -> NumPyFileError {
    .badArray(path: path, array: array, reason: reason)
  }

  private func stored(_ name: String) throws(NumPyFileError) -> StoredArray {
    let content: [UInt8]?
    do {
      content = try entries.content(of: "\(name).npy")
    } catch {
      throw Self.error(error, path)
    }
    guard let content else { throw .missingArray(path: path, array: name) }
    do {
      return try StoredArray(content)
    } catch {
      throw bad(name, error.reason)
    }
  }

  private static func error(_ fault: ZIPFile.Fault, _ path: String) -> NumPyFileError {
    switch fault {
    case .archive(let reason): .noArchive(path: path, reason: reason)
    case .entry(let name, let reason): .badArray(path: path, array: name, reason: reason)
    case .zlibMissing(let reason): .zlibMissing(path: path, reason: reason)
    }
  }
}
