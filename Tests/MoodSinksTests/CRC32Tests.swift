import MoodCore
import MoodTestSupport
import Testing

@testable import MoodSinks

@Suite struct CRC32Tests {
  private func check(_ bytes: [UInt8]) -> UInt32 {
    var check = CRC32()
    check.update(bytes)
    return check.value
  }

  private func randomBytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  @Test func theCatalogueAgrees() { #expect(check(Array("123456789".utf8)) == 0xcbf4_3926) }

  @Test func everyLengthEqualsTheDefinition() {
    for count in 0..<70 {
      let bytes = randomBytes(count, seed: UInt64(count))
      #expect(check(bytes) == ZIPReader.check(bytes))
    }
  }

  @Test func partsAreInvisible() {
    let bytes = randomBytes(1000, seed: 1)
    for cut in [0, 1, 7, 8, 9, 500, 999, 1000] {
      var parts = CRC32()
      parts.update(Array(bytes[..<cut]))
      parts.update(Array(bytes[cut...]))
      #expect(parts.value == check(bytes))
    }
  }

  @Test func whatStoodBeforeCanBeTakenInLast() {
    let bytes = randomBytes(5000, seed: 2)
    for cut in [0, 1, 128, 4999, 5000] {
      var late = CRC32()
      late.update(Array(bytes[cut...]))
      late.prepend(Array(bytes[..<cut]), beforeBytes: UInt64(bytes.count - cut))
      #expect(late.value == check(bytes), "\(cut)")
    }
  }
}
