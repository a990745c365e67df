package import MoodCore

/// OSC 1.0 over UDP: one plain message with one argument for each value, which every receiver understands.
///
/// A datagram that cannot be sent is counted and missing; the stream goes on.
package final class OSCSink: EmotionSink {
  private let target: OSCTarget
  private let socket: DatagramSocket
  private let events: [OSCEvent: OSCMessage]
  private var gate: RateGate
  /// Messages of the current stream for each stage; empty before `begin`.
  private var messages: [[OSCMessage]] = []
  /// Datagrams that the system refused to send, since opening.
  package private(set) var unsentDatagrams = 0

  /// Finds the host of `target`, which may block.
  package init(_ target: OSCTarget) throws(SinkError) {
    self.target = target
    socket = try DatagramSocket(host: target.host, port: target.port, timeToLive: target.timeToLive)
    gate = RateGate(target.pace)
    events = Dictionary(
      uniqueKeysWithValues: OSCEvent.allCases.map {
        ($0, OSCMessage(OSCAddressMap.event($0, prefix: target.prefix)))
      })
  }

  /// Lays out the messages of the stream; receivers are sent nothing yet.
  package func begin(_ description: StreamDescription) {
    gate = RateGate(target.pace)
    messages = EstimateStage.allCases.map { stage in
      OSCAddressMap.estimates(of: stage, outputs: description.outputs, prefix: target.prefix)
        .map(OSCMessage.init)
    }
  }

  package func emit(_ estimate: EmotionEstimate) {
    precondition(!messages.isEmpty, "an OSC sink has no estimate before its begin")
    guard gate.admits(estimate) else { return }
    let stage = Int(estimate.stage.rawValue)
    for index in messages[stage].indices { send(messages[stage][index].datagram(for: estimate)) }
  }

  package func emit(_ event: StreamEvent) { trigger(OSCEvent(event.kind)) }

  package func emit(_ event: DeviceEvent) { trigger(OSCEvent(event.change.kind)) }

  package func finish(_ end: StreamEnd) {}

  package var notices: [String] {
    unsentDatagrams == 0 ? [] : ["the system refused to send \(unsentDatagrams) datagrams to \(target)"]
  }

  private func trigger(_ event: OSCEvent) {
    if let message = events[event] { send(message.trigger) }
  }

  private func send(_ datagram: [UInt8]) {
    if !socket.send(datagram) { unsentDatagrams += 1 }
  }
}
