import Glibc
import MoodRealtime
import MoodSinks
import Synchronization

/// Turns SIGINT, SIGTERM and SIGHUP into an orderly end: the first finishes the stream, a later one ends at once. Where
/// there is something to reload SIGHUP asks for that instead.
///
/// A signal that the caller had ignored (`nohup`, a background job of a shell) stays ignored.
final class SignalWatcher: Sendable {
  /// Within it a further signal is an echo of the first: `timeout`, and a supervisor beside the terminal, send two.
  private static let echoNanoseconds: UInt64 = 500_000_000

  private let received = Atomic<Int32>(0)
  private let watched: [Int32]
  private let onReload: (@Sendable () -> Void)?
  private let onSignal: @Sendable () -> Void

  /// Takes the signals from every thread that is started later: call it before any.
  /// - Parameters:
  ///   - onReload: called at each SIGHUP, on the thread of `onSignal`; nil where that ends as SIGTERM does.
  ///   - onSignal: called on a thread of its own at the first signal.
  init(onReload: (@Sendable () -> Void)? = nil, onSignal: @escaping @Sendable () -> Void) {
    self.onReload = onReload
    self.onSignal = onSignal
    watched = [SIGINT, SIGTERM, SIGHUP].filter { $0 == SIGTERM || !Self.isIgnored($0) }
    var signals = Self.set(of: watched)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    _ = RealtimeThread(name: "mr-signals") { self.watch() }
  }

  /// How the program ends if nothing worse happened; nil where no signal came.
  var status: ExitStatus? {
    let signal = received.load(ordering: .acquiring)
    return signal == 0 ? nil : Self.status(of: signal)
  }

  private func watch() {
    var signals = Self.set(of: watched)
    var signal: Int32 = 0
    var firstNanoseconds: UInt64 = 0
    while sigwait(&signals, &signal) == 0 {
      if signal == SIGHUP, let onReload {
        onReload()
        continue
      }
      let now = MonotonicClock.nanoseconds()
      if received.load(ordering: .relaxed) == 0 {
        firstNanoseconds = now
        received.store(signal, ordering: .releasing)
        onSignal()
      } else if now - firstNanoseconds > Self.echoNanoseconds {
        TerminalScreen.restore()
        _exit(Self.status(of: signal).rawValue)
      }
    }
  }

  private static func status(of signal: Int32) -> ExitStatus { signal == SIGINT ? .interrupted : .terminated }

  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(signal, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }

  private static func set(of numbers: [Int32]) -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in numbers { sigaddset(&signals, number) }
    return signals
  }
}
