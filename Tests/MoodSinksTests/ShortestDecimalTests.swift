import MoodCore
import Testing

@testable import MoodSinks

/// The peer is the standard library, byte for byte.
@Suite struct ShortestDecimalTests {
  private func text(_ value: Float) -> String {
    var bytes: [UInt8] = []
    bytes.append(decimal: value)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func everyExponentIsWrittenAsTheStandardLibraryDoes() {
    let fractions: [UInt32] = [0, 1, 2, 0x2a_aaaa, 0x3f_ffff, 0x40_0000, 0x40_0001, 0x7f_fffe, 0x7f_ffff]
    for exponent in 0..<255 as Range<UInt32> {
      for fraction in fractions {
        let value = Float(bitPattern: exponent << 23 | fraction)
        #expect(text(value) == value.description)
        #expect(text(-value) == (-value).description)
      }
    }
  }

  @Test func randomFloatsAreToo() {
    var random = SplitMix64(seed: 3)
    var wrong: [Float] = []
    for _ in 0..<500_000 {
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
      if value.isFinite, text(value) != value.description { wrong.append(value) }
    }
    #expect(wrong.isEmpty)
  }

  @Test func wholeAndRoundNumbersAreToo() {
    var wrong: [Float] = []
    for number in 0..<200_000 {
      for value in [Float(number), Float(number) * 101, Float(number) / 1000, Float(number) * 1e-7]
      where text(value) != value.description {
        wrong.append(value)
      }
    }
    #expect(wrong.isEmpty)
  }
}
