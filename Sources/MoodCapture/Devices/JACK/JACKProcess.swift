internal import CJACK
internal import MoodRealtime
internal import Synchronization

/// What the process callback owns: the ports, and the way to the reader.
struct JACKProcess: ~Copyable {
  private let news: UnsafeMutablePointer<JACKNews>
  private let ports: UnsafeMutablePointer<OpaquePointer>
  private let sources: UnsafeMutablePointer<UnsafePointer<Float>>
  private var writer: JACKQueue.Writer

  init(ports: [OpaquePointer], writer: consuming JACKQueue.Writer, news: UnsafeMutablePointer<JACKNews>) {
    precondition(ports.count == writer.channels, "every port is a channel")
    self.news = news
    self.ports = .allocate(capacity: ports.count)
    self.ports.initialize(from: ports, count: ports.count)
    sources = .allocate(capacity: ports.count)
    self.writer = writer
  }

  deinit {
    ports.deallocate()
    sources.deallocate()
  }

  /// One cycle.
  @_noAllocation @_noLocks
  mutating func run(frames: UInt32) {
    for channel in 0..<writer.channels {
      // A server that has no samples for a port it has given out has ended.
      guard let samples = mr_jack_samples(ports[channel], frames) else { return }
      sources[channel] = samples
    }
    let overrun = news.pointee.overrun.exchange(0, ordering: .relaxed)
    writer.write(
      sources, frames: Int(frames), time: mr_jack_frame_time(news.pointee.client), overrun: overrun)
    news.pointee.reader.signal()
  }
}
