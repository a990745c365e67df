package import MoodCore

/// The records of NDJSON, one a datagram, with its newline.
///
/// `begin` comes again every five seconds of the sample clock, with the number that is its turn, so that whoever begins
/// to listen late learns what the stream is. A datagram that cannot be sent is counted and missing; the stream goes on.
package final class UDPSink: EmotionSink {
  /// Samples between two records `begin`.
  static let beginPeriodSamples = Int64(5 * AnalysisGrid.sampleRateHz)

  private let target: UDPTarget
  private let sender: DatagramSender
  private var encoder: RecordEncoder
  private var gate: RateGate
  private var nextBegin: Int64 = 0
  /// Records that a datagram does not hold.
  private var longRecords = 0

  /// Looks for the host of `target`, which may take some seconds.
  package init(_ target: UDPTarget) throws(SinkError) {
    self.target = target
    sender = try DatagramSender(to: target.endpoint, timeToLive: target.timeToLive)
    encoder = RecordEncoder(target.fields)
    gate = RateGate(target.pace)
  }

  package var remark: String? { sender.remark }

  package var notices: [String] {
    sender.notices(of: target)
      + (longRecords == 0
        ? [] : ["\(longRecords) records were too long for a datagram and were not sent to \(target)"])
  }

  /// - Throws: `.tooLong` where an estimate may be longer than a datagram, or `.unknownField`.
  package func begin(_ description: StreamDescription) throws {
    gate = RateGate(target.pace)
    let record = try encoder.begin(description)
    let bytes = encoder.longestEstimateBytes
    guard bytes <= DatagramSender.longestDatagramBytes else {
      throw SinkError.tooLong("an estimate", bytes: bytes, cure: "choose some of it with fields=")
    }
    send(record)
    nextBegin = Self.beginPeriodSamples
  }

  package func emit(_ estimate: EmotionEstimate, features: [Float]) throws {
    advance(to: estimate.knownAtSample)
    guard gate.admits(estimate) else { return }
    send(encoder.estimate(estimate, features: features))
  }

  package func emit(_ event: StreamEvent) { send(encoder.event(event)) }

  package func emit(_ event: DeviceEvent) { send(encoder.event(event)) }

  package func advance(to sampleTime: Int64) {
    guard sampleTime >= nextBegin else { return }
    send(encoder.beginAgain())
    nextBegin += Self.beginPeriodSamples * ((sampleTime - nextBegin) / Self.beginPeriodSamples + 1)
  }

  package func finish(_ end: StreamEnd) { send(encoder.end(end)) }

  private func send(_ record: [UInt8]) {
    if record.count > DatagramSender.longestDatagramBytes {
      longRecords += 1
    } else {
      sender.send(record.span.bytes)
    }
  }
}
