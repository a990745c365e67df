import MoodCore
import MoodTestSupport
import Testing

@testable import MoodSinks

/// Shaped values as a receiver gets them.
@Suite struct ShapedOSCTests {
  private func sent(
    _ addresses: [String], options: String = "", _ estimates: [EmotionEstimate]
  ) throws -> [ReceivedOSC] {
    let receiver = try #require(DatagramReceiver())
    let surroundings = SinkSurroundings(addresses: try addresses.map { try AddressShaping(text: $0) })
    let sink = try SinkSpecification("osc:127.0.0.1:\(receiver.port)?rate=hop\(options)").open(surroundings)
    try sink.begin(HandMadeStream.description())
    var messages: [ReceivedOSC] = []
    for estimate in estimates {
      try sink.emit(estimate, features: [])
      while receiver.hasDatagram {
        let datagram = receiver.receive()
        messages.append(try #require(ReceivedOSC(datagram)))
      }
    }
    return messages
  }

  @Test func theAddressHasTheShapedValueAndRawTheOther() throws {
    let messages = try sent(
      ["/valence01?range=0.2..0.8", "/emotion/*?range=1..0"], [HandMadeStream.estimate()])
    func value(_ path: String) -> Float? {
      guard case .float(let value)? = messages.first(where: { $0.path == path })?.argument else { return nil }
      return value
    }
    #expect(abs(try #require(value("/moodring/valence01")) - (0.2 + 0.6 * 0.655)) < 1e-6)
    #expect(abs(try #require(value("/moodring/raw/valence01")) - 0.655) < 1e-6)
    #expect(abs(try #require(value("/moodring/emotion/amazement")) - 0.88) < 1e-6)
    #expect(value("/moodring/raw/emotion/amazement") == 0.12)
    #expect(value("/moodring/valence") == 0.31 && value("/moodring/raw/valence") == nil)
    let raw = messages.filter { $0.path.contains("/raw/") }
    #expect(raw.count == 3)
  }

  @Test func theLastThatAppliesCounts() throws {
    let messages = try sent(
      ["/emotion/*?range=0..2", "/emotion/amazement?range=0..4"], [HandMadeStream.estimate()])
    #expect(messages.contains(ReceivedOSC("/moodring/emotion/amazement", .float(0.48))))
    #expect(messages.contains(ReceivedOSC("/moodring/emotion/joyful_activation", .float(1))))
  }

  @Test func theMapTellsTheRangeThatIsSent() throws {
    let addresses = OSCAddressMap.estimates(
      of: .now, outputs: HandMadeStream.outputs, features: [], prefix: "/moodring",
      shaping: [try AddressShaping(text: "/valence?range=0..255")])
    #expect(addresses.first { $0.path == "/moodring/valence" }?.range == 0...255)
    #expect(addresses.first { $0.path == "/moodring/raw/valence" }?.range == -1...1)
    #expect(addresses.last?.path == "/moodring/raw/valence")
  }

  @Test func aFaderGetsItsTravelOverTheWire() throws {
    let estimates = (1...6000 as ClosedRange<Int64>).map { hop in
      var estimate = HandMadeStream.estimate(hop: hop)
      estimate.affect.valence = (hop / 500) % 2 == 0 ? 0.1 : 0.4
      return estimate
    }
    let messages = try sent(["/valence01?auto=20"], options: "&mode=messages", estimates)
    let values = messages.compactMap { message -> Float? in
      guard message.path == "/moodring/valence01", case .float(let value) = message.argument else {
        return nil
      }
      return value
    }
    #expect(values.count == 6000 && values.allSatisfy { (0...1).contains($0) })
    let late = values.suffix(1500)
    #expect(late.max()! - late.min()! > 0.7, "of 0.15 of the range")
  }
}
