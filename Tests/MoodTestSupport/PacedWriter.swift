import Glibc
import MoodRealtime
import Synchronization

/// Plays to a FIFO at the speed of sound, as a microphone would: float32le, the same on all channels.
///
/// Where nobody reads, because a server has died, it waits until somebody does: what sounded meanwhile is lost.
package final class PacedWriter: @unchecked Sendable {
  /// - Parameters:
  ///   - firstFrame: counted since the start of the writer.
  package typealias Notice = @Sendable (_ firstFrame: Int64, _ frames: Int) -> Void

  private let path: String
  private let rateHz: Int
  private let channels: Int
  private let blockFrames: Int
  private let length: Int64
  private let signal: @Sendable (Int64) -> Float
  private let willWrite: Notice
  private let handed = Atomic<Int64>(0)
  private let isStopped = Atomic<Bool>(false)
  private var thread: RealtimeThread?

  /// Starts to play.
  /// - Parameters:
  ///   - blockFrames: frames that are written at once, when the last of them is due.
  ///   - length: frames after which it ends; until `stop` where nil.
  ///   - willWrite: called right before a block is written, on the writing thread.
  package init(
    to path: String, rateHz: Int, channels: Int, blockFrames: Int, length: Int64? = nil,
    willWrite: @escaping Notice = { _, _ in }, signal: @escaping @Sendable (Int64) -> Float
  ) {
    self.path = path
    self.rateHz = rateHz
    self.channels = channels
    self.blockFrames = blockFrames
    self.length = length ?? .max
    self.willWrite = willWrite
    self.signal = signal
    Glibc.signal(SIGPIPE, SIG_IGN)
    thread = RealtimeThread(name: "paced-writer") { [self] in run() }
  }

  /// Frames that somebody has taken.
  package var writtenFrames: Int64 { handed.load(ordering: .acquiring) }

  /// Ends it, or waits for its end where `length` was given and `isEarly` is false.
  package func stop(isEarly: Bool = true) {
    if isEarly { isStopped.store(true, ordering: .releasing) }
    thread?.join()
    thread = nil
  }

  private func run() {
    var descriptor: Int32 = -1
    defer { if descriptor >= 0 { close(descriptor) } }
    var block = [Float](repeating: 0, count: blockFrames * channels)
    let start = MonotonicClock.nanoseconds()
    var position: Int64 = 0
    while position < length, !isStopped.load(ordering: .acquiring) {
      let frames = Int(min(Int64(blockFrames), length - position))
      for frame in 0..<frames {
        let value = signal(position + Int64(frame))
        for channel in 0..<channels { block[frame * channels + channel] = value }
      }
      sleep(until: start + UInt64(Double(position + Int64(frames)) / Double(rateHz) * 1e9))
      if descriptor < 0 { descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK) }
      if descriptor >= 0 {
        willWrite(position, frames)
        if write(block, bytes: frames * channels * 4, to: descriptor) {
          handed.add(Int64(frames), ordering: .releasing)
        } else {
          close(descriptor)
          descriptor = -1
        }
      }
      position += Int64(frames)
    }
  }

  /// Writes all of it, waiting where the FIFO is full; false once nobody reads.
  private func write(_ block: [Float], bytes: Int, to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < bytes, !isStopped.load(ordering: .acquiring) {
      let count = block.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + offset, bytes - offset) }
      if count > 0 {
        offset += count
      } else if errno == EAGAIN {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, 100)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  private func sleep(until due: UInt64) {
    while true {
      let now = MonotonicClock.nanoseconds()
      guard due > now else { return }
      var rest = timespec(
        tv_sec: Int((due - now) / 1_000_000_000), tv_nsec: Int((due - now) % 1_000_000_000))
      nanosleep(&rest, nil)
    }
  }
}
