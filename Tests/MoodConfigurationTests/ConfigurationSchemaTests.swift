import MoodCore
import Testing

@testable import MoodConfiguration

@Suite struct ConfigurationSchemaTests {
  private static let name = ConfigurationKey("name", .text(), default: .text("x"), "a name")
  private static let count = ConfigurationKey("count", .whole(1...9), "how many")
  private static let isLoud = ConfigurationKey("isLoud", .flag, default: .boolean(false), "how")
  private static let format = ConfigurationKey(
    "table.format", .words(["csv", "npy"]), default: .text("csv"), "as")
  private static let gain = ConfigurationKey("table.inner.gain", .number(-1...1), default: .number(0), "gain")
  private static let out = ConfigurationKey("out", .text(), isList: true, default: .list([]), "outputs")
  private let schema = ConfigurationSchema([
    Self.name, Self.count, Self.isLoud, Self.format, Self.gain, Self.out,
  ])

  @Test func whatStandsThereIsReadAndTheRestIsNot() throws {
    let read = try schema.read(
      "{ name: 'y', count: null, table: { inner: { gain: -1 } }, out: ['a', 'b'] }", file: "f")
    #expect(read[Self.name] == .text("y"))
    #expect(read[Self.count] == nil)
    #expect(read[Self.format] == nil)
    #expect(read[Self.gain] == .number(-1))
    #expect(read[Self.out] == .list([.text("a"), .text("b")]))
  }

  @Test(arguments: [
    ("{ nam: 1 }", #"f has an unknown key "nam", did you mean name?"#),
    ("{ format: 'csv' }", #"f has an unknown key "format", did you mean table.format?"#),
    ("{ table: { formatt: 'csv' } }", #"unknown key "table.formatt", did you mean table.format?"#),
    ("{ 'is-loud': true }", #"unknown key "is-loud", did you mean isLoud?"#),
    ("{ 'table.format': 'csv' }", #"unknown key "table.format""#),
    ("{ tabel: {} }", "did you mean table?"),
    ("{ quux: 1 }", #"unknown key "quux", expected those of the manual"#),
    ("{ 'a\\n\\x1b[0mb': 1 }", #"unknown key "a\n\u001b[0mb""#),
    ("{ name: 3 }", "f has 3 at name, expected text in quotes"),
    ("{ name: null }", "f has null at name, expected text in quotes"),
    ("{ name: 'a\\0b' }", #"f has "a\u0000b" at name"#),
    ("{ count: 10 }", "f has 10 at count, expected a whole number from 1 to 9, or null"),
    ("{ count: 1.5 }", "f has 1.5 at count"), ("{ count: '3' }", #"f has "3" at count"#),
    ("{ count: 1e300 }", "at count"), ("{ count: NaN }", "at count"),
    ("{ isLoud: 1 }", "f has 1 at isLoud, expected true or false"),
    ("{ table: 3 }", "f has 3 at table, expected an object with the keys format, inner.gain"),
    ("{ table: { inner: [] } }", "f has an empty list at table.inner, expected an object with the keys gain"),
    ("{ table: { format: 'xls' } }", #"f has "xls" at table.format, expected one of "csv", "npy""#),
    ("{ table: { format: {} } }", "f has an object at table.format"),
    ("{ table: { inner: { gain: Infinity } } }", "at table.inner.gain, expected a number from -1 to 1"),
    ("{ out: 'a' }", #"f has "a" at out, expected a list, each of it text in quotes"#),
    ("{ out: ['a', 3] }", "f has 3 at out.1, expected text in quotes"),
    ("[1]", "f has a list, expected an object in braces"),
    ("{", "f is no JSON5 at line 1, column 2: found the end"),
  ])
  func whatIsWrongIsNamedByItsPath(text: String, part: String) {
    let fault = #expect(throws: ConfigurationFault.self) { try schema.read(text, file: "f") }
    #expect(fault?.description.contains(part) == true, "\(fault?.description ?? "")")
    #expect(fault?.description.contains("\n") == false)
  }

  @Test func longValuesAreCutInSentences() {
    let long = String(repeating: "ab", count: 500_000)
    for text in [
      "{ name: ['\(long)'] }", "{ isLoud: '\(long)' }", "{ \(long): 1 }", "{ table: { '\(long)': 1 } }",
    ] {
      let fault = #expect(throws: ConfigurationFault.self) { try schema.read(text, file: "f") }
      #expect((fault?.description.count ?? 0) < 200)
    }
  }

  @Test(arguments: [
    (ValueKind.flag, ["true", "false"], ["", "yes", "1"]), (.words(["a", "b"]), ["a"], ["", "c", "A"]),
    (.whole(-3...7), ["-3", "7", "+2"], ["", "8", "1.0", "1e0", "0x1", " 1", "99999999999999999999"]),
    (.number(0...2.5, unit: "s"), ["0", "2.5", "1e-3", "0x1p0"], ["", "-1", "2.6", "nan", "inf", "1,5"]),
    (.text(), ["", "x"], ["\0"]),
  ])
  func wordsOfACommandLineAreJudgedLikeValuesOfAFile(kind: ValueKind, good: [String], bad: [String]) {
    for word in good {
      #expect(kind.value(of: word).map(kind.includes) == true, "\(word)")
    }
    for word in bad { #expect(kind.value(of: word) == nil, "\(word)") }
  }

  @Test func optionsAreNamedAfterTheLastWordOfTheirKey() {
    #expect(Self.format.optionName == "format")
    #expect(Self.isLoud.optionName == "is-loud")
  }
}
