internal import CJACK
internal import MoodRealtime
internal import Synchronization

/// What the server tells the client on threads of its own, for the thread that reads.
struct JACKNews: ~Copyable {
  let client: OpaquePointer
  let reader: WakeSignal.Waker
  let rateHz: Atomic<Int>
  /// Frames that the server itself has lost and that no note tells of yet.
  let overrun = Atomic<Int64>(0)
  let portsHaveChanged = Atomic<Bool>(false)
  let hasEnded = Atomic<Bool>(false)
  /// The length of the server's last xrun, in microseconds; used on the thread of the callback alone.
  private let lastOverrun: Atomic<UInt32>

  /// - Parameter lastOverrun: the length of the last xrun before now, in microseconds.
  init(client: OpaquePointer, rateHz: Int, lastOverrun: Float, reader: WakeSignal.Waker) {
    self.client = client
    self.rateHz = Atomic(rateHz)
    self.lastOverrun = Atomic(lastOverrun.bitPattern)
    self.reader = reader
  }

  /// Notes an xrun, given the length of the server's last one in microseconds.
  ///
  /// Servers speak of an xrun when any client is late, too. Only one of the server itself has a length of its own, and
  /// what this client misses by its own lateness shows in the frames' numbers.
  borrowing func noteOverrun(microseconds: Float) {
    let previous = lastOverrun.exchange(microseconds.bitPattern, ordering: .relaxed)
    guard previous != microseconds.bitPattern, microseconds > 0, microseconds < 3.6e9 else { return }
    let frames = Double(microseconds) * Double(rateHz.load(ordering: .relaxed)) / 1e6
    overrun.add(Int64(frames.rounded()), ordering: .relaxed)
  }
}

/// What the callbacks use, as long as they may be called.
final class JACKLink: @unchecked Sendable {
  /// Signalled by all of them.
  let wake = WakeSignal()
  let news: UnsafeMutablePointer<JACKNews>
  let process: UnsafeMutablePointer<JACKProcess>

  init(client: OpaquePointer, rateHz: Int, ports: [OpaquePointer], writer: consuming JACKQueue.Writer) {
    news = .allocate(capacity: 1)
    news.initialize(
      to: JACKNews(
        client: client, rateHz: rateHz, lastOverrun: mr_jack_xrun_microseconds(client), reader: wake.waker))
    process = .allocate(capacity: 1)
    process.initialize(to: JACKProcess(ports: ports, writer: writer, news: news))
  }

  deinit {
    process.deinitialize(count: 1)
    process.deallocate()
    news.deinitialize(count: 1)
    news.deallocate()
  }
}

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

extension mr_jack_callbacks {
  /// Free functions all, since libjack calls them on its threads.
  init(_ link: JACKLink) {
    self.init(
      process: runCycle, xrun: noteOverrun, rate: noteRate, port: notePort, shutdown: noteEnd,
      writer: link.process, shared: link.news)
  }
}

private func runCycle(_ frames: UInt32, _ process: UnsafeMutableRawPointer?) -> Int32 {
  process?.assumingMemoryBound(to: JACKProcess.self).pointee.run(frames: frames)
  return 0
}

private func noteOverrun(_ news: UnsafeMutableRawPointer?) -> Int32 {
  guard let news = news?.assumingMemoryBound(to: JACKNews.self) else { return 0 }
  news.pointee.noteOverrun(microseconds: mr_jack_xrun_microseconds(news.pointee.client))
  return 0
}

private func noteRate(_ rateHz: UInt32, _ news: UnsafeMutableRawPointer?) -> Int32 {
  guard let news = news?.assumingMemoryBound(to: JACKNews.self) else { return 0 }
  news.pointee.rateHz.store(Int(rateHz), ordering: .relaxed)
  news.pointee.reader.signal()
  return 0
}

private func notePort(_ port: UInt32, _ comes: Int32, _ news: UnsafeMutableRawPointer?) {
  guard comes == 0, let news = news?.assumingMemoryBound(to: JACKNews.self) else { return }
  news.pointee.portsHaveChanged.store(true, ordering: .relaxed)
  news.pointee.reader.signal()
}

private func noteEnd(_ code: UInt32, _ reason: UnsafePointer<CChar>?, _ news: UnsafeMutableRawPointer?) {
  guard let news = news?.assumingMemoryBound(to: JACKNews.self) else { return }
  news.pointee.hasEnded.store(true, ordering: .releasing)
  news.pointee.reader.signal()
}
