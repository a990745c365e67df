package import MoodCore

/// OSC 1.0 over UDP: plain messages of one argument each, which every receiver understands, or what the target asks for.
///
/// A datagram that cannot be sent is counted and missing; the stream goes on.
package final class OSCSink: EmotionSink {
  private let target: OSCTarget
  private let shaping: [AddressShaping]
  private let sender: DatagramSender
  private let events: [OSCEvent: OSCMessage]
  private var gate: RateGate
  /// Messages of the current stream for each stage; empty before `begin`.
  private var messages: [[OSCMessage]] = []
  private var bundle = OSCBundle()

  /// Looks for the host of `target`, which may take some seconds.
  /// - Parameter shaping: of the values of single addresses.
  package init(_ target: OSCTarget, shaping: [AddressShaping] = []) throws(SinkError) {
    self.target = target
    self.shaping = shaping
    sender = try DatagramSender(to: target.endpoint, timeToLive: target.timeToLive)
    gate = RateGate(target.pace)
    events = Dictionary(
      uniqueKeysWithValues: OSCEvent.allCases.map {
        ($0, OSCMessage(OSCAddressMap.event($0, prefix: target.prefix)))
      })
  }

  package var remark: String? { sender.remark }

  package var notices: [String] { sender.notices(of: target) }

  /// Datagrams that could not be sent, since opening.
  package var unsentDatagrams: Int { sender.unsentDatagrams }

  /// Lays out the messages of the stream; receivers are sent nothing yet.
  /// - Throws: `.tooLong` where a datagram cannot hold one of them.
  package func begin(_ description: StreamDescription) throws {
    gate = RateGate(target.pace)
    messages = EstimateStage.allCases.map { stage in
      let addresses = OSCAddressMap.estimates(
        of: stage, outputs: description.outputs, features: description.features, prefix: target.prefix,
        shaping: shaping)
      guard target.mode == .vector else { return addresses.map { OSCMessage($0) } }
      let path = target.vectorAddress ?? OSCAddressMap.vector(of: stage, prefix: target.prefix)
      return [OSCMessage(vectorOf: addresses, at: path)]
    }
    let longest = messages.joined().map(\.count).max() ?? 0
    if longest
      > (target.mode == .bundle ? OSCBundle.longestMessageBytes : DatagramSender.longestDatagramBytes)
    {
      throw SinkError.tooLong(
        target.mode == .vector ? "the vector of all floats" : "a message", bytes: longest,
        cure: target.mode == .vector ? "send fewer features, or take mode=bundle" : "take a shorter prefix")
    }
  }

  package func emit(_ estimate: EmotionEstimate, features: [Float]) {
    precondition(!messages.isEmpty, "an OSC sink has no estimate before its begin")
    guard gate.admits(estimate) else { return }
    send(&messages[Int(estimate.stage.rawValue)], in: &bundle, for: estimate, features)
  }

  package func emit(_ event: StreamEvent) { trigger(OSCEvent(event.kind)) }

  package func emit(_ event: DeviceEvent) { trigger(OSCEvent(event.change.kind)) }

  package func finish(_ end: StreamEnd) {}

  private func trigger(_ event: OSCEvent) {
    guard var message = events[event] else { return }
    guard target.mode == .bundle else { return message.send(by: sender) }
    message.append(to: &bundle)
    bundle.send(by: sender)
  }

  /// Sends those of `messages` that are due, where the target asks for it `bundle` by bundle.
  ///
  /// Both are handed over as they are: to look for them anew, or to copy a message, costs more than to set it.
  private func send(
    _ messages: inout [OSCMessage], in bundle: inout OSCBundle, for estimate: EmotionEstimate,
    _ features: [Float]
  ) {
    for index in messages.indices {
      messages[index].set(estimate, features)
      guard messages[index].isDue(target.change, at: estimate.sampleTime) else { continue }
      guard target.mode == .bundle else {
        messages[index].send(by: sender)
        continue
      }
      if !bundle.hasRoom(for: messages[index].count) { bundle.send(by: sender) }
      messages[index].append(to: &bundle)
    }
    if !bundle.isEmpty { bundle.send(by: sender) }
  }
}
