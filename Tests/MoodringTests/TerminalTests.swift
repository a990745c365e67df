import Foundation
import MoodTestSupport
import Testing

/// The terminal view as a person sees it.
@Suite(.serialized) struct TerminalTests {
  private func terminal(
    _ columns: Int, _ rows: Int, _ arguments: String, environment: [String: String] = [:]
  ) throws -> TmuxTerminal {
    try TmuxTerminal(
      columns: columns, rows: rows,
      "echo before; \(Program.path) \(arguments); echo after $?; exec sleep 100", environment: environment)
  }

  @Test(arguments: [(80, 24), (200, 50)])
  func metersAndATrajectoryFillTheTerminal(columns: Int, rows: Int) throws {
    let terminal = try terminal(columns, rows, "listen --input demo --realtime --duration 60 --out terminal")
    let text = try terminal.wait { $0.contains("0:00:03") }
    for word in [
      "demo  music  now", "valence", "arousal", "quadrant", "Q1 ", "joyful activation", "loudness",
      "confidence", "dropped 0.00 s", "overruns 0",
    ] {
      #expect(text.contains(word), "\(word) is missing in\n\(text)")
    }
    #expect(text.contains("█") && text.contains { "▁▂▃▄▅▆▇".contains($0) })
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= columns })
    #expect(lines.contains { $0.count > columns - 10 }, "the width is used")
    #expect(!text.contains("before"))
    #expect(try terminal.fact("alternate_on") == "1")
    #expect(try terminal.fact("cursor_flag") == "0")
    try terminal.type("C-c")
    let after = try terminal.wait { $0.contains("after") }
    #expect(after.contains("before\n") && after.contains("after 130"), "\(after)")
    #expect(try terminal.fact("alternate_on") == "0")
    #expect(try terminal.fact("cursor_flag") == "1")
  }

  @Test func itFollowsTheSizeOfItsTerminal() throws {
    let terminal = try terminal(80, 24, "listen --input demo --realtime --duration 60 --out terminal")
    _ = try terminal.wait { $0.contains("0:00:02") }
    try terminal.resize(columns: 120, rows: 40)
    let text = try terminal.wait { text in
      text.split(separator: "\n").contains { $0.count > 110 } && text.contains("dropped")
    }
    #expect(text.split(separator: "\n").contains { $0.count > 110 }, "\(text)")
  }

  @Test(arguments: ["SEGV", "ABRT", "TERM"])
  func theTerminalIsGivenBackWhateverEndsIt(signal: String) throws {
    let terminal = try TmuxTerminal(
      columns: 80, rows: 24,
      """
      echo before; \(Program.path) listen --input demo --realtime --duration 60 --out terminal & p=$!
      sleep 2; kill -\(signal) $p; wait $p; echo after; stty -a; exec sleep 100
      """)
    #expect(try terminal.wait { $0.contains("valence") }.contains("valence"))
    let after = try terminal.wait { $0.contains("after") && $0.contains("icanon") }
    #expect(after.contains("before\n"), "\(after)")
    #expect(after.contains(" echo ") && after.contains(" icanon "), "\(after)")
    #expect(try terminal.fact("alternate_on") == "0" && terminal.fact("cursor_flag") == "1")
  }

  @Test func aKeyThatEndsAtOnceGivesItBackToo() throws {
    let terminal = try terminal(80, 24, "listen --input demo --realtime --duration 60 --out terminal")
    _ = try terminal.wait { $0.contains("0:00:01") }
    try terminal.type("C-\\")
    let after = try terminal.wait { $0.contains("after") }
    #expect(after.contains("before\n") && after.contains("after 131"), "\(after)")
    #expect(try terminal.fact("alternate_on") == "0")
  }

  @Test func withNoColorThereIsNone() throws {
    for (environment, isColored) in [(["NO_COLOR": "1"], false), ([:], true)] as [([String: String], Bool)] {
      let terminal = try terminal(
        80, 24, "listen --input demo --realtime --duration 60 --out terminal", environment: environment)
      _ = try terminal.wait { $0.contains("0:00:01") }
      #expect(try terminal.text(withStyles: true).contains("\u{1b}[3") == isColored)
    }
  }

  @Test func whereNoPictureCanBeThatIsSaid() throws {
    let piped = try Program.run(["analyze", "demo", "--duration", "1", "--out", "terminal"])
    #expect(piped.status == 64 && piped.output.isEmpty)
    #expect(
      piped.errors
        == "moodring: the output terminal needs a terminal on standard output: standard output is none\n")
    let dumb = try TmuxTerminal(
      columns: 160, rows: 24,
      "TERM=dumb \(Program.path) analyze demo --duration 1 --out terminal; echo after $?; exec sleep 100")
    let text = try dumb.wait { $0.contains("after") }
    #expect(text.contains("obeys no control sequences") && text.contains("after 64"), "\(text)")
    let both = try Program.run(
      ["analyze", "demo", "--duration", "1", "--out", "terminal", "--out", "ndjson:-"])
    #expect(both.status == 64 && both.errors.contains("needs standard output for itself"))
  }

  @Test func otherOutputsGoOnBesideItAndSentencesComeAfterIt() throws {
    let folder = try TemporaryFolder()
    let terminal = try terminal(
      120, 24,
      "analyze demo --duration 20 -v --out terminal --out ndjson:\(folder.path)/a --out ndjson:/dev/full")
    let after = try terminal.wait { $0.contains("after") }
    #expect(after.contains("the output ndjson:/dev/full has ended") && after.contains("after 74"), "\(after)")
    let alone = try Program.run(["analyze", "demo", "--duration", "20", "--out", "ndjson:-"])
    #expect(try folder.read("a") == alone.text)
  }
}
