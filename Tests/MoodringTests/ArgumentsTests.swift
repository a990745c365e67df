import MoodConfiguration
import MoodCore
import Testing

@testable import moodring

@Suite struct ArgumentsTests {
  private let syntax = CommandSyntax(
    name: "sing", operands: "FILE…", summary: "", details: "",
    options: [
      .flag("quiet", short: "q", ""), .flag("verbose", short: "v", ""), .setting(.realtime),
      .value("output", short: "o", "PATH", kind: .file, ""), .value("rate", "HZ", kind: .whole(1...10), ""),
      .value("format", "FORMAT", kind: .words(["csv", "npy"]), ""),
      .value("tag", "TAG", repeatable: true, ""),
    ])

  @Test(arguments: [
    ["-qv", "-o", "x", "a"], ["-q", "-v", "-ox", "a"], ["-qvox", "a"], ["a", "-vqo", "x"],
    ["--quiet", "--verbose", "--output=x", "--", "a"], ["--output", "x", "-qqv", "a"],
  ])
  func allWaysToWriteTheSameAreTheSame(words: [String]) throws {
    let arguments = try Arguments(words, syntax: syntax)
    #expect(arguments.has("quiet") && arguments.has("verbose") && !arguments.has("realtime"))
    #expect(arguments.text("output") == "x")
    #expect(arguments.operands == ["a"])
  }

  @Test func theLastOfASwitchAndItsNegationCounts() throws {
    #expect(try Arguments(["--realtime", "--no-realtime"], syntax: syntax).isOn("realtime") == false)
    #expect(try Arguments(["--no-realtime", "--realtime"], syntax: syntax).isOn("realtime") == true)
    #expect(try Arguments([], syntax: syntax).isOn("realtime") == nil)
  }

  @Test func valuesKeepTheirWords() throws {
    let arguments = try Arguments(
      ["--tag=a=b", "--tag", "-x", "--tag=", "--rate", "7", "-", "--", "--rate", "-q"], syntax: syntax)
    #expect(arguments.texts("tag") == ["a=b", "-x", ""])
    #expect(arguments.integer("rate") == 7 && arguments.number("rate") == 7)
    #expect(arguments.operands == ["-", "--rate", "-q"])
  }

  @Test(arguments: [
    ("--rat", #"sing has no option "--rat", did you mean --rate?"#),
    ("--real", #"sing has no option "--real", did you mean --realtime?"#),
    ("--out=x", #"sing has no option "--out", did you mean --output?"#),
    ("--no-quiet", #"sing has no option "--no-quiet", did you mean --quiet?"#),
    ("--xyzzy", #"sing has no option "--xyzzy"; see moodring sing --help"#),
    ("-x", #"sing has no option "-x"; see moodring sing --help"#), ("-qx", #"sing has no option "-x";"#),
    ("--=x", #"sing has no option "--";"#), ("--rate", "--rate needs a value: HZ"),
    ("-qo", "-o needs a value: PATH"),
    ("--rate=11", #"--rate is "11"; it must be a whole number from 1 to 10"#),
    ("--format=xls", #"--format is "xls"; it must be one of csv, npy"#),
    ("--quiet=yes", "--quiet takes no value"),
    ("--output=\u{0}", #"--output is "\u0000"; it must be text"#),
  ])
  func whatIsWrongIsNamed(word: String, part: String) {
    let error = #expect(throws: UsageError.self) { try Arguments([word], syntax: syntax) }
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
  }

  @Test func anOptionTwiceIsRefusedUnlessItMayRepeat() {
    let error = #expect(throws: UsageError.self) { try Arguments(["-o", "a", "--output=b"], syntax: syntax) }
    #expect(error?.description == "--output was given twice")
  }

  @Test func garbageIsReadOrRefusedInOneSentence() {
    var generator = SplitMix64(seed: 43)
    let pieces = [
      "-", "--", "=", "q", "v", "o", "x", "quiet", "no-", "realtime", "output", "rate", "tag", "7", "11", "é",
      "😀",
      " ", "\n", "\u{1b}", "",
    ]
    for _ in 0..<20_000 {
      let words = (0..<generator.index(below: 6)).map { _ in
        (0..<generator.index(below: 5)).map { _ in pieces[generator.index(below: pieces.count)] }.joined()
      }
      do throws(UsageError) {
        let arguments = try Arguments(words, syntax: syntax)
        #expect(arguments.operands.allSatisfy(words.contains))
      } catch {
        #expect(!error.description.contains("\n") && !error.description.isEmpty, "\(words)")
      }
    }
  }
}
