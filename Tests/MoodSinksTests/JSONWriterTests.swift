import FoundationEssentials
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodSinks

@Suite struct JSONWriterTests {
  private func text(_ members: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    writer.line(members)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func nestedValuesAreSeparatedByCommas() {
    let line = text { writer in
      writer.object("a") { _ in }
      writer.object("b") { $0.integer("c", 1) }
      writer.strings("d", [])
      writer.strings("e", ["f", "g"])
      writer.boolean("h", true)
    }
    #expect(line == #"{"a":{},"b":{"c":1},"d":[],"e":["f","g"],"h":true}"# + "\n")
  }

  @Test func theBufferStartsAnewWithEveryLine() {
    var writer = JSONWriter()
    writer.line { $0.integer("a", 1) }
    writer.line { $0.integer("b", 2) }
    #expect(writer.bytes == Array("{\"b\":2}\n".utf8))
  }

  @Test func everyCharacterComesBack() throws {
    let string = String(String.UnicodeScalarView((0...0x2fff).compactMap(Unicode.Scalar.init))) + "😀"
    let line = text { $0.string("s", string) }
    #expect(line.utf8.count { $0 < 0x20 } == 1, "the newline at the end alone")
    #expect(try JSONValue(parsing: line.utf8)["s"] == .string(string))
  }

  @Test func everyFloatComesBackWithItsBits() throws {
    var random = SplitMix64(seed: 2)
    var values: [Float] = [
      0, -0.0, 1, -1, 0.1, 1e-5, 1e16, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
      .leastNormalMagnitude,
    ]
    while values.count < 5000 {
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
      if value.isFinite { values.append(value) }
    }
    let line = text { writer in
      for (index, value) in values.enumerated() { writer.float(String(index), value) }
    }
    let read = try JSONDecoder().decode([String: Float].self, from: Data(line.utf8))
    for (index, value) in values.enumerated() {
      #expect(read[String(index)]?.bitPattern == value.bitPattern, "\(value)")
    }
  }

  @Test func millionthsHaveSixDecimals() {
    let line = text { writer in
      for value in [0, 1, 999_999, 1_000_000, 952_018, 60_030_000_001] as [Int64] {
        writer.millionths("t", value)
      }
    }
    #expect(
      line == #"{"t":0.000000,"t":0.000001,"t":0.999999,"t":1.000000,"t":0.952018,"t":60030.000001}"# + "\n")
  }
}
