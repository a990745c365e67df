import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodSinks

/// What was written is read back to the bit, and what was not is refused in one line.
@Suite struct RecordingTests {
  private final class Lines: EmotionSink {
    private(set) var lines: [String] = []
    private var encoder = RecordEncoder()

    func begin(_ description: StreamDescription) throws { add(try encoder.begin(description)) }
    func emit(_ estimate: EmotionEstimate, features: [Float]) {
      add(encoder.estimate(estimate, features: features))
    }
    func emit(_ event: StreamEvent) { add(encoder.event(event)) }
    func emit(_ event: DeviceEvent) { add(encoder.event(event)) }
    func finish(_ end: StreamEnd) { add(encoder.end(end)) }

    private func add(_ bytes: [UInt8]) { lines.append(String(decoding: bytes.dropLast(), as: UTF8.self)) }
  }

  /// A stream of random values, of which every bit counts.
  private func recording(
    _ outputs: ModelOutputs, features: [FeatureColumn], seed: UInt64, end: StreamEnd
  ) throws -> [String] {
    var random = SplitMix64(seed: seed)
    func value(_ random: inout SplitMix64) -> Float {
      random.uniform() < 0.1
        ? Float(bitPattern: UInt32(truncatingIfNeeded: random.next()) & 0x7f7f_ffff)
        : random.uniform() * 2 - 1
    }
    let lines = Lines()
    try lines.begin(
      HandMadeStream.description(
        outputs, name: "\"a\"\n/é", features: features, started: "2026-01-31T20:15:00Z"))
    for event in HandMadeStream.events[..<2] { lines.emit(event) }
    for hop in 1...200 as ClosedRange<Int64> {
      for stage in EstimateStage.allCases {
        var estimate = HandMadeStream.estimate(stage, hop: hop * 1_000_003)
        if outputs.affect { estimate.affect = Affect(valence: value(&random), arousal: value(&random)) }
        if outputs.quadrants {
          for lane in 0..<4 { estimate.quadrants[lane] = value(&random) }
          if random.uniform() < 0.3 { estimate.heldQuadrant = Quadrant(rawValue: 1 + random.index(below: 4)) }
        }
        for lane in 0..<16 { estimate.emotions[lane] = value(&random) }
        estimate.confidence = value(&random)
        estimate.loudnessLUFS = value(&random)
        estimate.isSilent = random.uniform() < 0.5
        estimate.latencySamples = Int64(random.index(below: 1_000_000))
        lines.emit(estimate, features: features.map { _ in value(&random) })
      }
    }
    for event in HandMadeStream.events { lines.emit(event) }
    lines.emit(StreamEvent(.reload, sampleTime: 3))
    for event in HandMadeStream.deviceEvents { lines.emit(event) }
    lines.finish(end)
    return lines.lines
  }

  private func replayed(_ lines: [String]) throws -> [String] {
    var decoder = RecordDecoder { _ in nil }
    let sink = Lines()
    var player = RecordPlayer(SinkFanout([("lines", sink)]))
    for line in lines {
      if let record = try decoder.decode(line) { try player.play(record) }
    }
    #expect(!player.isInStream && decoder.lostRecords == 0)
    return sink.lines
  }

  @Test func everyRecordComesBackByteForByte() throws {
    for (index, outputs) in HandMadeStream.allShapes.enumerated() {
      for features in [[], HandMadeStream.features] {
        for end in [HandMadeStream.liveEnd, HandMadeStream.emptyEnd] {
          let lines = try recording(outputs, features: features, seed: UInt64(index), end: end)
          #expect(try replayed(lines) == lines)
        }
      }
    }
  }

  @Test func severalStreamsFollowOneAnother() throws {
    let lines =
      try recording(HandMadeStream.outputs, features: [], seed: 1, end: HandMadeStream.liveEnd)
      + recording(HandMadeStream.allShapes[2], features: [], seed: 2, end: HandMadeStream.emptyEnd)
    #expect(try replayed(lines) == lines)
  }

  @Test func aStreamThatBreaksOffIsEndedWhereItDoes() throws {
    let lines = try recording(HandMadeStream.outputs, features: [], seed: 3, end: HandMadeStream.liveEnd)
    for count in [1, 2, 3, 100, lines.count - 1] {
      var decoder = RecordDecoder { _ in nil }
      let sink = Lines()
      var player = RecordPlayer(SinkFanout([("lines", sink)]))
      for line in lines[..<count] {
        if let record = try decoder.decode(line) { try player.play(record) }
      }
      player.finish()
      player.finish()
      #expect(sink.lines.count == count + 1)
      #expect(sink.lines.last?.contains(#""type":"end""#) == true)
      if count > 3 { #expect(Array(sink.lines.dropLast()) == Array(lines[..<count])) }
    }
  }

  @Test func aBeginThatIsRepeatedIsNoNewStream() throws {
    var lines = try recording(HandMadeStream.outputs, features: [], seed: 4, end: HandMadeStream.liveEnd)
    lines.insert(lines[0].replacingOccurrences(of: #""seq":0"#, with: #""seq":5"#), at: 5)
    var decoder = RecordDecoder { _ in nil }
    let records = try lines.map { try decoder.decode($0) }
    #expect(records[5] == nil && records.compactMap { $0 }.count == lines.count - 1)
  }

  @Test func recordsThatAreMissingAreCounted() throws {
    var lines = try recording(HandMadeStream.outputs, features: [], seed: 5, end: HandMadeStream.liveEnd)
    lines.removeSubrange(10..<17)
    var decoder = RecordDecoder { _ in nil }
    for line in lines { _ = try decoder.decode(line) }
    #expect(decoder.lostRecords == 7)
  }

  private static let begin =
    #"{"type":"begin","seq":0,"stream":"main","schema":1,"program":"m","source":"demo","format":"s16le/48000/2","#
    + #""rate":22050,"hop":512,"frame":2048,"model":"music","licence":"-","classes":["a"],"lookahead":1.1,"stride":8}"#

  @Test(arguments: [
    ("", "it is no JSON object"), ("[]", "it is no JSON object"), ("{}", "has no type"),
    (#"{"type":"estimate","seq":0}"#, "its record estimate stands before the begin of a stream"),
    (#"{"type":"begin","seq":0}"#, "its record begin has no schema"),
    (begin.replacingOccurrences(of: #""schema":1"#, with: #""schema":2"#), "schema is 2, expected 1"),
    (begin.replacingOccurrences(of: "22050", with: "44100"), "rate is 44100, expected 22050"),
    (begin.replacingOccurrences(of: "s16le/48000/2", with: "s16le/0/2"), "format is \"s16le/0/2\""),
    (begin.replacingOccurrences(of: #"["a"]"#, with: #"["a","a"]"#), "classes is a list"),
    (begin.replacingOccurrences(of: #""seq":0"#, with: #""seq":-1"#), "seq is -1"),
    (begin.replacingOccurrences(of: #""seq":0"#, with: #""seq":1e999"#), "seq is 1e999"),
    (begin.dropLast() + #","seq":0}"#, "it is no JSON object"),
  ])
  func whatIsWrongIsSaid(line: String, part: String) {
    var decoder = RecordDecoder { _ in nil }
    let error = #expect(throws: RecordFault.self) { try decoder.decode(line) }
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    (#"{"type":"estimate","seq":1,"t":1}"#, "has no stage"),
    (#"{"type":"estimate","seq":1,"t":1,"stage":"later"}"#, "expected one of now, settled"),
    (
      #"{"type":"estimate","seq":1,"t":1,"stage":"now","latency":0,"valence":0.5,"confidence":1,"loudness":-20,"silent":false}"#,
      "has no arousal"
    ),
    (
      #"{"type":"estimate","seq":1,"t":1,"stage":"now","latency":0,"confidence":1,"loudness":-20,"silent":false}"#,
      "has no emotions"
    ),
    (
      #"{"type":"estimate","seq":1,"t":1,"stage":"now","latency":0,"emotions":{"a":1e39},"confidence":1,"loudness":-20,"silent":false}"#,
      "a is 1e39, expected a finite number"
    ),
    (#"{"type":"event","seq":1,"t":1,"event":"dance"}"#, "event is \"dance\""),
    (#"{"type":"event","seq":1,"t":-1,"event":"reset"}"#, "t is -1"),
    (#"{"type":"event","seq":1,"t":1,"event":"gap","samples":1,"cause":"rain"}"#, "cause is \"rain\""),
    (#"{"type":"song","seq":1,"t":1}"#, "type is \"song\""),
  ])
  func whatIsWrongInAStreamIsSaid(line: String, part: String) throws {
    var decoder = RecordDecoder { _ in nil }
    _ = try decoder.decode(Self.begin)
    let error = #expect(throws: RecordFault.self) { try decoder.decode(line) }
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
  }

  @Test func mutantsAreReadOrRefusedInOneLine() throws {
    let lines = try recording(
      HandMadeStream.outputs, features: HandMadeStream.features, seed: 6, end: HandMadeStream.liveEnd)
    var random = SplitMix64(seed: 7)
    let letters = Array("{}[]:,\"\\0123456789eE.+-truefalsn \u{7f}é")
    for _ in 0..<5000 {
      var decoder = RecordDecoder { _ in nil }
      let sink = Lines()
      var player = RecordPlayer(SinkFanout([("lines", sink)]))
      for line in [lines[0]] + lines[(lines.count - 18)...] {
        var line = Array(line)
        for _ in 0..<random.index(below: 3) {
          let place = random.index(below: line.count)
          switch random.index(below: 3) {
          case 0: line[place] = letters[random.index(below: letters.count)]
          case 1: line.remove(at: place)
          default: line.insert(letters[random.index(below: letters.count)], at: place)
          }
        }
        do throws(RecordFault) {
          if let record = try decoder.decode(String(line)) { try player.play(record) }
        } catch {
          #expect(!error.description.contains("\n"))
        }
      }
      player.finish()
    }
  }

  @Test func jsonIsReadAsRFC8259HasIt() throws {
    let good = [
      "null", " [1, -0.5e+3,\"\\u00e9\\ud83d\\ude00\\n\"] ", #"{"a":{"b":[]},"c":""}"#, "-0", "1E5", "0.0",
    ]
    let bad = [
      "", "nul", "[1,]", "{\"a\":1,}", "01", "1.", ".5", "+1", "NaN", "'a'", "[1 2]", "{\"a\" 1}", "\"\\x\"",
      "\"\\ud83d\"", "\"a\nb\"", "\"a", "{\"a\":1,\"a\":2}", "1 2", "[[[[[[[[[[1]]]]]]]]]]", "\"\\u12g4\"",
    ]
    for text in good {
      #expect(JSONText(text) != nil, "\(text)")
      _ = try JSONValue(parsing: text.utf8)
    }
    for text in bad { #expect(JSONText(text) == nil, "\(text)") }
    #expect(
      JSONText(good[1]) == .list([.number("1"), .number("-0.5e+3"), .text("é😀\n")]))
  }
}
