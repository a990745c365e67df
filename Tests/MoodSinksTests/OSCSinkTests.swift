import Foundation
import MoodCore
import MoodSinks
import MoodTestSupport
import Testing

@Suite struct OSCSinkTests {
  private func open(_ receiver: DatagramReceiver, host: String = "127.0.0.1", _ rest: String = "") throws
    -> OSCSink
  {
    let sink = try SinkSpecification("osc:\(host):\(receiver.port)\(rest)").open()
    return try #require(sink as? OSCSink)
  }

  /// All that has arrived.
  private func messages(_ receiver: DatagramReceiver) throws -> [ReceivedOSC] {
    var messages: [ReceivedOSC] = []
    while receiver.hasDatagram { messages.append(try #require(ReceivedOSC(receiver.receive()))) }
    return messages
  }

  @Test func datagramsAreThoseOfPythonOSC() throws {
    let receiver = try #require(DatagramReceiver())
    let sink = try open(receiver)
    try sink.begin(HandMadeStream.description())
    try sink.emit(HandMadeStream.estimate())
    sink.emit(HandMadeStream.events[0])
    sink.emit(HandMadeStream.events[2])
    sink.finish(HandMadeStream.liveEnd)
    let url = try #require(
      Bundle.module.url(forResource: "osc", withExtension: "txt", subdirectory: "Goldens"))
    let goldens = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    for golden in goldens {
      let hex = receiver.receive().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      #expect(hex == golden)
    }
    #expect(!receiver.hasDatagram)
    #expect(sink.unsentDatagrams == 0)
  }

  @Test func settledEstimatesHaveAddressesOfTheirOwn() throws {
    let receiver = try #require(DatagramReceiver())
    let sink = try open(receiver, "/stage?stage=settled")
    try sink.begin(HandMadeStream.description())
    try sink.emit(HandMadeStream.estimate(.now))
    try sink.emit(HandMadeStream.estimate(.settled))
    let paths = try messages(receiver).map(\.path)
    #expect(paths.count == 15)
    #expect(paths.allSatisfy { $0.hasPrefix("/stage/settled/") })
  }

  @Test func valuesAreClampedAndAbsentHeadsSendNothing() throws {
    let receiver = try #require(DatagramReceiver())
    let sink = try open(receiver, "/")
    try sink.begin(
      HandMadeStream.description(ModelOutputs(affect: true, quadrants: false, emotions: ["a b/c"])))
    var estimate = HandMadeStream.estimate()
    estimate.affect = Affect(valence: 1.5, arousal: -2)
    estimate.emotions[0] = 1.001
    estimate.loudnessLUFS = 3
    estimate.isSilent = true
    try sink.emit(estimate)
    #expect(
      try messages(receiver) == [
        ReceivedOSC("/valence", .float(1)), ReceivedOSC("/arousal", .float(-1)),
        ReceivedOSC("/valence01", .float(1)), ReceivedOSC("/arousal01", .float(0)),
        ReceivedOSC("/emotion/a_b_c", .float(1)), ReceivedOSC("/confidence", .float(0.62)),
        ReceivedOSC("/loudness01", .float(1)), ReceivedOSC("/silent", .float(1)),
      ])
  }

  @Test func theQuadrantIsSentAsNumberAndName() throws {
    let receiver = try #require(DatagramReceiver())
    let sink = try open(receiver, "?rate=hop")
    try sink.begin(HandMadeStream.description(ModelOutputs(affect: false, quadrants: true, emotions: [])))
    for quadrant in Quadrant.allCases {
      var estimate = HandMadeStream.estimate()
      estimate.quadrants = .zero
      estimate.quadrants[quadrant.rawValue - 1] = 1
      try sink.emit(estimate)
      let sent = try messages(receiver)
      #expect(sent[0] == ReceivedOSC("/moodring/quadrant", .integer(Int32(quadrant.rawValue))))
      #expect(sent[1] == ReceivedOSC("/moodring/quadrant/name", .string(quadrant.name)))
    }
  }

  @Test func everyEventHasItsAddress() throws {
    let receiver = try #require(DatagramReceiver())
    let sink = try open(receiver)
    try sink.begin(HandMadeStream.description())
    for event in HandMadeStream.events { sink.emit(event) }
    for event in HandMadeStream.deviceEvents { sink.emit(event) }
    let names = HandMadeStream.events.map(\.kind.name) + HandMadeStream.deviceEvents.map(\.change.kind.name)
    #expect(
      try messages(receiver) == names.map { ReceivedOSC("/moodring/event/\($0)", .float(1)) })
  }

  @Test func theRateIsItsOwn() throws {
    let receiver = try #require(DatagramReceiver())
    let sink = try open(receiver, "?rate=1&stage=both")
    try sink.begin(HandMadeStream.description(ModelOutputs(affect: false, quadrants: false, emotions: [])))
    for hop in 1...431 as ClosedRange<Int64> { try sink.emit(HandMadeStream.estimate(hop: hop)) }
    #expect(try messages(receiver).count == 11 * 3, "10.008 s have ticks 0…10, with three messages each")
  }

  @Test func addressesOfTheMapAreThoseThatAreSent() throws {
    let receiver = try #require(DatagramReceiver())
    for outputs in HandMadeStream.allShapes {
      let sink = try open(receiver)
      try sink.begin(HandMadeStream.description(outputs))
      try sink.emit(HandMadeStream.estimate())
      let declared = OSCAddressMap.estimates(
        of: .now, outputs: outputs, features: [], prefix: "/moodring"
      ).map(\.path)
      #expect(try messages(receiver).map(\.path) == declared)
      #expect(Set(declared).count == declared.count)
    }
  }

  @Test(.enabled(if: DatagramReceiver(ipv6: true) != nil, "this machine has no IPv6"))
  func ipv6IsReached() throws {
    let receiver = try #require(DatagramReceiver(ipv6: true))
    let sink = try open(receiver, host: "[::1]")
    try sink.begin(HandMadeStream.description())
    try sink.emit(HandMadeStream.estimate())
    #expect(receiver.hasDatagram)
  }

  @Test func namesAreFoundWhenTheSinkIsOpened() throws {
    let receiver = try #require(DatagramReceiver())
    let sink = try open(receiver, host: "localhost")
    try sink.begin(HandMadeStream.description())
    try sink.emit(HandMadeStream.estimate())
    #expect(receiver.hasDatagram)
  }

  @Test func broadcastIsAllowed() throws {
    let receiver = try #require(DatagramReceiver())
    let sink = try open(receiver, host: "127.255.255.255")
    sink.emit(HandMadeStream.events[0])
    #expect(sink.unsentDatagrams == 0)
  }

  @Test func whatNoDatagramHoldsIsRefused() throws {
    let receiver = try #require(DatagramReceiver())
    let sink = try open(receiver)
    let tooLong = String(repeating: "x", count: 1400)
    let description = HandMadeStream.description(
      ModelOutputs(affect: false, quadrants: false, emotions: [tooLong]))
    let error = #expect(throws: SinkError.self) { try sink.begin(description) }
    #expect(
      error?.description == "a message may take 1436 bytes, expected at most 1400; take a shorter prefix")
  }
}
