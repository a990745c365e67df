import Foundation
import MoodCore
import Testing

@testable import MoodConfiguration

@Suite struct JSON5ReaderTests {
  @Test(arguments: [
    ("null", JSONTree.null), ("true", .boolean(true)), ("-0x1F", .number(-31)), ("+.5e1", .number(5)),
    ("5.", .number(5)), ("-Infinity", .number(-.infinity)), (#"'it\'s "so"'"#, .text(#"it's "so""#)),
    ("\"a\\\nb\\u00e9\\x41\\v\\0\\z\"", .text("abéA\u{b}\0z")), (#""\ud83d\ude00""#, .text("😀")),
    ("\u{feff} [ 1, // one\n /* two **/ 2, ]\u{a0}", .list([.number(1), .number(2)])), ("[]", .list([])),
    ("{}", .object([:])),
    (
      "{a: 1, 'b c': [null], $_é9: {}, \"\": 'x',}",
      .object(["a": .number(1), "b c": .list([.null]), "$_é9": .object([:]), "": .text("x")])
    ), ("{Infinity: Infinity, null: null}", .object(["Infinity": .number(.infinity), "null": .null])),
  ])
  func whatJSON5AllowsIsRead(text: String, value: JSONTree) throws {
    #expect(try JSONTree(json5: text) == value)
  }

  @Test(arguments: [
    ("", 1, 1, "found the end, expected a value"), ("  {", 1, 4, "found the end, expected a key or }"),
    ("{\n a: 1\n b: 2}", 3, 2, #"found "b", expected a comma or }"#),
    ("{a 1}", 1, 4, #"found "1", expected a colon"#), ("{a: yes}", 1, 5, #"found "yes", expected a value"#),
    ("[1 2]", 1, 4, #"found "2", expected a comma or ]"#), ("[,]", 1, 2, "expected a value"),
    ("1 2", 1, 3, #"found "2", expected the end"#), ("012", 1, 1, #"found "012", expected a number"#),
    ("[1.2.3]", 1, 2, #"found "1.2.3""#), ("--1", 1, 1, #"found "--1""#), ("1e", 1, 1, "a number"),
    ("0x", 1, 1, "a number"), ("3px", 1, 1, #"found "3px""#), ("'a\nb'", 1, 3, "' at the end of the text"),
    ("'a", 1, 3, "found the end"), (#"'\1'"#, 1, 3, "an escape"), (#"'\u12g4'"#, 1, 6, "hexadecimal digits"),
    (#"'\ud800'"#, 1, 4, "half a surrogate pair"), ("{a: 1, a: 2}", 1, 8, #"found "a" again"#),
    ("/", 1, 1, "a comment"), ("{ /* a\n b", 2, 3, "*/ at the end of the comment of line 1"),
    ("{\0: 1}", 1, 2, #"found "\u0000""#),
  ])
  func whatIsNoneIsNamedWithItsPlace(text: String, line: Int, column: Int, part: String) {
    let fault = #expect(throws: JSON5Fault.self) { try JSONTree(json5: text) }
    #expect(fault?.line == line && fault?.column == column, "\(fault?.description ?? "")")
    #expect(fault?.description.contains(part) == true, "\(fault?.description ?? "")")
  }

  @Test func depthIsBounded() throws {
    let most = JSON5Reader.deepestLevel
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    _ = try JSONTree(json5: nested(most))
    for text in [nested(most + 1), nested(10_000), String(repeating: "{a:[", count: 10_000)] {
      let fault = #expect(throws: JSON5Fault.self) { try JSONTree(json5: text) }
      #expect(fault?.expected.contains("levels") == true)
    }
  }

  @Test func lengthIsNoMatter() throws {
    let long = String(repeating: "x", count: 1_000_000)
    #expect(try JSONTree(json5: "{a: '\(long)'}") == .object(["a": .text(long)]))
    #expect(try JSONTree(json5: String(repeating: "9", count: 100_000)) == .number(.infinity))
    for text in ["'\(long)", long, "{\(long)", "{\(long): \(long)}", "/*\(long)"] {
      let fault = #expect(throws: JSON5Fault.self) { try JSONTree(json5: text) }
      #expect((fault?.description.count ?? 0) < 200)
    }
  }

  /// The peer is Foundation's decoder, which reads beyond the end of a text that ends in a number: lists do not.
  @Test func foundationReadsTheSame() throws {
    var generator = SplitMix64(seed: 23)
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    for _ in 0..<500 {
      var writer = RandomJSON5(generator: generator)
      let text = "[" + writer.value(depth: 4) + "]"
      generator = writer.generator
      let peer = try decoder.decode(Peer.self, from: Data(text.utf8))
      #expect(try JSONTree(json5: text) == peer.tree, "\(text)")
    }
  }

  /// What this reader writes as JSON, both read back.
  @Test func theTextOfATreeReadsBack() throws {
    var generator = SplitMix64(seed: 29)
    for _ in 0..<300 {
      var writer = RandomJSON5(generator: generator)
      let tree = try JSONTree(json5: writer.value(depth: 4))
      generator = writer.generator
      #expect(try JSONTree(json5: tree.text) == tree)
      #expect(try JSONDecoder().decode(Peer.self, from: Data(tree.text.utf8)).tree == tree)
    }
  }

  @Test func garbageIsNeverMoreThanAFault() {
    var generator = SplitMix64(seed: 31)
    let pieces = Array("{}[]:,'\"\\/*-+.0123456789xeEInfinityNaNtruefalsenull \n\r\t\0\u{2028}é😀u{d800}").map(
      String.init)
    for round in 0..<20_000 {
      var writer = RandomJSON5(generator: generator)
      var characters = round % 2 == 0 ? [] : Array(writer.value(depth: 3)).map(String.init)
      generator = writer.generator
      for _ in 0..<generator.index(below: 12) {
        let piece = pieces[generator.index(below: pieces.count)]
        characters.insert(piece, at: generator.index(below: characters.count + 1))
      }
      do throws(JSON5Fault) {
        _ = try JSONTree(json5: characters.joined())
      } catch {
        #expect(!error.description.contains("\n") && error.line > 0 && error.column > 0)
      }
    }
  }
}

/// Writes random values in random dress.
private struct RandomJSON5 {
  var generator: SplitMix64

  mutating func value(depth: Int) -> String {
    switch generator.index(below: depth > 0 ? 8 : 5) {
    case 0: return pick(["null", "true", "false"])
    case 1:
      return pick(["0", "-1", "+7", "0x1f", ".5", "5.", "1e3", "-2.5E-2", "123456789", "0.1", "4e-320"])
    case 2, 3: return text()
    case 4: return "\(Double(generator.uniform()) * 1e6)"
    case 5, 6:
      let members = (0..<generator.index(below: 4)).map { index in
        space() + pick(["a\(index)", "'b c\(index)'", "\"\(index)\"", "$\(index)"]) + space() + ":"
          + value(depth: depth - 1)
      }
      return space() + "{" + members.joined(separator: ",") + (members.isEmpty ? "" : pick(["", ","]))
        + space()
        + "}"
    default:
      let values = (0..<generator.index(below: 4)).map { _ in value(depth: depth - 1) }
      return space() + "[" + values.joined(separator: ",") + (values.isEmpty ? "" : pick(["", ","])) + space()
        + "]"
    }
  }

  private mutating func text() -> String {
    let quote = pick(["'", "\""])
    let inner = (0..<generator.index(below: 6)).map { _ in
      pick(["a", "é", "😀", "\\n", "\\\\", "\\'", "\\\"", "\\u00e9", "\\x41", "/", " ", "//", "{"])
    }
    return quote + inner.joined() + quote
  }

  private mutating func space() -> String {
    pick(["", "", " ", "\n", "\t", "// note\n", "/* note */"])
  }

  private mutating func pick(_ choices: [String]) -> String { choices[generator.index(below: choices.count)] }
}

/// A value as Foundation reads it.
private struct Peer: Decodable {
  var tree: JSONTree

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      tree = .null
    } else if let value = try? container.decode(Bool.self) {
      tree = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      tree = .number(value)
    } else if let value = try? container.decode(String.self) {
      tree = .text(value)
    } else if let values = try? container.decode([Peer].self) {
      tree = .list(values.map(\.tree))
    } else {
      tree = .object(try container.decode([String: Peer].self).mapValues(\.tree))
    }
  }
}
