import Foundation
import Glibc
import MoodTestSupport
import Testing

/// Outputs beside one another, and what other programs make of them.
@Suite struct OutputTests {
  private static let ticks = 3 * 10

  /// Ten bundles a second, so that what nobody reads meanwhile fits into the receivers' sockets.
  @Test func tenTargetsOfWhichSomeAreNotThereLoseNothing() throws {
    let folder = try TemporaryFolder()
    let receivers = try (0..<7).map { _ in try #require(DatagramReceiver(receiveBytes: 1 << 20)) }
    let (dead, slow) = (UDPPort.free(), try #require(DatagramReceiver(receiveBytes: 1)))
    let run = try Program.run(
      ["listen", "--input", "demo", "--realtime", "--duration", "3", "--out", "ndjson:\(folder.path)/out"]
        + (receivers.map(\.port) + [dead, slow.port]).flatMap {
          ["--out", "osc:127.0.0.1:\($0)?mode=bundle&rate=10"]
        } + ["--out", "osc:nobody.invalid:7700"])
    #expect(run.status == 0)
    #expect(run.errors.contains("cannot find the host nobody.invalid"))
    let records = try Records(folder.read("out"))
    #expect(records.end?["dropped"] as? Int == 0 && records.end?["droppedEstimates"] as? Int == 0)
    let events = records.of(type: "event").count
    for receiver in receivers {
      var bundles: [[UInt8]] = []
      while receiver.hasDatagram { bundles.append(receiver.receive()) }
      #expect(bundles.count == Self.ticks + events)
      #expect(bundles.allSatisfy { $0.starts(with: Array("#bundle\0".utf8)) && $0.count <= 1400 })
    }
  }

  /// Six seconds of all estimates are more than a FIFO holds.
  @Test func aReaderThatDoesNotReadHoldsUpNoOtherOutput() throws {
    let folder = try TemporaryFolder()
    let fifo = folder.path + "/fifo"
    mkfifo(fifo, 0o600)
    let reader = open(fifo, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(reader) }
    let receiver = try #require(DatagramReceiver(receiveBytes: 1 << 20))
    let run = try RunningProcess(
      Program.path,
      [
        "listen", "--input", "tone:440", "--realtime", "--duration", "6", "--out", "ndjson:\(fifo)?rate=hop",
        "--out", "udp:127.0.0.1:\(receiver.port)?rate=10&stage=now",
      ], environment: Program.environment)
    var datagrams: [String] = []
    let isTold = run.wait(seconds: 30) { _ in
      while receiver.hasDatagram { datagrams.append(String(decoding: receiver.receive(), as: UTF8.self)) }
      return datagrams.last?.contains("\"type\":\"end\"") == true
        || datagrams.count { $0.contains("\"estimate\"") } == 60
    }
    #expect(isTold, "\(datagrams.count) datagrams came")
    // Whoever reads at last gets what was kept.
    var text: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while !String(decoding: text.suffix(2000), as: UTF8.self).contains("\"type\":\"end\"") {
      let count = read(reader, &block, block.count)
      if count > 0 { text += block[..<count] } else { usleep(1000) }
    }
    #expect(run.wait().status == 0)
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
    #expect(lines.count { $0.contains("\"stage\":\"now\"") } == 6 * 22_050 / 512)
  }

  /// The thread that looks names up is older than the one that waits for signals.
  @Test func aSignalFinishesAStreamToAHostWithAName() throws {
    let run = try RunningProcess(
      Program.path,
      ["listen", "--input", "tone:440", "--realtime", "--out", "osc:localhost:9", "--out", "ndjson:-"],
      environment: Program.environment)
    #expect(run.wait(seconds: 20) { $0.contains("estimate") })
    run.send(SIGINT)
    let end = run.wait()
    #expect(end.status == 130)
    #expect(try Records(end).end != nil)
  }

  /// A small file system where root may mount one, else the device that always is full.
  @Test func aFullDiskEndsOneOutputAlone() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      """
      mkdir small
      if mount -t tmpfs -o size=64k none small 2>/dev/null; then trap 'umount -l small' EXIT; full=small/out
      else full=/dev/full; fi
      $moodring analyze demo --out "ndjson:$full?rate=hop" --out csv:good.csv --out ndjson:good
      """, in: folder)
    #expect(run.status == 74)
    #expect(run.errors.split(separator: "\n").count == 1 && run.errors.contains("No space left on device"))
    #expect(try Records(folder.read("good")).end?["hops"] as? Int == 60 * 22_050 / 512)
    #expect(try folder.read("good.csv").split(separator: "\n").count == 1 + 2 * 600)
  }

  @Test func featuresGoOutAsTheTablesHaveThem() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      """
      $moodring analyze demo --duration 5 --send rms,centroid_hz_mean_3s --send tempo_bpm \
        --out ndjson:now?stage=now\\&rate=hop --out csv:settled.csv?stage=settled\\&rate=hop &&
      $moodring features demo --set rms,centroid_hz_mean_3s,tempo_bpm --duration 5 --format ndjson -o - > table
      """, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let table = try Records(folder.read("table")).all
    let estimates = try Records(folder.read("now")).of(type: "estimate")
    #expect(table.count == estimates.count && !table.isEmpty)
    for (row, estimate) in zip(table, estimates) {
      let features = try #require(estimate["features"] as? [String: Double])
      #expect(features.count == 3)
      for (name, value) in features { #expect(row[name] as? Double == value) }
    }
    // The settled estimate of a moment carries the values of that moment.
    let lines = try folder.read("settled.csv").split(separator: "\n").map { $0.split(separator: ",") }
    #expect(lines[0].suffix(3) == ["features.rms", "features.centroid_hz_mean_3s", "features.tempo_bpm"])
    let rows = Dictionary(
      uniqueKeysWithValues: table.map { ($0["t"] as? Double ?? -1, $0["rms"] as? Double ?? -1) })
    #expect(lines.count == table.count + 1)
    for line in lines.dropFirst() {
      let time = try #require(Double(line[2]))
      #expect(rows[time] == Double(line[line.count - 3]))
    }
  }

  @Test(arguments: [
    ("--send rsm", "feature column 'rsm' does not exist, expected a name like 'rms'"),
    ("--send rms,rms", "asked for twice"), ("--send rms,", "feature column ''"),
    ("--send rms_mean_0s", "0.024s to 600s"),
  ])
  func whatIsNoColumnIsRefused(arguments: String, says: String) throws {
    let run = try Program.shell("$moodring analyze demo \(arguments)", in: TemporaryFolder())
    #expect(run.status == 64)
    #expect(run.errors.split(separator: "\n").count == 1 && run.errors.contains(says), "\(run.errors)")
  }

  @Test(arguments: [
    ("udp:127.0.0.1:9?fields=emotions.x", "has no field"),
    ("udp:127.0.0.1:9", "an estimate may take"), ("osc:127.0.0.1:9?mode=vector", "the vector of all floats"),
  ])
  func whatTheStreamDoesNotFitIsSaidAtItsBegin(output: String, says: String) throws {
    let columns = "all,voice," + (1...60).map { "rms_mean_\($0)s" }.joined(separator: ",")
    let run = try Program.run(
      ["analyze", "demo", "--duration", "1", "--send", columns, "--out", output, "--out", "ndjson:-"])
    #expect(run.status == 64)
    #expect(run.errors.split(separator: "\n").count == 1 && run.errors.contains(says), "\(run.errors)")
    #expect(try Records(run).end != nil, "the other output goes on")
  }

  private static let readers = """
    import csv, json, sys
    import duckdb, jsonschema, numpy, pandas
    # pandas reads decimals fast rather than to the last bit.
    same = lambda a, b: len(a) == len(b) and numpy.allclose(list(a), b, rtol=1e-12, atol=0)
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    records = [json.loads(line) for line in open("whole.ndjson")]
    for record in records:
        validator.validate(record)
    estimates = [record for record in records if record["type"] == "estimate"]
    frame = pandas.read_json("whole.ndjson", lines=True)
    frame = frame[frame.type == "estimate"]
    assert len(frame) == len(estimates)
    assert same(frame.valence, [e["valence"] for e in estimates])
    assert same([f["rms"] for f in frame.features], [e["features"]["rms"] for e in estimates])
    table = pandas.read_csv("whole.csv")
    assert list(table.columns)[:8] == "seq,stream,t,stage,latency,valence,arousal,quadrant".split(",")
    assert same(table.valence, [e["valence"] for e in estimates])
    assert same(table["features.rms"], [e["features"]["rms"] for e in estimates])
    assert same(table["emotions.power"], [e["emotions"]["power"] for e in estimates])
    assert table.silent.dtype == bool
    rows = list(csv.reader(open("whole.csv"), strict=True))
    assert {len(row) for row in rows} == {len(table.columns)}
    for source in ("read_json_auto('whole.ndjson', union_by_name=true)", "read_csv_auto('whole.csv')"):
        where = "WHERE type = 'estimate'" if "json" in source else ""
        count, mean = duckdb.sql(f"SELECT count(*), avg(arousal) FROM {source} {where}").fetchone()
        assert count == len(estimates)
        assert abs(mean - sum(e["arousal"] for e in estimates) / len(estimates)) < 1e-9
    (power,) = duckdb.sql(
        "SELECT max(emotions.power) FROM read_json_auto('whole.ndjson') WHERE type = 'estimate'").fetchone()
    assert power == max(e["emotions"]["power"] for e in estimates)
    print(len(records))
    """

  @Test func validatorsAndTablesReadAWholeRunAsItIs() throws {
    try #require(PythonPeers.isInstalled, "make packages-test installs the peers")
    try #require(Program.isInstalled("jq"), "make packages-test installs jq")
    let folder = try TemporaryFolder()
    try folder.write(Array(Self.readers.utf8), to: "readers.py")
    let run = try Program.shell(
      """
      $moodring analyze demo --send rms,tempo_bpm --out ndjson:whole.ndjson --out csv:whole.csv &&
      \(PythonPeers.path) readers.py \(packageRoot)/Configs/Schemas/ndjson.schema.json &&
      jq -r 'select(.type == "estimate" and .stage == "settled") | .quadrants[.quadrant]' whole.ndjson | wc -l
      """, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let records = try Records(folder.read("whole.ndjson"))
    #expect(run.lines == ["\(records.all.count)", "600"])
  }
}
