import Foundation
import MoodTestSupport
import Testing

/// What real receivers see of a stream, held against its records. Each is started here, and ends with its test.
@Suite(.serialized) struct ReceiverTests {
  /// One message or field as a receiver shows it.
  private struct Heard {
    let address: String
    let values: [Double]
  }

  /// The numbers of one stage as NDJSON says them, by OSC address, in the order of time.
  private struct Said {
    let estimates: [[String: Any]]

    init(_ text: String) throws { estimates = try Records(text).of(type: "estimate") }

    func values(_ name: String) -> [Double] { estimates.compactMap { $0[name] as? Double } }

    func members(_ group: String, _ name: String) -> [Double] {
      estimates.compactMap { ($0[group] as? [String: Any])?[name] as? Double }
    }
  }

  /// Two seconds of the demo as they sound, to `target` and as NDJSON.
  private func play(to targets: String..., send: String = "rms") throws -> Said {
    let folder = try TemporaryFolder()
    let run = try Program.run(
      [
        "listen", "--input", "demo", "--realtime", "--duration", "2", "--send", send,
        "--out", "ndjson:\(folder.path)/said?stage=now&shaped=1&rate=30",
      ] + targets.flatMap { ["--out", $0] })
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let said = try Said(folder.read("said"))
    #expect(said.estimates.count == 60)
    return said
  }

  private func expect(_ heard: [Double], equal said: [Double], within error: Double, _ name: String) {
    #expect(heard.count == said.count, "\(name): \(heard.count) of \(said.count) arrived")
    for (index, (heard, said)) in zip(heard, said).enumerated() where abs(heard - said) > error {
      Issue.record("\(name), value \(index): \(said) was sent, \(heard) has arrived")
      return
    }
  }

  /// Holds what arrived of messages with one value each against what was said.
  private func expect(_ heard: [Heard], like said: Said, within error: Double) {
    func arrived(_ name: String) -> [Double] {
      heard.filter { $0.address == name }.compactMap(\.values.first)
    }
    for name in ["valence", "arousal", "confidence"] {
      expect(arrived("/moodring/\(name)"), equal: said.values(name), within: error, name)
    }
    expect(
      arrived("/moodring/arousal01"), equal: said.values("arousal").map { ($0 + 1) / 2 }, within: error,
      "arousal01")
    expect(
      arrived("/moodring/loudness01"), equal: said.values("loudness").map { ($0 + 70) / 70 }, within: error,
      "loudness01")
    for name in ["Q1", "Q4"] {
      expect(
        arrived("/moodring/quadrant/\(name)"), equal: said.members("quadrants", name), within: error, name)
    }
    expect(
      arrived("/moodring/emotion/power"), equal: said.members("emotions", "power"), within: error, "power")
    expect(arrived("/moodring/feature/rms"), equal: said.members("features", "rms"), within: error, "rms")
  }

  private static let pythonOSC = """
    import sys
    from pythonosc.dispatcher import Dispatcher
    from pythonosc.osc_server import BlockingOSCUDPServer
    dispatcher = Dispatcher()
    dispatcher.set_default_handler(lambda address, *values: print(address, *map(repr, values), flush=True))
    BlockingOSCUDPServer(("127.0.0.1", int(sys.argv[1])), dispatcher).serve_forever()
    """

  /// What python-osc prints, once all of it has arrived.
  private func pythonOSC(_ mode: String) throws -> (heard: [Heard], said: Said) {
    try #require(PythonPeers.isInstalled, "make packages-test installs python-osc")
    let port = UDPPort.free()
    let receiver = try RunningProcess(PythonPeers.path, ["-c", Self.pythonOSC, "\(port)"])
    try #require(UDPPort.waitUntilBound(port))
    let said = try play(to: "osc:127.0.0.1:\(port)?mode=\(mode)")
    pause(milliseconds: 500)
    let heard = receiver.text.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      return Heard(address: String(words[0]), values: words.dropFirst().compactMap { Double($0) })
    }
    return (heard, said)
  }

  @Test(arguments: ["messages", "bundle"])
  func pythonOSCHearsEveryValue(mode: String) throws {
    let (heard, said) = try pythonOSC(mode)
    expect(heard, like: said, within: 1e-6)
  }

  @Test func pythonOSCHearsVectorsInTheOrderOfTheMap() throws {
    let (heard, said) = try pythonOSC("vector")
    let map = try Program.run(["osc-map", "--send", "rms", "--json"])
    let json = try #require(try JSONSerialization.jsonObject(with: Data(map.output)) as? [String: Any])
    let addresses = try #require(json["addresses"] as? [[String: Any]])
    let names = addresses.filter {
      $0["type"] as? String == "f"
        && !["/settled/", "/event/"].contains(where: ($0["address"] as? String ?? "").contains)
    }.compactMap { $0["address"] as? String }
    let vectors = heard.filter { $0.address == "/moodring/vector" }
    #expect(vectors.allSatisfy { $0.values.count == names.count })
    let messages = vectors.flatMap { vector in
      zip(names, vector.values).map { Heard(address: $0, values: [$1]) }
    }
    expect(messages, like: said, within: 1e-6)
  }

  /// Pd prints six digits.
  @Test func pureDataHearsEveryValue() throws {
    try #require(Program.isInstalled("pd"), "make packages-test installs Pure Data")
    let port = UDPPort.free()
    let folder = try TemporaryFolder()
    let patch = """
      #N canvas 0 0 450 300 12;
      #X obj 10 10 netreceive -u -b \(port);
      #X obj 10 40 oscparse;
      #X obj 10 70 list trim;
      #X obj 10 100 print osc;
      #X connect 0 0 1 0;
      #X connect 1 0 2 0;
      #X connect 2 0 3 0;

      """
    let path = try folder.write(Array(patch.utf8), to: "receive.pd")
    let receiver = try RunningProcess(
      "/bin/sh", ["-c", "exec pd -nogui -noaudio -nomidi -noprefs -open \(path) 2>&1"])
    try #require(UDPPort.waitUntilBound(port))
    let said = try play(to: "osc:127.0.0.1:\(port)")
    pause(milliseconds: 500)
    let heard = receiver.text.split(separator: "\n").map { line in
      let words = line.split(separator: " ").dropFirst()
      let values = words.compactMap { Double($0) }
      return Heard(address: "/" + words.dropLast(values.count).joined(separator: "/"), values: values)
    }
    expect(heard, like: said, within: 1e-6)
  }

  /// Its interpreter brings a browser, which wants a screen and a user other than root, or to be told otherwise.
  @Test func superColliderHearsEveryValue() throws {
    try #require(Program.isInstalled("sclang"), "make packages-test installs SuperCollider's language")
    let port = UDPPort.free()
    let folder = try TemporaryFolder()
    let script = """
      thisProcess.openUDPPort(\(port));
      thisProcess.addOSCRecvFunc({ |message| ("osc: " ++ message[0] ++ " " ++ message[1]).postln; });

      """
    let path = try folder.write(Array(script.utf8), to: "receive.scd")
    let receiver = try RunningProcess(
      "/usr/bin/sclang", [path],
      environment: [
        "HOME": folder.path, "XDG_RUNTIME_DIR": folder.path, "QT_QPA_PLATFORM": "offscreen",
        "QTWEBENGINE_DISABLE_SANDBOX": "1", "PATH": "/usr/bin:/bin",
      ])
    defer { receiver.send(SIGKILL) }
    try #require(UDPPort.waitUntilBound(port))
    let said = try play(to: "osc:127.0.0.1:\(port)")
    pause(milliseconds: 500)
    let heard = receiver.text.split(separator: "\n").filter { $0.hasPrefix("osc: ") }.map { line in
      let words = line.split(separator: " ")
      return Heard(address: String(words[1]), values: words.dropFirst(2).compactMap { Double($0) })
    }
    expect(heard, like: said, within: 1e-6)
  }

  /// Eight bits: the nearest below, as QLC+ cuts off.
  @Test func theQLCWorkspaceMovesLight() throws {
    try #require(Program.isInstalled("qlcplus"), "make packages-test installs QLC+")
    let folder = try TemporaryFolder()
    let workspace = packageRoot + "/Configs/Presets/qlcplus/moodring.qxw"
    let receiver = try RunningProcess(
      "/usr/bin/qlcplus", ["--open", workspace, "--operate", "--nogui"],
      environment: [
        "HOME": folder.path, "XDG_RUNTIME_DIR": folder.path, "QT_QPA_PLATFORM": "offscreen",
        "PATH": "/usr/bin:/bin",
      ])
    defer { receiver.send(SIGKILL) }
    try #require(UDPPort.waitUntilBound(7700))
    try #require(UDPPort.waitUntilBound(6454))
    let universe = try ArtNetUniverse()
    let said = try play(to: "osc:127.0.0.1:7700")
    let sent = Set(said.values("valence").map { Int(255 * min(max(($0 + 1) / 2, 0), 1)) })
    // The last value that was sent stays.
    let wanted: [(channel: Int, value: Double?)] = [
      (0, said.values("valence").last.map { ($0 + 1) / 2 }),
      (1, said.values("arousal").last.map { ($0 + 1) / 2 }),
      (2, said.members("quadrants", "Q1").last), (5, said.members("quadrants", "Q4").last),
      (11, said.members("emotions", "power").last), (15, said.values("confidence").last),
      (16, said.values("loudness").last.map { ($0 + 70) / 70 }),
    ]
    let isAsSent = universe.wait { channels in
      wanted.allSatisfy { channel, value in
        guard let value else { return false }
        return abs(Double(channels[channel]) - 255 * value) <= 1
      }
    }
    #expect(isAsSent, "\(universe.last.prefix(18)) for \(wanted)")
    #expect(universe.seen(channel: 0).count > 2, "it moved")
    #expect(
      universe.seen(channel: 0).subtracting(sent).subtracting([0]).count <= 1,
      "\(universe.seen(channel: 0)) of \(sent)")
  }

  @Test func socatHearsTheRecords() throws {
    try #require(Program.isInstalled("socat"), "make packages-test installs socat")
    let port = UDPPort.free()
    let receiver = try RunningProcess("/usr/bin/socat", ["-u", "UDP4-RECV:\(port)", "-"])
    try #require(UDPPort.waitUntilBound(port))
    let said = try play(to: "udp:127.0.0.1:\(port)?stage=now&rate=30&shaped=1")
    try expect(receiver, hears: said)
  }

  @Test(.enabled(if: canSendMulticasts, "this machine has no route for multicasts"))
  func socatHearsAMulticast() throws {
    try #require(Program.isInstalled("socat"), "make packages-test installs socat")
    let port = UDPPort.free()
    let receiver = try RunningProcess(
      "/usr/bin/socat", ["-u", "UDP4-RECV:\(port),ip-add-membership=239.255.77.1:0.0.0.0,reuseaddr", "-"])
    try #require(UDPPort.waitUntilBound(port))
    let said = try play(to: "udp:239.255.77.1:\(port)?stage=now&rate=30&shaped=1&ttl=1")
    try expect(receiver, hears: said)
  }

  private static let canSendMulticasts: Bool = {
    let command = "echo x | socat -u - UDP4-SENDTO:239.255.77.2:9"
    return (try? Subprocess.run("/bin/sh", ["-c", command]))?.status == 0
  }()

  /// Every record arrives, none twice.
  private func expect(_ receiver: RunningProcess, hears said: Said) throws {
    #expect(receiver.wait(seconds: 5) { $0.contains(#""type":"end""#) })
    let records = try Records(receiver.text)
    #expect(records.all.map { $0["seq"] as? Int } == Array(0..<records.all.count))
    let heard = records.of(type: "estimate")
    #expect(heard.count == said.estimates.count)
    for name in ["t", "valence", "arousal", "confidence"] {
      #expect(heard.compactMap { $0[name] as? Double } == said.values(name))
    }
  }
}
