import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodSinks

/// Vectors, bundles, and what is sent only when it changes.
@Suite struct OSCModeTests {
  private let receiver: DatagramReceiver

  init() throws { receiver = try #require(DatagramReceiver()) }

  private func open(_ rest: String) throws -> OSCSink {
    let sink = try SinkSpecification("osc:127.0.0.1:\(receiver.port)\(rest)").open()
    return try #require(sink as? OSCSink)
  }

  private func datagrams() -> [[UInt8]] {
    var datagrams: [[UInt8]] = []
    while receiver.hasDatagram { datagrams.append(receiver.receive()) }
    return datagrams
  }

  /// Messages of plain datagrams.
  private func paths() throws -> [String] { try datagrams().map { try #require(ReceivedOSC($0)).path } }

  private func golden(_ name: String) throws -> [String] {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Goldens"))
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private func hex(_ datagram: [UInt8]) -> String {
    datagram.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test(arguments: ["vector", "bundle"])
  func datagramsAreThoseOfPythonOSC(mode: String) throws {
    let sink = try open("?mode=\(mode)&stage=both")
    try sink.begin(HandMadeStream.description(features: HandMadeStream.features))
    for stage in EstimateStage.allCases {
      sink.emit(HandMadeStream.estimate(stage), features: HandMadeStream.featureValues)
    }
    sink.emit(HandMadeStream.events[0])
    #expect(try datagrams().map(hex) == golden(mode))
  }

  @Test func aVectorMayHaveAnAddressOfItsOwn() throws {
    let sink = try open("?mode=vector&address=/wek/inputs")
    try sink.begin(HandMadeStream.description())
    try sink.emit(HandMadeStream.estimate())
    let sent = try #require(datagrams().first)
    let message = try #require(ReceivedOSC.Vector(sent))
    #expect(message.path == "/wek/inputs")
    #expect(message.values.prefix(2) == [0.31, -0.2] && message.values.count == 13)
  }

  @Test func bundlesAreSplitWhereADatagramEnds() throws {
    let columns = (0..<120).map {
      FeatureColumn("a_rather_long_column_\($0)", unit: "1", range: 0...1, reference: "")
    }
    let values = columns.indices.map { Float($0) / 120 }
    let sink = try open("?mode=bundle")
    try sink.begin(HandMadeStream.description(features: columns))
    sink.emit(HandMadeStream.estimate(), features: values)
    let sent = datagrams()
    #expect(sent.count > 3 && sent.allSatisfy { $0.count <= 1400 && $0.count % 4 == 0 })
    let messages = try sent.flatMap { try #require(ReceivedOSC.bundle($0)) }
    let plain = try open("?mode=messages")
    try plain.begin(HandMadeStream.description(features: columns))
    plain.emit(HandMadeStream.estimate(), features: values)
    #expect(try messages == datagrams().map { try #require(ReceivedOSC($0)) })
  }

  @Test func aVectorThatNoDatagramHoldsIsRefused() throws {
    let columns = (0..<280).map { FeatureColumn("f\($0)", unit: "1", range: 0...1, reference: "") }
    let sink = try open("?mode=vector")
    let error = #expect(throws: SinkError.self) {
      try sink.begin(HandMadeStream.description(features: columns))
    }
    #expect(
      error?.description
        == "the vector of all floats may take 1496 bytes, expected at most 1400; send fewer features, or take "
        + "mode=bundle")
  }

  @Test func featuresAreClampedToTheirRanges() throws {
    let sink = try open("/")
    try sink.begin(
      HandMadeStream.description(
        ModelOutputs(affect: false, quadrants: false, emotions: []), features: HandMadeStream.features))
    sink.emit(HandMadeStream.estimate(), features: [1.5, 1e6])
    #expect(
      try datagrams().suffix(2).map { try #require(ReceivedOSC($0)) } == [
        ReceivedOSC("/feature/rms", .float(1)), ReceivedOSC("/feature/slope_db", .float(1e6)),
      ])
  }

  @Test func onlyWhatHasChangedIsSent() throws {
    let sink = try open("/?rate=hop&epsilon=0.01")
    try sink.begin(HandMadeStream.description())
    var estimate = HandMadeStream.estimate(hop: 1)
    try sink.emit(estimate)
    #expect(try paths().count == 15, "what was never sent is sent")
    estimate.affect.valence += 0.009
    try sink.emit(estimate)
    #expect(try paths().isEmpty)
    estimate.affect.valence += 0.009
    try sink.emit(estimate)
    #expect(
      try paths() == ["/valence"], "it is held against what was sent last, and /valence01 moves half as far")
    estimate.quadrants = SIMD4(1, 0, 0, 0)
    try sink.emit(estimate)
    #expect(
      try paths() == [
        "/quadrant", "/quadrant/name", "/quadrant/Q1", "/quadrant/Q2", "/quadrant/Q3", "/quadrant/Q4",
      ])
    sink.emit(HandMadeStream.events[0])
    sink.emit(HandMadeStream.events[0])
    #expect(try paths().count == 2, "an event always is sent")
  }

  @Test func whatDoesNotChangeIsSentAgainAfterAWhile() throws {
    let sink = try open("/?rate=hop&epsilon=0.01&keepalive=2")
    try sink.begin(HandMadeStream.description(ModelOutputs(affect: false, quadrants: false, emotions: [])))
    var counts: [Int64: Int] = [:]
    for hop in 1...300 as ClosedRange<Int64> {
      try sink.emit(HandMadeStream.estimate(hop: hop))
      let count = datagrams().count
      if count > 0 { counts[hop] = count }
    }
    #expect(counts == [1: 3, 88: 3, 175: 3, 262: 3], "87 hops are the first to last two seconds")
  }

  @Test(arguments: ["bundle", "vector"])
  func packedValuesAreSentWhenTheyChange(mode: String) throws {
    let sink = try open("?rate=hop&epsilon=0.01&mode=\(mode)")
    try sink.begin(HandMadeStream.description())
    var estimate = HandMadeStream.estimate(hop: 1)
    try sink.emit(estimate)
    try sink.emit(estimate)
    #expect(datagrams().count == 1)
    estimate.confidence += 0.02
    try sink.emit(estimate)
    let sent = datagrams()
    #expect(sent.count == 1)
    if mode == "bundle" {
      #expect(try #require(ReceivedOSC.bundle(sent[0])).map(\.path) == ["/moodring/confidence"])
    }
  }

  /// Two stages at thirty a second, with an event now and then.
  @Test(arguments: OSCMode.allCases)
  func anHourHasNoMalformedDatagram(mode: OSCMode) throws {
    let sink = try open("?stage=both&mode=\(mode.rawValue)")
    try sink.begin(HandMadeStream.description(features: HandMadeStream.features))
    var random = SplitMix64(seed: 11)
    var count = 0
    for hop in 1...155_039 as ClosedRange<Int64> {
      for stage in EstimateStage.allCases {
        var estimate = HandMadeStream.estimate(stage, hop: hop)
        estimate.affect.valence = .random(in: -1.2...1.2, using: &random)
        estimate.quadrants = SIMD4(.random(in: 0...1, using: &random), 0.4, 0.3, 0.5)
        sink.emit(estimate, features: [.random(in: 0...1, using: &random), -.infinity])
      }
      if hop % 50 == 0 { sink.emit(HandMadeStream.events[Int(hop / 50) % HandMadeStream.events.count]) }
      while receiver.hasDatagram {
        let datagram = receiver.receive()
        count += 1
        let isWhole =
          datagram.count <= 1400
          && (ReceivedOSC(datagram) != nil || ReceivedOSC.Vector(datagram) != nil
            || ReceivedOSC.bundle(datagram) != nil)
        if !isWhole { Issue.record("\(hex(datagram))") }
      }
    }
    let (ticks, events) = (2 * 108_000, 155_039 / 50)
    #expect(count == ticks * (mode == .messages ? 17 : 1) + events)
    #expect(sink.unsentDatagrams == 0)
  }
}
