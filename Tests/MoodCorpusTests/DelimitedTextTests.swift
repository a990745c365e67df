import MoodCore
import Testing

@testable import MoodCorpus

@Suite struct DelimitedTextTests {
  @Test(arguments: [
    ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]), ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]),
    ("\"a,\"\"b\"\"\nc\",d\n", [["a,\"b\"\nc", "d"]]), ("\u{feff}a,\n", [["a", ""]]), ("", []),
    ("\"\"\n,\n", [[""], ["", ""]]), ("é,ß\n", [["é", "ß"]]),
  ])
  func readsFields(text: String, rows: [[String]]) throws {
    #expect(try DelimitedText.rows(of: text) == rows)
  }

  @Test(arguments: [("a\n\"b", 2), ("a\nb\"c\n", 2), ("\"a\"b\n", 1), ("a\rb\n", 1)])
  func saysWhereItBreaks(text: String, row: Int) {
    let error = #expect(throws: DelimitedText.ParseError.self) { try DelimitedText.rows(of: text) }
    #expect(error?.row == row)
  }

  @Test func writtenFieldsComeBack() throws {
    var generator = SplitMix64(seed: 1)
    let pieces = ["a", ",", "\"", "\n", "\r\n", "ü", " ", ";"]
    for _ in 0..<200 {
      let rows = (0..<3).map { _ in
        (0..<3).map { _ in
          (0..<generator.index(below: 5)).map { _ in pieces[generator.index(below: pieces.count)] }.joined()
        }
      }
      let text = rows.map { row in
        row.map {
          "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }
        .joined(separator: ",")
      }.joined(separator: "\n")
      #expect(try DelimitedText.rows(of: text) == rows)
    }
  }

  @Test func garbageNeverTraps() {
    var generator = SplitMix64(seed: 2)
    let bytes = Array(",\"\n\ra ".utf8)
    for _ in 0..<2000 {
      let text = (0..<generator.index(below: 24)).map { _ in bytes[generator.index(below: bytes.count)] }
      _ = try? DelimitedText.rows(of: String(decoding: text, as: UTF8.self))
    }
  }
}
