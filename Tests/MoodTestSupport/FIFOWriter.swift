import Foundation

/// Writes samples into a FIFO beside the caller, as fast as they are read, and keeps it open until it is closed. While nobody reads it waits.
package final class FIFOWriter: @unchecked Sendable {
  private let isClosed = DispatchSemaphore(value: 0)
  private let isDone = DispatchSemaphore(value: 0)

  /// Writes `samples` once.
  package convenience init(path: String, _ samples: [Float]) {
    self.init(path: path, samples, isEndless: false)
  }

  /// Writes one value again and again, 480 samples at once, with a rest of 10 ms between them: whole frames,
  /// since the daemon does not survive half a one.
  package convenience init(path: String, constant: Float) {
    self.init(path: path, [Float](repeating: constant, count: 480), isEndless: true)
  }

  private init(path: String, _ block: [Float], isEndless: Bool) {
    signal(SIGPIPE, SIG_IGN)
    Thread.detachNewThread {
      var descriptor: Int32 = -1
      while self.isClosed.wait(timeout: .now()) == .timedOut {
        // A server that has ended has left its FIFO; the next one makes it anew.
        if descriptor < 0 { descriptor = Self.open(path) }
        if descriptor >= 0, !Self.write(block, to: descriptor) {
          Foundation.close(descriptor)
          descriptor = -1
        } else if descriptor >= 0, !isEndless {
          self.isClosed.wait()
          break
        }
        pause(milliseconds: 10)
      }
      if descriptor >= 0 { Foundation.close(descriptor) }
      self.isDone.signal()
    }
  }

  package func close() {
    isClosed.signal()
    isDone.wait()
  }

  /// The FIFO, open; -1 where nobody reads it.
  private static func open(_ path: String) -> Int32 {
    let descriptor = Foundation.open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
    if descriptor >= 0 { _ = fcntl(descriptor, F_SETFL, O_WRONLY) }
    return descriptor
  }

  /// False where nobody reads any more.
  private static func write(_ samples: [Float], to descriptor: Int32) -> Bool {
    samples.withUnsafeBytes { bytes in
      var rest = UnsafeRawBufferPointer(rebasing: bytes[...])
      while !rest.isEmpty {
        let written = Foundation.write(descriptor, rest.baseAddress, rest.count)
        if written <= 0 { return false }
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      }
      return true
    }
  }
}
