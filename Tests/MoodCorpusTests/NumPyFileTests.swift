import Foundation
import MoodCore
import Testing

@testable import MoodCorpus

/// The bytes of `Goldens/name.npz`, written by `Goldens/generate.py`.
func goldenBytes(_ name: String) -> [UInt8] {
  let url = Bundle.module.url(forResource: name, withExtension: "npz", subdirectory: "Goldens")!
  return [UInt8](try! Data(contentsOf: url))
}

@Suite struct NumPyFileTests {
  @Test(arguments: ["types_stored", "types_deflated"])
  func numbersAreThoseThatNumPyWrote(name: String) throws {
    let archive = try ArrayArchive(goldenBytes(name), path: "p")
    let numbers = (0..<12).map(Float.init)
    #expect(try archive.floats("f2", shape: [3, 4]) == numbers.map { $0 / 8 })
    #expect(try archive.floats("f4", shape: [nil, 4]) == numbers.map { $0 / 8 - 1 })
    #expect(try archive.floats("f8", shape: [3, 4]) == (0..<12).map { Float(Double($0) / 3) })
    #expect(try archive.integers("i4", shape: [3, 4]) == Array(-5..<7))
    #expect(try archive.integers("i8", shape: [3, 4]) == (0..<12).map { $0 * 1_000_000_000_000 })
    #expect(try archive.texts("text", shape: [4]) == ["", "a", "žluťoučký", "🎹 piano"])
    #expect(try archive.floats("scalar", shape: []) == [0.5])
    #expect(try archive.floats("none", shape: [0, 4]) == [])
  }

  @Test(arguments: [
    ("fortran", "p, array “fortran”: it is in Fortran order, expected C order"),
    ("big_endian", "p, array “big_endian”: found elements “>f4”, expected <f2, <f4, <f8, <i4, <i8 or <U…"),
    ("flags", "p, array “flags”: found elements “|b1”, expected <f2, <f4, <f8, <i4, <i8 or <U…"),
    ("f2", "p, array “f2”: found the shape [3, 4], expected [3, 5]"),
    ("absent", "p has no array “absent”"),
  ])
  func whatIsNotReadIsASentence(array: String, sentence: String) throws {
    let archive = try ArrayArchive(goldenBytes("types_deflated"), path: "p")
    let error = #expect(throws: NumPyFileError.self) { try archive.floats(array, shape: [3, 5]) }
    #expect(error?.description == sentence)
  }

  @Test func anArrayOfAnotherKindIsASentence() throws {
    let archive = try ArrayArchive(goldenBytes("types_stored"), path: "p")
    #expect(throws: NumPyFileError.badArray(path: "p", array: "i4", reason: "expected fractions")) {
      try archive.floats("i4", shape: [3, 4])
    }
    #expect(throws: NumPyFileError.badArray(path: "p", array: "f4", reason: "expected whole numbers")) {
      try archive.integers("f4", shape: [3, 4])
    }
    #expect(throws: NumPyFileError.badArray(path: "p", array: "f4", reason: "expected text")) {
      try archive.texts("f4", shape: [3, 4])
    }
  }

  /// Reads all that there is in an archive, as far as it goes.
  private func readAll(_ bytes: [UInt8]) {
    guard let zip = try? ZIPFile(bytes) else { return }
    for name in zip.names {
      guard let content = try? zip.content(of: name), let array = try? StoredArray(content) else { continue }
      _ = (array.floats, array.integers, array.texts)
    }
  }

  @Test(arguments: ["types_stored", "types_deflated"])
  func everyDamageToAnArrayIsFound(name: String) throws {
    let bytes = goldenBytes(name)
    let content = try #require(try ZIPFile(bytes).content(of: "f4.npy"))
    var generator = SplitMix64(seed: 1)
    for _ in 0..<3000 {
      var damaged = bytes
      for _ in 0...generator.index(below: 3) {
        damaged[generator.index(below: damaged.count)] = UInt8(truncatingIfNeeded: generator.next())
      }
      readAll(damaged)
      // Whatever was hit, what is read is what was written.
      if let read = try? ZIPFile(damaged).content(of: "f4.npy") { #expect(read == content) }
      readAll(Array(bytes.prefix(generator.index(below: bytes.count))))
    }
  }

  @Test func damagedHeadersAreNoArraysOrArraysOfTheirSize() throws {
    let zip = try ZIPFile(goldenBytes("types_stored"))
    var generator = SplitMix64(seed: 2)
    let pieces = Array("(),'{}0123456789<fiU8:".utf8)
    for name in zip.names {
      let content = try #require(try zip.content(of: name))
      for _ in 0..<500 {
        var damaged = content
        for _ in 0...generator.index(below: 4) {
          damaged[generator.index(below: min(96, content.count))] =
            pieces[generator.index(below: pieces.count)]
        }
        guard let array = try? StoredArray(damaged) else { continue }
        let count = array.shape.reduce(1, *)
        if let floats = array.floats { #expect(floats.count == count) }
        if let integers = array.integers { #expect(integers.count == count) }
        if let texts = array.texts { #expect(texts.count == count) }
      }
    }
  }

  @Test func sizesAreCheckedBeforeTheyAreBelieved() throws {
    func array(_ header: String) throws -> StoredArray {
      let text = Array(header.utf8)
      return try StoredArray(
        [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.count & 0xff), UInt8(text.count >> 8)] + text)
    }
    let huge = "9223372036854775807"
    for shape in ["(\(huge),)", "(\(huge), \(huge))", "(1\(huge),)", "(-1,)", "(1, 2", "(,)"] {
      #expect(throws: StoredArray.Fault.self) {
        try array("{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }")
      }
    }
    #expect(throws: StoredArray.Fault.self) {
      try array("{'descr': '<U0', 'fortran_order': False, 'shape': (\(huge),), }")
    }
    // A promise of 3 GB from a few bytes: both copies of the size are overwritten.
    var bytes = goldenBytes("types_deflated")
    let directory = bytes.little(bytes.count - 6, bytes: 4)
    for place in 0..<4 { bytes[directory + 24 + place] = [0, 0, 0, 0xb0][place] }
    let zip = try ZIPFile(bytes)
    let faults = zip.names.compactMap { name -> ZIPFile.Fault? in
      do throws(ZIPFile.Fault) {
        _ = try zip.content(of: name)
        return nil
      } catch { return error }
    }
    #expect(faults.count == 1 && "\(faults)".contains("do not unpack to the 2952790016 promised"))
  }

  @Test func whatIsNoArchiveIsASentence() {
    for bytes in [[], Array("clip,audio,group\n".utf8), [UInt8](repeating: 0, count: 64)] {
      let error = #expect(throws: NumPyFileError.self) { try ArrayArchive(bytes, path: "p") }
      #expect(
        error?.description
          == "p is no archive of NumPy arrays (.npz): it does not end as a ZIP archive does")
    }
    #expect(throws: NumPyFileError.unreadable(path: "/nowhere.npz")) {
      try ArrayArchive(path: "/nowhere.npz")
    }
  }
}
