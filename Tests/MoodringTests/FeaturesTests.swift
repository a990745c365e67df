import Foundation
import MoodCore
import MoodTestSupport
import Testing

/// `moodring features`, seen from outside.
@Suite struct FeaturesTests {
  private static let columns = ["rms", "centroid_hz", "mfcc_1", "chroma_a", "rms_std_0.5s"]
  private static let set = columns.joined(separator: ",")
  private static let raw = ["--input-format", "f32le", "--rate", "22050", "--channels", "1"]

  /// The rows of comma-separated numbers, without the header and the first column.
  private func rows(csv text: String) -> [[Float]] {
    text.split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",").dropFirst().compactMap { Float($0) }
    }
  }

  private func bytes(_ path: String, in folder: TemporaryFolder) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + path)))
  }

  /// Every file below a folder, hidden ones too.
  private func files(_ path: String, in folder: TemporaryFolder) throws -> [String] {
    let root = folder.path + "/" + path
    return try FileManager.default.subpathsOfDirectory(atPath: root).filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: root + "/" + name, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  private func change(_ path: String, in folder: TemporaryFolder) throws -> Date? {
    try FileManager.default.attributesOfItem(atPath: folder.path + "/" + path)[.modificationDate] as? Date
  }

  // MARK: One input

  @Test func rowsAreThoseOfThePipelineBitForBit() throws {
    let samples = whiteNoise(count: 100 * 512 + 300)
    let input = samples.flatMap { sample in
      withUnsafeBytes(of: sample.bitPattern.littleEndian) { Array($0) }
    }
    let run = try Program.run(["features", "-", "--set", Self.set, "-v"] + Self.raw, input: input)
    #expect(run.status == 0)
    #expect(run.lines.first == "t," + Self.set)
    #expect(run.lines.last?.hasPrefix("2.321995,") == true)
    #expect(rows(csv: run.text) == (try featureRows(of: samples, columns: Self.columns)))
    #expect(run.errors.contains("300 samples"))
  }

  @Test func aFileAPipeAndRawBytesGiveTheSameTable() throws {
    let folder = try TemporaryFolder()
    let samples = TestAudio.stereo16()
    let path = try folder.write(TestAudio.wav(samples), to: "chord.wav")
    let file = try Program.run(["features", path])
    let pipe = try Program.run(["features", "-"], input: TestAudio.wav(samples))
    let raw = try Program.run(
      ["features", "-", "--input-format", "s16le", "--rate", "44100", "--channels", "2"], input: samples)
    #expect(file.status == 0)
    #expect(file.lines.count == 1 + 50_000 / 512)
    #expect(file.output == pipe.output)
    #expect(file.output == raw.output)
  }

  @Test func blockSizeIsInvisibleToTheByte() throws {
    let arguments = ["features", "-", "--set", Self.set]
    let input = TestAudio.wav(TestAudio.stereo16(frames: 40_000))
    let whole = try Program.run(arguments + ["--block", "40000"], input: input)
    for block in ["1", "7", "512", "4096"] {
      #expect(try Program.run(arguments + ["--block", block], input: input).output == whole.output)
    }
  }

  @Test func everyFormatHoldsTheSameTable() throws {
    let folder = try TemporaryFolder()
    for format in ["csv", "ndjson", "npy", "npz"] {
      let run = try Program.shell(
        """
        $moodring features demo --duration 5 --set \(Self.set) -o table.\(format) &&
          $moodring features demo --duration 5 --set \(Self.set) --format \(format) | cmp - table.\(format)
        """, in: folder)
      #expect(run.status == 0, "\(run.errors)\(run.text)")
    }
    #expect(try files("", in: folder) == ["table.csv", "table.ndjson", "table.npy", "table.npz"])
    let csv = rows(csv: try folder.read("table.csv"))
    #expect(csv.count == 5 * 22_050 / 512)
    let records = try Records(folder.read("table.ndjson")).all
    #expect(
      records.map { record in Self.columns.compactMap { (record[$0] as? NSNumber)?.floatValue } } == csv)
    let matrix = try NumPyArray(bytes("table.npy", in: folder))
    #expect(matrix.shape == [csv.count, 1 + Self.columns.count])
    #expect(matrix.rows.map { Array($0.dropFirst()) } == csv)
    let archive = try ZIPReader(bytes("table.npz", in: folder)).contents()
    #expect(try archive["features.npy"].map { try NumPyArray($0).rows } == csv)
    #expect(try archive["columns.npy"].map { try NumPyArray($0).texts } == Self.columns)
  }

  @Test(.enabled(if: pythonWithNumPy != nil, "needs python3 with NumPy"))
  func numPyLoadsThemAsTheyAre() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      """
      for format in npy npz csv; do $moodring features demo -o t.$format; done
      $moodring features demo tone:440 --duration 3 --summary -o s.npz
      \(Self.pythonWithNumPy ?? "python3") - <<'END'
      import numpy
      archive = numpy.load("t.npz")
      assert archive.files == ["features", "t", "columns"], archive.files
      assert archive["features"].dtype == numpy.float32 and archive["t"].dtype == numpy.float64
      csv = numpy.loadtxt("t.csv", delimiter=",", skiprows=1, dtype=numpy.float32)
      assert numpy.array_equal(archive["features"], csv[:, 1:])
      assert numpy.array_equal(numpy.load("t.npy")[:, 1:], csv[:, 1:])
      assert list(archive["columns"]) == open("t.csv").readline().strip().split(",")[1:]
      assert list(numpy.load("s.npz")["files"]) == ["demo", "tone:440"]
      END
      """, in: folder)
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test func theSameTableIsTheSameFile() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      "for n in 1 2; do $moodring features demo --duration 3 -o $n.npz; sleep 1; done; cmp 1.npz 2.npz",
      in: folder)
    #expect(run.status == 0)
  }

  @Test func aReaderThatLeavesIsNoFault() throws {
    for options in ["", "--format ndjson", "--summary"] {
      let run = try Program.shell("$moodring features demo \(options) | head -c 1", in: TemporaryFolder())
      #expect(run.status == 0)
      #expect(run.errors.isEmpty)
    }
  }

  @Test func aSignalFinishesTheOnlyTable() throws {
    let folder = try TemporaryFolder()
    for options in ["", "--summary"] {
      let run = try Program.shell(
        """
        set -m
        $moodring features tone:440 --set rms -o t.npz \(options) & pid=$!
        until [ -e .t.npz.partial ]; do sleep 0.05; done; sleep 0.5; kill -INT $pid; wait $pid
        """, in: folder)
      #expect(run.status == 130)
      let archive = try ZIPReader(bytes("t.npz", in: folder)).contents()
      let shape = try archive["features.npy"].map { try NumPyArray($0).shape }
      #expect(shape?.first.map { options.isEmpty ? $0 > 1 : $0 == 1 } == true)
      #expect(try files("", in: folder) == ["t.npz"])
    }
  }

  // MARK: Columns

  @Test func theListIsWhatTheTableHas() throws {
    let header = try Program.run(["features", "demo", "--duration", "0.1"]).lines.first
    let list = try Program.run(["features", "--list"])
    let names = list.lines.compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(header == (["t"] + names).joined(separator: ","))
    let csv = try Program.run(["features", "--list", "--format", "csv"])
    #expect(csv.lines.dropFirst().compactMap { $0.split(separator: ",").first.map(String.init) } == names)
    let records = try Records(try Program.run(["features", "--list", "--format", "ndjson"])).all
    #expect(records.compactMap { $0["name"] as? String } == names)
    #expect(records.first?["sets"] as? [String] == ["all", "mir46", "basic", "voice"])
    #expect(records.first?["maximum"] == nil, "there is no loudest sound")
  }

  @Test func statisticsAreAppended() throws {
    let run = try Program.run(
      ["features", "demo", "--duration", "1", "--set", "rms,zcr", "--stats", "mean,std@3s;mean@0.5s"])
    #expect(
      run.lines.first
        == "t,rms,zcr,rms_mean_3s,rms_std_3s,zcr_mean_3s,zcr_std_3s,rms_mean_0.5s,zcr_mean_0.5s")
  }

  // MARK: Many inputs

  /// A folder `in` of recordings, one of them bad, and other things.
  private func collection() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/in/deep/er", withIntermediateDirectories: true)
    for (index, name) in ["b.wav", "a.WAV", "deep/c.wav", "deep/er/d.wav"].enumerated() {
      try folder.write(TestAudio.wav(TestAudio.stereo16(frames: 50_000 + 10_000 * index)), to: "in/" + name)
    }
    try folder.write(Array("no audio".utf8), to: "in/deep/bad.flac")
    try folder.write(Array("words".utf8), to: "in/notes.txt")
    try folder.write(Array("hidden".utf8), to: "in/.hidden.wav")
    return folder
  }

  @Test func aFolderIsMirroredAndOneBadFileDoesNotStopTheOthers() throws {
    let folder = try collection()
    let run = try Program.shell("$moodring features in -o out --set rms -v", in: folder)
    #expect(run.status == 65)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("in/deep/bad.flac") && run.errors.contains("in/notes.txt"))
    #expect(!run.errors.contains("hidden"))
    #expect(
      try files("out", in: folder)
        == [".moodring-features", "a.csv", "b.csv", "deep/c.csv", "deep/er/d.csv"])
    let alone = try Program.shell("$moodring features in/deep/c.wav --set rms", in: folder)
    #expect(alone.text == (try folder.read("out/deep/c.csv")))
  }

  @Test func whatIsUpToDateIsNotMadeAgain() throws {
    let folder = try collection()
    func make(_ options: String) throws -> [Bool] {
      let names = ["out/a.csv", "out/b.csv", "out/deep/c.csv", "out/deep/er/d.csv"]
      let before = names.map { try? change($0, in: folder) }
      _ = try Program.shell("sleep 0.02; $moodring features in -o out \(options)", in: folder)
      return try zip(names, before).map { try change($0, in: folder) != $1 }
    }
    #expect(try make("--set rms") == [true, true, true, true])
    #expect(try make("--set rms") == [false, false, false, false])
    #expect(try make("--set rms --force") == [true, true, true, true])
    #expect(try make("--set zcr") == [true, true, true, true])
    #expect(try make("--set zcr --start 0.5") == [true, true, true, true])
    try folder.write(TestAudio.wav(TestAudio.stereo16(frames: 70_000)), to: "in/b.wav")
    try folder.write(Array("cut".utf8), to: "out/deep/c.csv")
    #expect(try make("--set zcr --start 0.5") == [false, true, true, false])
    try folder.write(Array("\"garbage,\n\0".utf8), to: "out/.moodring-features")
    #expect(try make("--set zcr --start 0.5") == [true, true, true, true])
    #expect(try make("--set zcr --start 0.5") == [false, false, false, false])
  }

  @Test func whatIsSaidOfRawPCMIsPartOfWhatATableIsMadeFrom() throws {
    let folder = try TemporaryFolder()
    for name in ["a.raw", "b.raw"] { try folder.write(TestAudio.stereo16(), to: name) }
    let line = "$moodring features a.raw b.raw -o out --set rms --input-format s16le --channels 2 --rate"
    let rows = try ["44100", "44100", "88200"].map { rate in
      #expect(try Program.shell("\(line) \(rate)", in: folder).status == 0)
      return try folder.read("out/a.raw.csv").split(separator: "\n").count - 1
    }
    #expect(rows == [100_000 / 2 / 512, 100_000 / 2 / 512, 100_000 / 4 / 512])
  }

  @Test func aRecordingThatCannotBeReachedIsTold() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/in", withIntermediateDirectories: false)
    let good = try folder.write(TestAudio.wav(TestAudio.stereo16()), to: "in/good.wav")
    let run = try Program.shell(
      #"ln -s nowhere in/link.wav; cp \#(good) $'in/l\xe9.wav'; $moodring features in -o out --set rms"#,
      in: folder)
    #expect(run.status == 65)
    #expect(run.errors.contains("in/link.wav") && run.errors.contains("in/l\u{fffd}.wav"), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 2, "\(run.errors)")
    #expect(try files("out", in: folder) == [".moodring-features", "good.csv"])
  }

  @Test(.disabled(if: geteuid() == 0, "root may read everything"))
  func aFolderThatMayNotBeReadDoesNotStopTheOthers() throws {
    let folder = try collection()
    let run = try Program.shell(
      "chmod 0 in/deep/er; $moodring features in -o out --set rms; s=$?; chmod 700 in/deep/er; exit $s",
      in: folder)
    #expect(run.status == 65 && run.errors.contains("in/deep/er may not be read"), "\(run.errors)")
    #expect(try files("out", in: folder) == [".moodring-features", "a.csv", "b.csv", "deep/c.csv"])
  }

  @Test(arguments: ["", "--summary"])
  func noTableTakesThePlaceOfARecording(option: String) throws {
    let folder = try TemporaryFolder()
    let wav = TestAudio.wav(TestAudio.stereo16())
    for name in ["a.wav", "b.wav", "plain"] { try folder.write(wav, to: name) }
    for operands in [
      "a.wav -o a.wav", "a.wav -o b.wav", "plain -o ./plain", "a.wav plain --summary -o plain",
    ] {
      let run = try Program.shell("$moodring features \(operands) --set rms \(option)", in: folder)
      #expect(run.status == 64 && run.errors.contains("--output"), "\(run.errors)")
    }
    for name in ["a.wav", "b.wav", "plain"] { #expect(try bytes(name, in: folder) == wav) }
  }

  @Test(arguments: ["out", "summary.csv --summary"])
  func anInterruptedBatchGoesOnWhereItStopped(output: String) throws {
    let journal = output == "out" ? "out/.moodring-features" : ".summary.csv.journal"
    let folder = try TemporaryFolder()
    try folder.write(TestAudio.wav(TestAudio.stereo16(frames: 1_000_000)), to: "one")
    let name = String(output.prefix { $0 != " " })
    let run = try Program.shell(
      """
      set -m
      mkdir in; for n in $(seq 100 199); do ln one in/$n.wav; done
      $moodring features in -o \(output) -j 2 & pid=$!
      until [ -s \(journal) ]; do sleep 0.01; done; kill -INT $pid; wait $pid
      """, in: folder)
    #expect(run.status == 130)
    #expect(!run.errors.contains("moodring:"), "\(run.errors)")
    let left = try files("", in: folder).filter { !$0.hasPrefix("in/") }
    #expect(!left.contains { $0.hasSuffix(".partial") || $0 == "summary.csv" }, "\(left)")
    let again = try Program.shell("$moodring features in -o \(output)", in: folder)
    #expect(again.status == 0)
    #expect(again.errors.contains("were up to date"))
    #expect(
      try Program.shell(
        "$moodring features in -o whole-\(output) && diff -r -x '.*' \(name) whole-\(name)", in: folder
      ).status == 0)
    #expect(!(try files("", in: folder).contains { $0.hasSuffix(".journal") }))
  }

  @Test func aSummaryHasARowForEachGoodFileInTheirOrder() throws {
    let folder = try collection()
    let run = try Program.shell("$moodring features demo in in/b.wav --summary --set rms,zcr", in: folder)
    #expect(run.status == 65)
    #expect(run.lines.first == "file,rms_mean,rms_std,zcr_mean,zcr_std")
    let names = run.lines.dropFirst().map { $0.prefix { $0 != "," } }
    #expect(names == ["demo", "in/a.WAV", "in/b.wav", "in/deep/c.wav", "in/deep/er/d.wav", "in/b.wav"])
    for jobs in [1, 2, 7] {
      let same = try Program.shell(
        "$moodring features demo in in/b.wav --summary --set rms,zcr -j \(jobs)", in: folder)
      #expect(same.output == run.output)
    }
  }

  @Test func aSummaryIsOfTheRows() throws {
    let table = try Program.run(["features", "demo", "--set", "rms"])
    let values = rows(csv: table.text).compactMap { $0.first.map(Double.init) }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    let summary = try Program.run(["features", "demo", "--set", "rms", "--summary", "--stats", "std,mean"])
    let found = try #require(rows(csv: summary.text).first)
    #expect(abs(Double(found[0]) - variance.squareRoot()) < 1e-6)
    #expect(abs(Double(found[1]) - mean) < 1e-6)
  }

  @Test func tablesOfOneNameKeepTheirExtension() throws {
    let folder = try TemporaryFolder()
    for name in ["x.wav", "x.wave"] { try folder.write(TestAudio.wav(TestAudio.stereo16()), to: name) }
    #expect(try Program.shell("$moodring features x.wav x.wave -o out --set rms", in: folder).status == 0)
    #expect(try files("out", in: folder) == [".moodring-features", "x.wav.csv", "x.wave.csv"])
  }

  // MARK: Faults

  private static let faults: [ExitStatusTests.Fault] = [
    .init("$moodring features", 64, says: "FILE"),
    .init("$moodring features demo --set frobnicate", 64, says: "frobnicate"),
    .init("$moodring features demo --set baisc", 64, says: "'basic'"),
    .init("$moodring features demo --stats mean@3", 64, says: "3s"),
    .init("$moodring features demo --stats mean,std@0s", 64, says: "'mean,std@0s' has the window '0s'"),
    .init("$moodring features demo --stats median@3s", 64, says: "median"),
    .init("$moodring features demo --stats mean", 64, says: "mean@3s"),
    .init("$moodring features demo --format xls", 64, says: "npz"),
    .init("$moodring features demo --summary --format npy", 64, says: "npz"),
    .init("$moodring features demo --jobs 0", 64, says: "--jobs"),
    .init("$moodring features demo -o ''", 64, says: "--output"),
    .init("$moodring features demo tone:440", 64, says: "--output"),
    .init("$moodring features clip.wav ./clip.wav -o out", 64, says: "clip.wav.csv"),
    .init("$moodring features --list demo", 64, says: "demo"),
    .init("$moodring features --list --format npz", 64, says: "csv"),
    .init("$moodring features - < noise", 64, says: "--input-format"),
    .init("$moodring features noise", 65, says: "noise"),
    .init("$moodring features empty --summary", 65, says: "empty"),
    .init("$moodring features clip.wav --start 5 --set rms -q", 65, says: "no audio"),
    .init("$moodring features clip.wav --duration 0.01 --summary", 65, says: "512"),
    .init("$moodring features demo --channel 3", 65, says: "3"),
    .init("$moodring features missing.wav", 66, says: "missing.wav"),
    .init("$moodring features hollow -o out", 66, says: "hollow"),
    .init("$moodring features demo -o /nowhere/at/all.csv", 73, says: "/nowhere/at/all.csv"),
    .init("$moodring features demo --summary -o hollow", 73, says: "hollow"),
    .init("$moodring features clip.wav demo -o noise", 73, says: "noise"),
    .init("TMPDIR=/nowhere $moodring features demo --format npz > out", 73, says: "/nowhere"),
    .init("$moodring features --list > /dev/full", 74, says: "space"),
    .init("$moodring features demo > /dev/full", 74, says: "space"),
    .init("$moodring features demo --format npz > /dev/full", 74, says: "space"),
    .init("$moodring features demo --summary -o /dev/full", 74, says: "/dev/full"),
    .init(
      "ulimit -f 8; $moodring features demo -o out.npz; s=$?; ls -A | grep out; exit $s", 74, says: "large"),
    .init(
      "ulimit -f 8; $moodring features demo -o out.csv; s=$?; ls -A | grep out; exit $s", 74, says: "large"),
    .init("ulimit -f 1; $moodring features clip.wav demo -o out; s=$?; ls out; exit $s", 74, says: "large"),
  ]

  @Test(arguments: faults)
  func aFaultIsOneSentenceWithItsExitCode(fault: ExitStatusTests.Fault) throws {
    let folder = try TemporaryFolder()
    try folder.write(TestAudio.wav(TestAudio.stereo16()), to: "clip.wav")
    try folder.write([1, 2, 3, 4, 5], to: "noise")
    try folder.write([], to: "empty")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/hollow", withIntermediateDirectories: false)
    let run = try Program.shell(fault.line, in: folder)
    #expect(run.status == fault.status)
    #expect(run.errors.contains(fault.says), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    #expect(run.lines.count <= 1 || fault.status == 74, "no more than a header")
    #expect(run.lines.allSatisfy { $0.hasPrefix("t,") || $0.hasPrefix("file,") }, "nothing was left behind")
  }

  @Test func garbledArgumentsAreOneSentence() throws {
    let folder = try TemporaryFolder()
    let words = [
      "--set", "--stats", "--format", "-o", "--output=", "--summary", "--list", "-j", "2", "--force", "demo",
      "rms", "basic,rms", "mean@3s", "std", "@", ";", "csv", "npz", "npy", "ndjson", "/dev/null", "x.npz",
      "y/", "é",
      "--set=zcr", "--stats=mean,std@0.5s", "--format=csv", "-", "--", "-q", "-v", "tone:99999", "--jobs=-1",
    ]
    var generator = SplitMix64(seed: 12)
    for _ in 0..<120 {
      let line = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        words.randomElement(using: &generator) ?? ""
      }
      let quoted = line.map { "'\($0)'" }.joined(separator: " ")
      let run = try Program.shell("$moodring features --duration=0.1 \(quoted) < /dev/null", in: folder)
      #expect([0, 64, 65, 66, 73, 74].contains(run.status), "\(line): \(run.status)")
      if run.status == 64 { #expect(run.errors.split(separator: "\n").count == 1, "\(line): \(run.errors)") }
    }
  }

  /// The first one on the path need not be the system's, for which the package is installed.
  private static let pythonWithNumPy = ["python3", "/usr/bin/python3"].first {
    (try? Subprocess.run("/bin/sh", ["-c", "\($0) -c 'import numpy'"]))?.status == 0
  }
}
