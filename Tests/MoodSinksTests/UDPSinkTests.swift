import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodSinks

@Suite struct UDPSinkTests {
  private let receiver: DatagramReceiver

  init() throws { receiver = try #require(DatagramReceiver()) }

  private func open(_ options: String = "") throws -> any EmotionSink {
    try SinkSpecification("udp:127.0.0.1:\(receiver.port)\(options)").open()
  }

  private func records() throws -> [JSONValue] {
    var records: [JSONValue] = []
    while receiver.hasDatagram {
      let datagram = receiver.receive()
      #expect(datagram.last == UInt8(ascii: "\n") && datagram.count { $0 == UInt8(ascii: "\n") } == 1)
      records.append(try JSONValue(parsing: datagram))
    }
    return records
  }

  @Test func aDatagramIsARecordOfNDJSON() throws {
    let sink = try open("?rate=hop")
    var encoder = RecordEncoder()
    let description = HandMadeStream.description(features: HandMadeStream.features)
    try sink.begin(description)
    #expect(try receiver.receive() == encoder.begin(description))
    try sink.emit(HandMadeStream.estimate(), features: HandMadeStream.featureValues)
    #expect(
      receiver.receive()
        == encoder.estimate(HandMadeStream.estimate(), features: HandMadeStream.featureValues))
    for event in HandMadeStream.events {
      try sink.emit(event)
      #expect(receiver.receive() == encoder.event(event))
    }
    for event in HandMadeStream.deviceEvents {
      try sink.emit(event)
      #expect(receiver.receive() == encoder.event(event))
    }
    try sink.finish(HandMadeStream.liveEnd)
    #expect(receiver.receive() == encoder.end(HandMadeStream.liveEnd))
    #expect(!receiver.hasDatagram)
  }

  @Test func beginComesAgainEveryFiveSeconds() throws {
    let sink = try open("?rate=1&stage=now")
    try sink.begin(HandMadeStream.description())
    var all: [JSONValue] = []
    for hop in 1...1000 as ClosedRange<Int64> {
      try sink.emit(HandMadeStream.estimate(hop: hop))
      all += try records()
    }
    #expect(all.map { $0["seq"] } == all.indices.map { .number(Double($0)) })
    let begins = all.indices.filter { all[$0]["type"] == .string("begin") }
    #expect(begins.count == 5, "23.2 s: at 0, 5, 10, 15 and 20 s")
    for index in begins.dropFirst() {
      guard case .number(let before)? = all[index - 1]["t"], case .number(let after)? = all[index + 1]["t"]
      else {
        Issue.record("a begin stands between estimates")
        continue
      }
      #expect(Int(before / 5) + 1 == Int(after / 5), "it comes between \(before) and \(after)")
    }
  }

  @Test func beginComesAgainThoughNoEstimateIsSent() throws {
    let sink = try open()
    try sink.begin(HandMadeStream.description())
    for hop in 1...1000 as ClosedRange<Int64> { try sink.advance(to: hop * 512) }
    #expect(try records().count == 5)
  }

  @Test func whatNoDatagramHoldsIsRefusedOrCounted() throws {
    let sink = try open()
    let features = (0..<60).map { FeatureColumn("feature_\($0)", unit: "1", range: 0...1, reference: "") }
    let error = #expect(throws: SinkError.self) {
      try sink.begin(HandMadeStream.description(features: features))
    }
    #expect(error?.description.hasSuffix("expected at most 1400; choose some of it with fields=") == true)
    let chosen = try open("?fields=valence")
    try chosen.begin(HandMadeStream.description(features: features))
    let long = DeviceChange(.lost, source: "pulse:x", message: String(repeating: "x", count: 1400))
    try chosen.emit(DeviceEvent(long, sampleTime: 0))
    #expect(
      chosen.notices == [
        "1 records were too long for a datagram and were not sent to 127.0.0.1:\(receiver.port)"
      ])
  }
}
