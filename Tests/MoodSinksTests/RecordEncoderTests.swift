import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodSinks

@Suite struct RecordEncoderTests {
  private static let records = #"""
    {"type":"begin","seq":0,"stream":"main","schema":1,"program":"moodring 0.1.0","source":"demo","format":"s16le/48000/2","rate":22050,"hop":512,"frame":2048,"model":"music","licence":"CC BY 4.0","classes":["amazement","joyful_activation"],"lookahead":1.1145579,"stride":8,"started":"2026-01-31T20:15:00Z"}
    {"type":"estimate","seq":1,"stream":"main","t":0.952018,"stage":"now","latency":0.0,"valence":0.31,"arousal":-0.2,"quadrant":"Q4","quadrants":{"Q1":0.21,"Q2":0.08,"Q3":0.2,"Q4":0.51},"emotions":{"amazement":0.12,"joyful_activation":0.5},"confidence":0.62,"loudness":-23.1,"silent":false}
    {"type":"estimate","seq":2,"stream":"main","t":0.952018,"stage":"settled","latency":1.1145579,"valence":0.31,"arousal":-0.2,"quadrant":"Q4","quadrants":{"Q1":0.21,"Q2":0.08,"Q3":0.2,"Q4":0.51},"emotions":{"amazement":0.12,"joyful_activation":0.5},"confidence":0.62,"loudness":-23.1,"silent":false}
    {"type":"event","seq":3,"stream":"main","t":31.200000,"event":"silence-start"}
    {"type":"event","seq":4,"stream":"main","t":31.207619,"event":"silence-end"}
    {"type":"event","seq":5,"stream":"main","t":31.230839,"event":"quadrant","quadrant":"Q4","previous":"Q1"}
    {"type":"event","seq":6,"stream":"main","t":31.254059,"event":"dropped","samples":4096}
    {"type":"event","seq":7,"stream":"main","t":31.237052,"event":"onset","strength":0.45}
    {"type":"event","seq":8,"stream":"main","t":31.265306,"event":"beat","tempo":119.8}
    {"type":"event","seq":9,"stream":"main","t":31.277279,"event":"gap","samples":66150,"cause":"lost"}
    {"type":"event","seq":10,"stream":"main","t":34.277279,"event":"reset"}
    {"type":"event","seq":11,"stream":"main","t":31.277279,"event":"device-lost","source":"pulse:mixer","message":"pulse:mixer is gone: \"removed\""}
    {"type":"event","seq":12,"stream":"main","t":34.277279,"event":"device-back","source":"pulse:mixer","message":"pulse:mixer is heard again"}
    {"type":"event","seq":13,"stream":"main","t":34.285714,"event":"moved","source":"pulse:headset","message":"pulse:headset is heard now"}
    {"type":"end","seq":14,"stream":"main","t":60.029977,"samples":1323661,"hops":2585,"dropped":4096,"droppedEstimates":3,"xruns":1,"nonFinite":2,"clockPpm":-12.5,"latencyMicroseconds":{"p50":31,"p99":60,"max":210},"summary":{"valence":0.31,"arousal":-0.2,"quadrant":"Q4","quadrants":{"Q1":0.21,"Q2":0.08,"Q3":0.2,"Q4":0.51},"emotions":{"amazement":0.12,"joyful_activation":0.5},"confidence":0.62}}

    """#

  /// One stream with every kind of record.
  private func wholeStream(_ outputs: ModelOutputs, started: String?, end: StreamEnd) -> [[UInt8]] {
    var encoder = RecordEncoder()
    return [
      encoder.begin(HandMadeStream.description(outputs, started: started)),
      encoder.estimate(HandMadeStream.estimate(.now)),
      encoder.estimate(HandMadeStream.estimate(.settled)),
    ] + HandMadeStream.events.map { encoder.event($0) }
      + HandMadeStream.deviceEvents.map { encoder.event($0) } + [encoder.end(end)]
  }

  @Test func recordsAreWhatTheContractSaysByteForByte() {
    let lines = wholeStream(
      HandMadeStream.outputs, started: "2026-01-31T20:15:00Z", end: HandMadeStream.liveEnd)
    #expect(String(decoding: lines.joined(), as: UTF8.self) == Self.records)
  }

  @Test func whatIsNotKnownIsAbsent() {
    let outputs = ModelOutputs(affect: true, quadrants: false, emotions: [])
    let lines = wholeStream(outputs, started: nil, end: HandMadeStream.emptyEnd)
      .map { String(decoding: $0, as: UTF8.self) }
    #expect(lines[0].hasSuffix(#""licence":"CC BY 4.0","lookahead":1.1145579,"stride":8}"# + "\n"))
    #expect(
      lines[1].hasSuffix(
        #""latency":0.0,"valence":0.31,"arousal":-0.2,"confidence":0.62,"loudness":-23.1,"silent":false}"#
          + "\n"))
    #expect(lines[14].hasSuffix(#""droppedEstimates":0,"xruns":0,"nonFinite":0}"# + "\n"))
  }

  @Test func everyStreamCountsItsRecordsFromZero() throws {
    var encoder = RecordEncoder()
    for name in ["one.wav", "two\n\"2\".wav"] {
      let lines = [
        encoder.begin(HandMadeStream.description(name: name)), encoder.end(HandMadeStream.emptyEnd),
      ]
      for (number, line) in lines.enumerated() {
        let record = try JSONValue(parsing: line)
        #expect(record["seq"] == .number(Double(number)))
        #expect(record["stream"] == .string(name))
      }
    }
  }

  @Test func timeStaysExactForYears() {
    var encoder = RecordEncoder()
    _ = encoder.begin(HandMadeStream.description())
    let tenYears: Int64 = 10 * 365 * 86_400
    let event = StreamEvent(.silenceStart, sampleTime: tenYears * 22_050 + 1)
    #expect(String(decoding: encoder.event(event), as: UTF8.self).contains(#""t":315360000.000045,"#))
  }

  @Test func everyRecordFitsTheSchema() throws {
    let check = JSONSchemaCheck(try Self.schema())
    for outputs in HandMadeStream.allShapes {
      for end in [HandMadeStream.liveEnd, HandMadeStream.emptyEnd] {
        for line in wholeStream(outputs, started: "2026-01-31T20:15:00Z", end: end) {
          #expect(check.violations(of: try JSONValue(parsing: line)) == [])
        }
      }
    }
  }

  @Test(arguments: [
    #"{"type":"begin"}"#,
    #"{"type":"event","seq":0,"stream":"main","t":1,"event":"dropped"}"#,
    #"{"type":"event","seq":0,"stream":"main","t":1,"event":"gap","samples":1}"#,
    #"{"type":"event","seq":0,"stream":"main","t":1,"event":"device-lost","source":"pulse:x"}"#,
    #"{"type":"event","seq":-1,"stream":"main","t":1,"event":"silence-end"}"#,
    #"{"type":"estimate","seq":1,"stream":"main","t":1,"stage":"now","latency":0,"valence":0.5,"confidence":1,"loudness":-20,"silent":false}"#,
  ])
  func theSchemaRefusesWhatIsNoRecord(line: String) throws {
    let check = JSONSchemaCheck(try Self.schema())
    #expect(!check.violations(of: try JSONValue(parsing: line.utf8)).isEmpty)
  }

  private static func schema() throws -> JSONValue {
    try JSONValue(
      parsing: Data(contentsOf: URL(filePath: packageRoot + "/Configs/Schemas/ndjson.schema.json")))
  }
}
