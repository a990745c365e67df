import Foundation
import MoodCore
import MoodTestSupport
import Testing

/// Hours of sound through standard input, as fast as they go. `make soak` takes a day; otherwise it is an hour.
@Suite(.serialized) struct EnduranceTests {
  private static let hours = Soak.hours ?? 1
  private static let raw = ["--input-format", "s16le", "--rate", "22050", "--channels", "1"]
  /// About a minute each, in whole hops.
  private static let minuteHops = 60 * 22_050 / AnalysisGrid.hopSamples
  private static let minutes = hours * 60
  /// How much more memory may be held later than after a tenth of the stream: a mebibyte.
  private static let growthBytes = 1 << 20

  @Test func nothingIsLostInHoursAndMemoryDoesNotGrow() throws {
    let listen = try RunningProcess(
      Program.path, ["listen", "--input", "-", "--out", "ndjson:-?rate=1"] + Self.raw, hasInput: true,
      environment: Program.environment, keepsLast: 1 << 16)
    let start = ContinuousClock.now
    let memory = Self.feed(listen)
    listen.closeInput()
    let run = listen.wait()
    Soak.tell("listen", hours: Self.hours, since: start, memory: memory)
    #expect(run.status == 0)
    #expect(run.errors.isEmpty, "\(run.errors)")
    #expect(memory.early > 0 && memory.growth <= Self.growthBytes, "\(memory)")
    let end = try Records(String(run.lines.last ?? "")).end
    #expect(end?["hops"] as? Int == Self.minutes * Self.minuteHops)
    #expect(end?["samples"] as? Int == Self.minutes * Self.minuteHops * AnalysisGrid.hopSamples)
    #expect(end?["dropped"] as? Int == 0)
    #expect(end?["droppedEstimates"] as? Int == 0)
  }

  /// Rows of a stream hours old are those of a stream that has begun half a minute ago with the same sound: bit for bit
  /// in all columns but the two of loudness and its statistics, whose running sums round otherwise, and which agree to a
  /// ten-thousandth of a LUFS. (What a model makes of them is not: its memory has no end.)
  @Test func afterHoursFeaturesAreThoseOfAFreshRun() throws {
    let statistics = ["rms_std_10s", "loudness_short_lufs_mean_10s", "mfcc_1_mean_10s", "chroma_a_slope_10s"]
    let arguments = ["features", "-", "--set", (["all"] + statistics).joined(separator: ",")] + Self.raw
    let recent = Self.recent()
    let features = try RunningProcess(
      Program.path, arguments, hasInput: true, environment: Program.environment, keepsLast: 1 << 23)
    let start = ContinuousClock.now
    let memory = Self.feed(features)
    features.write(recent)
    features.closeInput()
    let run = features.wait()
    Soak.tell("features", hours: Self.hours, since: start, memory: memory)
    #expect(run.status == 0)
    #expect(memory.early > 0 && memory.growth <= Self.growthBytes, "\(memory)")

    let fresh = try Program.run(arguments, input: recent)
    let names = (fresh.lines.first ?? "").split(separator: ",").map(String.init)
    let compared = 10 * 22_050 / AnalysisGrid.hopSamples
    let (old, new) = (run.lines.suffix(compared), fresh.lines.suffix(compared))
    #expect(old.count == compared)
    var different: Set<String> = []
    for (old, new) in zip(old, new) {
      for (name, (old, new)) in zip(names, zip(old.split(separator: ","), new.split(separator: ",")))
      where name != "t" && old != new {
        let isClose = abs((Float(old) ?? .nan) - (Float(new) ?? .nan)) <= 1e-4
        if !(name.hasPrefix("loudness_") && isClose) { different.insert(name) }
      }
    }
    #expect(different.isEmpty, "\(different.sorted())")
  }

  /// Feeds all minutes and says what memory was held meanwhile.
  private static func feed(_ program: RunningProcess) -> Soak.Memory {
    let minute = Self.minute()
    var memory = Soak.Memory()
    for index in 0..<minutes {
      program.write(minute)
      memory.note(program.residentBytes, progress: Double(index + 1) / Double(minutes))
    }
    return memory
  }

  /// What the hours consist of: noise, silence, a gliding tone with a beat, sound near the floor, clipping.
  private static func minute() -> [UInt8] {
    var generator = SplitMix64(seed: 5)
    let count = minuteHops * AnalysisGrid.hopSamples
    return pcm(count) { index in
      let time = Double(index) / 22_050
      switch index * 5 / count {
      case 0: return 0.3 * signedUnit(&generator)
      case 1: return 0
      case 2:
        return 0.5 * sin(2 * .pi * (200 + 50 * sin(time)) * time)
          * exp(-4 * (2 * time).truncatingRemainder(dividingBy: 1))
      case 3: return 1e-4 * signedUnit(&generator)
      default: return sin(2 * .pi * 110 * time) > 0 ? 0.99 : -0.99
      }
    }
  }

  /// The last forty seconds: a chord with a beat in some noise.
  private static func recent() -> [UInt8] {
    var generator = SplitMix64(seed: 6)
    return pcm(40 * 22_050 / AnalysisGrid.hopSamples * AnalysisGrid.hopSamples) { index in
      let time = Double(index) / 22_050
      let chord = [220.0, 277.18, 329.63].reduce(0) { $0 + sin(2 * .pi * $1 * time) } / 3
      return 0.4 * chord * (1 - (2 * time).truncatingRemainder(dividingBy: 1)) + 0.02 * signedUnit(&generator)
    }
  }

  private static func signedUnit(_ generator: inout SplitMix64) -> Double {
    Double.random(in: -1...1, using: &generator)
  }

  private static func pcm(_ count: Int, _ value: (Int) -> Double) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * count)
    for index in 0..<count {
      withUnsafeBytes(of: Int16(value(index) * 32_767).littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }
}
