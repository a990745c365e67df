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
  private func wholeStream(
    _ outputs: ModelOutputs, features: [FeatureColumn] = [], fields: FieldSelection? = nil, started: String?,
    end: StreamEnd
  ) throws -> [[UInt8]] {
    var encoder = RecordEncoder(fields)
    let values = Array(HandMadeStream.featureValues.prefix(features.count))
    return [
      try encoder.begin(HandMadeStream.description(outputs, features: features, started: started)),
      encoder.estimate(HandMadeStream.estimate(.now), features: values),
      encoder.estimate(HandMadeStream.estimate(.settled), features: values),
    ] + HandMadeStream.events.map { encoder.event($0) }
      + HandMadeStream.deviceEvents.map { encoder.event($0) } + [encoder.end(end)]
  }

  @Test func recordsAreWhatTheContractSaysByteForByte() throws {
    let lines = try wholeStream(
      HandMadeStream.outputs, started: "2026-01-31T20:15:00Z", end: HandMadeStream.liveEnd)
    #expect(String(decoding: lines.joined(), as: UTF8.self) == Self.records)
  }

  @Test func whatIsNotKnownIsAbsent() throws {
    let outputs = ModelOutputs(affect: true, quadrants: false, emotions: [])
    let lines = try wholeStream(outputs, started: nil, end: HandMadeStream.emptyEnd)
      .map { String(decoding: $0, as: UTF8.self) }
    #expect(lines[0].hasSuffix(#""licence":"CC BY 4.0","lookahead":1.1145579,"stride":8}"# + "\n"))
    #expect(
      lines[1].hasSuffix(
        #""latency":0.0,"valence":0.31,"arousal":-0.2,"confidence":0.62,"loudness":-23.1,"silent":false}"#
          + "\n"))
    #expect(lines[14].hasSuffix(#""droppedEstimates":0,"xruns":0,"nonFinite":0}"# + "\n"))
  }

  @Test func featuresStandLastAndAreAnnounced() throws {
    let lines = try wholeStream(
      HandMadeStream.outputs, features: HandMadeStream.features, started: nil, end: HandMadeStream.emptyEnd
    ).map { String(decoding: $0, as: UTF8.self) }
    #expect(lines[0].contains(#""joyful_activation"],"features":["rms","slope_db"],"lookahead""#))
    #expect(lines[1].hasSuffix(#""silent":false,"features":{"rms":0.25,"slope_db":-12.5}}"# + "\n"))
  }

  @Test(arguments: [
    ("t", #"{"type":"estimate","seq":1,"t":0.952018}"#),
    (
      "silent,stream,quadrant,latency",
      #"{"type":"estimate","seq":1,"stream":"main","t":0.952018,"latency":0.0,"quadrant":"Q4","silent":false}"#
    ),
    (
      "emotions.joyful_activation,quadrants.Q4,quadrants.Q2,arousal",
      #"{"type":"estimate","seq":1,"t":0.952018,"arousal":-0.2,"quadrants":{"Q2":0.08,"Q4":0.51},"#
        + #""emotions":{"joyful_activation":0.5}}"#
    ),
    ("features.rms", #"{"type":"estimate","seq":1,"t":0.952018,"features":{"rms":0.25}}"#),
    (
      "features,emotions",
      #"{"type":"estimate","seq":1,"t":0.952018,"emotions":{"amazement":0.12,"joyful_activation":0.5},"#
        + #""features":{"rms":0.25,"slope_db":-12.5}}"#
    ),
  ])
  func fieldsAreChosenOfEstimatesAlone(fields: String, line: String) throws {
    let selection = try #require(FieldSelection(fields))
    let features = HandMadeStream.features
    let chosen = try wholeStream(
      HandMadeStream.outputs, features: features, fields: selection, started: nil, end: HandMadeStream.liveEnd
    )
    let all = try wholeStream(
      HandMadeStream.outputs, features: features, started: nil, end: HandMadeStream.liveEnd)
    #expect(String(decoding: chosen[1], as: UTF8.self) == line + "\n")
    #expect(chosen[0] == all[0] && chosen[3...] == all[3...])
  }

  @Test(arguments: [
    ("emotions.jyful_activation", ", did you mean emotions.joyful_activation"), ("features.rms", ""),
    ("emotions.x", ""),
  ])
  func aMemberThatTheStreamLacksIsRefused(fields: String, hint: String) throws {
    let selection = try #require(FieldSelection(fields))
    var encoder = RecordEncoder(selection)
    let error = #expect(throws: SinkError.self) { try encoder.begin(HandMadeStream.description()) }
    #expect(error?.description.hasPrefix(#"the stream has no field "\#(fields)""#) == true)
    #expect(error?.description.contains("did you mean") == !hint.isEmpty)
    #expect(error?.description.contains(hint) != hint.isEmpty)
  }

  @Test(arguments: [
    "", ",", "t,t", "valence,", "quadrants.Q5", "quadrants.", "valence.x", "Valence", "emotions .x", "é",
  ])
  func whatIsNoFieldIsRefused(text: String) {
    #expect(FieldSelection(text) == nil)
  }

  @Test func noEstimateIsLongerThanTheLongest() throws {
    var random = SplitMix64(seed: 7)
    func number() -> Float {
      while true {
        let value = Float(bitPattern: UInt32.random(in: 0...(.max), using: &random))
        if value.isFinite { return value }
      }
    }
    for outputs in HandMadeStream.allShapes {
      var encoder = RecordEncoder()
      _ = try encoder.begin(HandMadeStream.description(outputs, features: HandMadeStream.features))
      let longest = encoder.longestEstimateBytes
      for _ in 0..<2000 {
        var estimate = HandMadeStream.estimate(.settled)
        estimate.affect = Affect(valence: number(), arousal: number())
        estimate.quadrants = SIMD4(number(), number(), number(), number())
        for index in 0..<16 { estimate.emotions[index] = number() }
        (estimate.confidence, estimate.loudnessLUFS) = (number(), number())
        #expect(encoder.estimate(estimate, features: [number(), number()]).count <= longest)
      }
    }
  }

  @Test func everyStreamCountsItsRecordsFromZero() throws {
    var encoder = RecordEncoder()
    for name in ["one.wav", "two\n\"2\".wav"] {
      let lines = [
        try encoder.begin(HandMadeStream.description(name: name)), encoder.end(HandMadeStream.emptyEnd),
      ]
      for (number, line) in lines.enumerated() {
        let record = try JSONValue(parsing: line)
        #expect(record["seq"] == .number(Double(number)))
        #expect(record["stream"] == .string(name))
      }
    }
  }

  @Test func timeStaysExactForYears() throws {
    var encoder = RecordEncoder()
    _ = try encoder.begin(HandMadeStream.description())
    let tenYears: Int64 = 10 * 365 * 86_400
    let event = StreamEvent(.silenceStart, sampleTime: tenYears * 22_050 + 1)
    #expect(String(decoding: encoder.event(event), as: UTF8.self).contains(#""t":315360000.000045,"#))
  }

  @Test func everyRecordFitsTheSchema() throws {
    let check = JSONSchemaCheck(try Self.schema())
    for outputs in HandMadeStream.allShapes {
      for end in [HandMadeStream.liveEnd, HandMadeStream.emptyEnd] {
        for features in [[], HandMadeStream.features] {
          for line in try wholeStream(
            outputs, features: features, started: "2026-01-31T20:15:00Z", end: end)
          {
            #expect(check.violations(of: try JSONValue(parsing: line)) == [])
          }
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
