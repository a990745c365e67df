internal import CJACK
internal import MoodRealtime
internal import Synchronization

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
