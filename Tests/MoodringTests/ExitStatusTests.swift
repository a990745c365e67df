import Foundation
import MoodCore
import MoodTestSupport
import Testing

/// Whatever is wrong: one sentence, the right exit code, and never a broken line on stdout.
@Suite struct ExitStatusTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var line: String
    var status: Int32
    var says: String
    var testDescription: String { line }

    init(_ line: String, _ status: Int32, says: String) {
      self.line = line
      self.status = status
      self.says = says
    }
  }

  private static let faults = [
    Fault("$moodring frobnicate", 64, says: "frobnicate"),
    Fault("$moodring listen --frobnicate", 64, says: "--frobnicate"),
    Fault("$moodring listen --rate", 64, says: "--rate"),
    Fault("$moodring listen --rate 3", 64, says: "4000"),
    Fault("$moodring listen --input-format s17le --rate 44100 < noise", 64, says: "s17le"),
    Fault("$moodring listen --input-format s16le --channels 2 < noise", 64, says: "--rate"),
    Fault("$moodring listen < noise", 64, says: "--input-format"),
    Fault("$moodring listen --input demo --out frob:1", 64, says: "frob"),
    Fault("$moodring analyze noise --out ndjson:./noise", 64, says: "is an input"),
    Fault("$moodring listen --input demo --out osc:127.0.0.1:0", 64, says: "port"),
    Fault("$moodring listen --input demo --channel 5", 65, says: "5"),
    Fault("$moodring listen --input tone:-5", 64, says: "-5"),
    Fault("$moodring analyze", 64, says: "FILE"),
    Fault("$moodring analyze missing.wav", 66, says: "missing.wav"),
    Fault("$moodring analyze .", 66, says: "directory"),
    Fault("$moodring analyze empty", 65, says: "empty"),
    Fault("$moodring listen < empty", 65, says: "empty"),
    Fault("$moodring listen --input-format s16le --rate 8000 --channels 1 < /dev/null", 65, says: "input"),
    Fault("$moodring analyze noise", 65, says: "ffmpeg"),
    Fault("$moodring analyze song.m4a", 65, says: "ffmpeg -i song.m4a"),
    Fault("PULSE_SERVER=unix:/nowhere $moodring listen --input pulse:", 69, says: "PulseAudio"),
    Fault("$moodring analyze demo --out ndjson:/nowhere/at/all", 73, says: "/nowhere/at/all"),
    Fault("$moodring analyze demo --out ndjson:/dev/full", 74, says: "/dev/full"),
    Fault("$moodring analyze demo > /dev/full", 74, says: "space"),
    Fault("$moodring --help > /dev/full", 74, says: "space"),
    Fault("$moodring models > /dev/full", 74, says: "space"),
    Fault("$moodring man > /dev/full", 74, says: "space"),
    Fault("$moodring analyze demo --model missing", 64, says: "missing"),
    Fault("$moodring analyze demo --model ./missing.safetensors", 66, says: "missing.safetensors"),
    Fault("$moodring analyze demo --model ./noise", 65, says: "noise"),
    Fault("$moodring analyze demo --model /dev/zero", 66, says: "regular file"),
    Fault("$moodring train config --corpus . --report seen", 66, says: "(seen), expected one on folds"),
    Fault("$moodring train config --corpus . --report config", 66, says: "config is no report"),
  ]

  @Test(arguments: faults)
  func aFaultIsOneSentenceWithItsExitCode(fault: Fault) throws {
    let folder = try TemporaryFolder()
    var generator = SplitMix64(seed: 7)
    try folder.write((0..<5000).map { _ in UInt8.random(in: 0...255, using: &generator) }, to: "noise")
    try folder.write(Array("\0\0\0\u{20}ftypM4A ".utf8) + [UInt8](repeating: 0, count: 200), to: "song.m4a")
    try folder.write([], to: "empty")
    try folder.write(Array("{}".utf8), to: "config")
    try folder.write(Array(#"{"kind":"seen","summary":{}}"#.utf8), to: "seen")
    let run = try Program.shell(fault.line, in: folder)
    #expect(run.status == fault.status)
    #expect(run.errors.contains(fault.says), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    #expect(run.output.isEmpty || run.output.last == UInt8(ascii: "\n"))
  }

  @Test(.disabled(if: geteuid() == 0, "root may read everything"))
  func aForbiddenFileIsAPermissionFault() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell("touch secret && chmod 0 secret && $moodring analyze secret", in: folder)
    #expect(run.status == 77)
  }

  @Test func aReaderThatLeavesIsNoFault() throws {
    let run = try Program.shell("$moodring listen --input demo | head -1", in: TemporaryFolder())
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(try Records(run).all.count == 1)
  }

  @Test(arguments: ["--help", "listen -h", "models", "man", "completions bash", "features --list"])
  func whoReadsWhatItSaysOfItselfMayLeaveToo(arguments: String) throws {
    let run = try Program.shell("{ sleep 0.2; $moodring \(arguments); } | true", in: TemporaryFolder())
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.status) \(run.errors)")
  }

  @Test func aFullDiskUnderOneOutputLeavesTheOthersGoing() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell("$moodring analyze demo --out ndjson:/dev/full --out ndjson:good", in: folder)
    #expect(run.status == 74)
    #expect(try Records(folder.read("good")).end?["hops"] as? Int == 60 * 22_050 / 512)
  }

  @Test func aModelCutShortIsRefused() throws {
    let folder = try TemporaryFolder()
    let model = packageRoot + "/Configs/Models/music.safetensors"
    for share in ["4", "100", "5000", "100000"] {
      let run = try Program.shell(
        "head -c \(share) \(model) > cut.safetensors; $moodring analyze demo --model cut.safetensors",
        in: folder)
      #expect(run.status == 65)
      #expect(run.output.isEmpty)
    }
  }

  @Test func aGarbledCommandLineIsOneSentence() throws {
    let words = [
      "listen", "analyze", "models", "evaluate", "--rate", "--rate=", "--input=demo", "--out",
      "--out=osc:[::1",
      "osc:a:b", "-", "--", "-q", "-qv", "--channel=0", "--duration=nan", "--start=-1", "--block=0",
      "--model=",
      "\u{0}", "é", "--=", "=", "--input-format=f32le", "99999999999999999999",
    ]
    var generator = SplitMix64(seed: 11)
    for _ in 0..<60 {
      let count = Int.random(in: 1...5, using: &generator)
      let line = (0..<count).map { _ in words.randomElement(using: &generator) ?? "" }
      let run = try Program.run(line.filter { !$0.contains("\u{0}") } + ["--duration=0.1"], input: [])
      #expect([0, 64, 65, 66, 69].contains(run.status), "\(line): \(run.status)")
      #expect(run.errors.split(separator: "\n").count <= 1, "\(line): \(run.errors)")
    }
  }

  @Test func garbageOnStdinNeverBreaksARecord() throws {
    for seed in 0..<40 {
      var generator = SplitMix64(seed: UInt64(seed))
      var bytes = (0..<Int.random(in: 0...20_000, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      if seed % 2 == 0 {
        bytes = Array(TestAudio.wav(bytes))
        for _ in 0..<4 {
          bytes[Int.random(in: 4..<44, using: &generator)] = .random(in: 0...255, using: &generator)
        }
      }
      let raw = seed % 4 == 1 ? ["--input-format", "f32be", "--rate", "22050", "--channels", "2"] : []
      let run = try Program.run(["listen"] + raw, input: bytes)
      #expect([0, 64, 65].contains(run.status), "seed \(seed): \(run.status) \(run.errors)")
      _ = try Records(run)
    }
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143)), (SIGHUP, Int32(143))])
  func aSignalFinishesTheStream(signal: Int32, status: Int32) throws {
    let folder = try TemporaryFolder()
    // The tone would go on for ever; the signal comes once records are flowing.
    let run = try Program.shell(
      """
      set -m   # else the shell has SIGINT ignored in the background
      $moodring listen --input tone:440 --realtime > out & pid=$!
      until [ -s out ]; do sleep 0.05; done; sleep 0.2
      kill -\(signal) $pid; wait $pid
      """, in: folder)
    #expect(run.status == status)
    let records = try Records(folder.read("out"))
    #expect(records.all.last?["type"] as? String == "end")
  }

  @Test func aSignalEndsTheWaitForAnInputThatDoesNotCome() throws {
    let run = try Program.shell(
      """
      mkfifo fifo; $moodring listen --input fifo & pid=$!
      sleep 0.3; kill -TERM $pid; wait $pid
      """, in: TemporaryFolder())
    #expect(run.status == 143)
    #expect(run.errors.isEmpty, "\(run.errors)")
  }

  @Test func anEchoOfTheSignalDoesNotCutTheEndOff() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      """
      $moodring listen --input tone:440 --realtime > out & pid=$!
      until [ -s out ]; do sleep 0.05; done
      kill -TERM $pid; kill -TERM $pid; kill -TERM $pid; wait $pid
      """, in: folder)
    #expect(run.status == 143)
    #expect(try Records(folder.read("out")).all.last?["type"] as? String == "end")
  }

  @Test func whatTheCallerIgnoresStaysIgnored() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      """
      trap '' HUP; $moodring listen --input tone:440 --realtime --duration 1 > out & pid=$!
      until [ -s out ]; do sleep 0.05; done
      kill -HUP $pid; wait $pid
      """, in: folder)
    #expect(run.status == 0)
    #expect(try Records(folder.read("out")).end?["samples"] as? Int == 22_050)
  }

  @Test func aFileThatMayNotGrowEndsWithAWholeRecord() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell("ulimit -f 8; $moodring analyze demo > out", in: folder)
    #expect(run.status == 74)
    let text = try folder.read("out")
    #expect(text.hasSuffix("\n"))
    #expect(try Records(text).all.count > 3)
  }

  @Test func closedStandardDescriptorsAreNoOtherFiles() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      "$moodring analyze demo --duration 2 --out ndjson:a --out ndjson:- >&-", in: folder)
    #expect(run.status == 74)
    #expect(try Records(folder.read("a")).of(type: "begin").count == 1)
    #expect(try Program.shell("$moodring listen <&-", in: folder).status == 74)
  }

  @Test func noCommandIsHelp() throws {
    let run = try Program.run([])
    #expect(run.status == 0)
    #expect(run.text.contains("commands:"))
  }

  @Test func theVersionIsPrinted() throws {
    #expect(try Program.run(["--version"]).text == "moodring 0.1.0\n")
  }
}
