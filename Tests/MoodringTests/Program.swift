import Foundation
import MoodTestSupport

/// The built program, run as a user runs it.
enum Program {
  static let path = BuiltProducts.path(of: "moodring")

  /// That of the tests, without the configuration of whoever runs them.
  static let environment = ProcessInfo.processInfo.environment.merging(["XDG_CONFIG_HOME": "/nowhere"]) { $1 }

  /// Runs `moodring` with `arguments`.
  static func run(_ arguments: [String], input: [UInt8]? = nil) throws -> Subprocess {
    try Subprocess.run(path, arguments, input: input, environment: environment)
  }

  /// Runs a line of shell in which `$moodring` is the program and `$dir` a folder. What it starts inherits the test
  /// runner's blocked signals: only SIGKILL ends a program that does not wait for its signals itself.
  static func shell(_ line: String, in folder: TemporaryFolder) throws -> Subprocess {
    try Subprocess.run(
      "/usr/bin/timeout",
      ["--signal=KILL", "60", "/bin/bash", "-c", "set -o pipefail; cd \"$dir\"; " + line],
      environment: [
        "moodring": path, "dir": folder.path,
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      ])
  }

  /// What stands before a command of `shell` that is to find no server.
  static let alone = "PULSE_SERVER=unix:/nowhere ALSA_CONFIG_PATH=/dev/null JACK_NO_START_SERVER=1"

  /// Whether a program that a test needs as a peer is installed.
  static func isInstalled(_ program: String) -> Bool {
    (try? Subprocess.run("/bin/sh", ["-c", "command -v \(program)"]))?.status == 0
  }
}

/// The records of one output, parsed.
struct Records {
  var all: [[String: Any]]

  init(_ run: Subprocess) throws { try self.init(run.text) }

  /// - Throws: where a line is no JSON object.
  init(_ text: String) throws {
    all = try text.split(separator: "\n").map { line in
      guard let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
        throw NotAnObject(line: String(line))
      }
      return record
    }
  }

  func of(type: String) -> [[String: Any]] { all.filter { $0["type"] as? String == type } }

  /// The one `end` record.
  var end: [String: Any]? { of(type: "end").first }

  /// Valence, arousal, the four quadrants and the confidence of the summary.
  var summary: [Double] {
    guard let summary = end?["summary"] as? [String: Any] else { return [] }
    let quadrants = summary["quadrants"] as? [String: Double] ?? [:]
    let names = ["valence", "arousal", "confidence"]
    return names.compactMap { summary[$0] as? Double }
      + ["Q1", "Q2", "Q3", "Q4"].compactMap { quadrants[$0] }
  }

  struct NotAnObject: Error {
    var line: String
  }
}

/// A folder that goes when its owner goes.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "moodring-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and says where it lies.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }
}

/// Audio that tests make for themselves.
enum TestAudio {
  /// Two seconds and a bit of a stereo chord with a beat, as s16le at 44.1 kHz.
  static func stereo16(frames: Int = 100_000) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(frames * 4)
    for frame in 0..<frames {
      let time = Double(frame) / 44_100
      let beat = 1 - (time * 2).truncatingRemainder(dividingBy: 1)
      let chord = [220.0, 277.18, 329.63].reduce(0.0) { $0 + sin(2 * .pi * $1 * time) } / 3
      for gain in [0.4, 0.25] {
        let sample = Int16(chord * beat * gain * 32_767)
        withUnsafeBytes(of: sample.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
    return bytes
  }

  /// The same in a WAV file.
  static func wav(_ samples: [UInt8], rateHz: Int = 44_100, channels: Int = 2) -> [UInt8] {
    func little(_ value: Int, bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(value >> (8 * $0) & 255) } }
    return Array("RIFF".utf8) + little(36 + samples.count, bytes: 4) + Array("WAVEfmt ".utf8)
      + little(16, bytes: 4) + little(1, bytes: 2) + little(channels, bytes: 2) + little(rateHz, bytes: 4)
      + little(rateHz * channels * 2, bytes: 4) + little(channels * 2, bytes: 2) + little(16, bytes: 2)
      + Array("data".utf8) + little(samples.count, bytes: 4) + samples
  }
}
