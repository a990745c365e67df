import Foundation
import MoodTestSupport
import Testing

/// SIGHUP while a stream runs.
@Suite struct ReloadTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func configure(_ text: String) throws { try folder.write(Array(text.utf8), to: "c") }

  private func listen(_ arguments: [String] = []) throws -> RunningProcess {
    try RunningProcess(
      Program.path,
      ["listen", "--config", folder.path + "/c", "--input", "demo", "--realtime", "--duration", "100"]
        + arguments, environment: Program.environment)
  }

  /// Whether what stands in a file becomes as wanted within half a minute.
  private func wait(_ name: String, until isAsWanted: (String) -> Bool) -> Bool {
    for _ in 0..<600 {
      if let text = try? folder.read(name), isAsWanted(text) { return true }
      pause(milliseconds: 50)
    }
    return false
  }

  @Test func outputsAndShapingChangeWithoutAGap() throws {
    let (a, b) = ("ndjson:\(folder.path)/a?rate=hop", "ndjson:\(folder.path)/b?rate=hop&stage=now&shaped=1")
    try configure("{ out: ['\(a)'], verbosity: 'quiet' }")
    let run = try listen()
    #expect(wait("a") { $0.split(separator: "\n").count > 50 })
    try configure(
      "{ out: ['\(b)', '\(a)'], shaping: { smoothing: 'none', quadrantMargin: 0, quadrantDwellSeconds: 0, silence: 'follow' }, model: 'speech', verbosity: 'normal' }"
    )
    run.send(SIGHUP)
    #expect(wait("b") { $0.split(separator: "\n").count > 50 })
    run.send(SIGTERM)
    let end = run.wait()
    #expect(end.status == 143)
    #expect(end.errors.contains("what model of") && end.errors.contains("needs a restart"), "\(end.errors)")
    #expect(end.errors.contains("was read again"))
    let records = try Records(folder.read("a")).all
    #expect(records.compactMap { $0["seq"] as? Int } == Array(0..<records.count))
    #expect(records.filter { $0["event"] as? String == "reload" }.count == 1)
    #expect(records.filter { $0["type"] as? String == "end" }.count == 1)
    let times = records.filter { $0["stage"] as? String == "now" }.compactMap { $0["t"] as? Double }
    for (index, time) in times.enumerated() {
      #expect(abs(time - Double(index + 1) * 512 / 22_050) < 1e-5, "no hop is missing")
    }
    let late = try Records(folder.read("b")).all
    #expect(late.first?["type"] as? String == "begin" && late.last?["type"] as? String == "end")
    // Shaping that does nothing: the records are those of the other file from some moment on.
    let plain = records.filter { $0["stage"] as? String == "now" }
    for estimate in late where estimate["stage"] as? String == "now" {
      let same = plain.first { $0["t"] as? Double == estimate["t"] as? Double }
      #expect(same?["valence"] as? Double == estimate["valence"] as? Double)
    }
  }

  /// Both write to standard output, so neither may take the other's place.
  @Test func twoOutputsOfOneFileStayTwo() throws {
    try configure("{ out: ['ndjson:-?stage=now&rate=20', 'ndjson:-?stage=settled&rate=5'] }")
    let run = try listen()
    #expect(run.wait(seconds: 30) { $0.contains("settled") })
    try configure("{ out: ['ndjson:-?stage=now&rate=20', 'ndjson:-?stage=settled&rate=8'] }")
    run.send(SIGHUP)
    #expect(run.wait(seconds: 30) { $0.contains(#""event":"reload"}"#) })
    pause(milliseconds: 1500)
    run.send(SIGTERM)
    let end = run.wait()
    #expect(end.errors.contains("cannot be changed live"))
    let records = try Records(end).all
    #expect(records.filter { $0["type"] as? String == "end" }.count == 2)
    let reload = try #require(records.firstIndex { $0["event"] as? String == "reload" })
    for stage in ["now", "settled"] {
      let times = records[reload...].filter { $0["stage"] as? String == stage }.compactMap {
        $0["t"] as? Double
      }
      #expect(!times.isEmpty && times == Array(Set(times)).sorted(), "each once")
    }
  }

  @Test func aFIFOWithoutAReaderHoldsUpNoReload() throws {
    let (a, fifo) = ("ndjson:\(folder.path)/a", "\(folder.path)/fifo")
    #expect(mkfifo(fifo, 0o600) == 0)
    try configure("{ out: ['\(a)'] }")
    let run = try listen()
    #expect(wait("a") { $0.split(separator: "\n").count > 5 })
    try configure("{ out: ['\(a)', 'csv:\(fifo)'] }")
    run.send(SIGHUP)
    pause(milliseconds: 500)
    try configure("{ out: ['\(a)'] }")
    run.send(SIGHUP)
    #expect(wait("a") { $0.contains(#""event":"reload"}"#) })
    run.send(SIGTERM)
    let end = run.wait()
    #expect(end.errors.contains("cannot open \(fifo): nobody reads this FIFO yet; nothing was changed"))
    #expect(end.errors.contains("was read again"))
  }

  @Test func anOutputThatIsTakenAwayEndsWithTheReload() throws {
    let (a, b) = ("ndjson:\(folder.path)/a", "ndjson:\(folder.path)/b")
    try configure("{ out: ['\(a)', '\(b)'] }")
    let run = try listen()
    #expect(wait("b") { $0.split(separator: "\n").count > 5 })
    try configure("{ out: ['\(a)'], minConfidence: 1 }")
    run.send(SIGHUP)
    #expect(wait("b") { $0.hasSuffix(#""event":"reload"}"# + "\n") })
    #expect(wait("a") { $0.contains(#""event":"reload"}"#) })
    run.send(SIGINT)
    #expect(run.wait().status == 130)
    let records = try Records(folder.read("a")).all
    let reload = try #require(records.firstIndex { $0["event"] as? String == "reload" })
    #expect(!records[reload...].contains { $0["type"] as? String == "estimate" }, "none is as sure as that")
    #expect(records.last?["withheldEstimates"] != nil)
  }

  @Test(arguments: [
    "{", "", "[]", "{ out: ['frob:1'] }", "{ out: ['ndjson:/nowhere/at/all'] }",
    "{ shaping: { smoothing: 1 } }",
    "{ shaping: { address: ['/valence01?auto=0'] } }", "{ nosuch: 1 }", "\u{0}\u{ff}",
  ])
  func garbageIsOneSentenceAndChangesNothing(text: String) throws {
    let a = "ndjson:\(folder.path)/a"
    try configure("{ out: ['\(a)'] }")
    let run = try listen()
    #expect(wait("a") { $0.split(separator: "\n").count > 3 })
    try configure(text)
    run.send(SIGHUP)
    let before = try folder.read("a").split(separator: "\n").count
    #expect(wait("a") { $0.split(separator: "\n").count > before + 10 })
    run.send(SIGTERM)
    let end = run.wait()
    #expect(end.status == 143)
    #expect(
      end.errors.split(separator: "\n").filter { $0.hasSuffix("nothing was changed") }.count == 1,
      "\(end.errors)")
    #expect(try !folder.read("a").contains("reload"))
    #expect(try Records(folder.read("a")).end != nil)
  }

  @Test func aFileThatIsGoneChangesNothing() throws {
    try configure("{ out: ['ndjson:\(folder.path)/a'] }")
    let run = try listen()
    #expect(wait("a") { $0.split(separator: "\n").count > 3 })
    try FileManager.default.removeItem(atPath: folder.path + "/c")
    run.send(SIGHUP)
    let before = try folder.read("a").split(separator: "\n").count
    #expect(wait("a") { $0.split(separator: "\n").count > before + 10 })
    run.send(SIGTERM)
    let end = run.wait()
    #expect(end.status == 143 && end.errors.contains("cannot be read"), "\(end.errors)")
  }

  @Test func aReplayIsReloadedToo() throws {
    #expect(try Program.shell("$moodring analyze demo --duration 100 --out ndjson:r", in: folder).status == 0)
    try configure("{ out: ['ndjson:\(folder.path)/a'] }")
    let run = try RunningProcess(
      Program.path, ["replay", folder.path + "/r", "--config", folder.path + "/c"],
      environment: Program.environment)
    #expect(wait("a") { $0.split(separator: "\n").count > 3 })
    try configure("{ out: ['ndjson:\(folder.path)/a', 'ndjson:\(folder.path)/b'] }")
    run.send(SIGHUP)
    #expect(wait("b") { $0.split(separator: "\n").count > 3 })
    run.send(SIGTERM)
    #expect(run.wait().status == 143)
  }

  @Test func withoutAFileItEndsTheStream() throws {
    let run = try RunningProcess(
      Program.path, ["listen", "--input", "demo", "--realtime", "--config", "none"],
      environment: Program.environment)
    #expect(run.wait(seconds: 30) { $0.contains("estimate") })
    run.send(SIGHUP)
    let end = run.wait()
    #expect(end.status == 143)
    #expect(try Records(end.text).end != nil)
  }
}
