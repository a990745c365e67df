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
