import MoodCapture
import Synchronization

/// Opens inputs one after another, and makes the one that is opening or running end soon when it is stopped.
final class InputGate: Sendable {
  private struct State {
    /// Ends the waiting for the first bytes of an input.
    var opening: Interruption?
    /// Ends what runs.
    var end: (@Sendable () -> Void)?
    var isStopped = false
  }

  private let state = Mutex(State())

  /// Whether nothing further is to be opened.
  var isStopped: Bool { state.withLock { $0.isStopped } }

  /// Ends what opens or runs, for good. Any thread.
  func stop() {
    state.withLock {
      $0.isStopped = true
      $0.opening?.request()
      $0.end?()
    }
  }

  /// The input, open; nil where the gate was stopped.
  /// - Throws: `CaptureError`
  func open(_ input: AudioInput, _ options: InputOptions) throws -> (any AudioSource)? {
    let interruption = try Interruption()
    state.withLock { state in
      state.opening = interruption
      if state.isStopped { interruption.request() }
    }
    defer { state.withLock { $0.opening = nil } }
    do {
      return try input.open(options, interruption: interruption)
    } catch  where isStopped {
      return nil
    }
  }

  /// Does `work`, which `end` ends early when the gate is stopped; nil where it was stopped before.
  func running<Result>(
    until end: @escaping @Sendable () -> Void, do work: () throws -> Result
  ) rethrows -> Result? {
    let isStopped = state.withLock { state in
      state.end = end
      return state.isStopped
    }
    defer { state.withLock { $0.end = nil } }
    return isStopped ? nil : try work()
  }
}
