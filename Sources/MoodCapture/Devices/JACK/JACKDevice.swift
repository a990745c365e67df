internal import CJACK
package import MoodCore
internal import MoodRealtime
internal import Synchronization

/// Ports of a JACK server, a channel each.
package final class JACKDevice: CaptureDevice, @unchecked Sendable {
  /// What a read waits at most before it says `.nothing`.
  private static let patienceNanoseconds: UInt64 = 1_000_000_000
  /// What the reading thread may sleep without a loss.
  private static let queueSeconds = 1
  /// Losses that may wait to be heard of; while more would, what comes is lost too.
  private static let queueLosses = 64

  package let name: String
  package let format: AudioFormat

  private let client: JACKClient
  /// The ports that are heard.
  private let sources: [String]
  private let link: JACKLink
  private var reader: JACKQueue.Reader
  private let isInterrupted = Atomic<Bool>(false)

  /// Connects with what `ports` means: a full name, a regular expression, or "" for all physical inputs.
  init(_ ports: String, client: JACKClient) throws(DeviceFault) {
    name = "\(JACKBackend.scheme):\(ports)"
    self.client = client
    sources = try JACKPortChoice.ports(ports, among: client.ports(), device: name)
    format = AudioFormat(
      encoding: SampleFormat.f32le.rawValue, rateHz: client.rateHz, channels: sources.count)
    guard AudioFormat.rateRange.contains(format.rateHz) else {
      throw .unusable(device: name, found: "\(format.rateHz) Hz")
    }
    var own: [OpaquePointer] = []
    for number in 1...sources.count {
      guard let port = mr_jack_make_port(client.handle, "input_\(number)") else {
        throw .failed(device: name, reason: "the JACK server has no room for another port")
      }
      own.append(port)
    }
    let samples = RingBuffer.make(of: Float.self, count: format.rateHz * Self.queueSeconds * sources.count)
    let losses = RingBuffer.make(of: JACKQueue.Loss.self, count: Self.queueLosses)
    let writer = JACKQueue.Writer(
      channels: sources.count, samples: samples.producer, losses: losses.producer)
    reader = JACKQueue.Reader(channels: sources.count, samples: samples.consumer, losses: losses.consumer)
    link = JACKLink(client: client.handle, rateHz: format.rateHz, ports: own, writer: writer)

    guard try client.activate(link) else {
      throw .failed(device: name, reason: "the JACK server does not let it run")
    }
    for (source, port) in zip(sources, own) where try !client.connect(source, to: port) {
      throw .failed(device: name, reason: "the JACK server does not connect \(source)")
    }
  }

  deinit { client.close(keeping: link) }

  package func read(
    into samples: UnsafeMutablePointer<Float>, frames: Int
  ) throws(DeviceFault) -> DeviceReading {
    precondition(frames > 0, "a read asks for at least one frame")
    let patience = MonotonicClock.nanoseconds() + Self.patienceNanoseconds
    while true {
      let ticket = link.wake.ticket()
      if isInterrupted.load(ordering: .acquiring) { return .interrupted }
      let hasEnded = link.news.pointee.hasEnded.load(ordering: .acquiring)
      if !hasEnded { try checkNews() }
      if let reading = reader.read(into: samples, frames: frames) { return reading }
      if hasEnded {
        // libjack reaches the next server only when no client is left of this one.
        client.close(keeping: link)
        throw .gone(device: name, reason: "the JACK server has ended")
      }
      let now = MonotonicClock.nanoseconds()
      if now >= patience { return .nothing }
      link.wake.wait(ticket, timeoutNanoseconds: patience - now)
    }
  }

  package func interrupt() {
    isInterrupted.store(true, ordering: .releasing)
    link.wake.signal()
  }

  /// Throws where what comes next would not be what was asked for.
  private func checkNews() throws(DeviceFault) {
    let rateHz = link.news.pointee.rateHz.load(ordering: .relaxed)
    if rateHz != format.rateHz {
      throw .gone(device: name, reason: "the JACK server has changed its rate to \(rateHz) Hz")
    }
    if link.news.pointee.portsHaveChanged.exchange(false, ordering: .relaxed) {
      for source in sources where !mr_jack_has_port(client.handle, source) {
        throw .gone(device: name, reason: "the port \(source) has been removed")
      }
    }
  }
}
