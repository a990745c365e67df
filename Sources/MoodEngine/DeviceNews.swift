import MoodCore
import Synchronization

/// The words in which device events are told, on their way past the hop, which passes on their numbers alone.
///
/// The capture thread puts them in and the emit thread takes them out, in the same order. Each call locks for a moment.
final class DeviceNews: Sendable {
  typealias Number = UInt64

  private struct State {
    var changes: [DeviceChange] = []
    /// The number of the first of `changes`.
    var first: Number = 0
  }

  private let state = Mutex(State())

  /// Keeps `change` until it is taken.
  func add(_ change: DeviceChange) -> Number {
    state.withLock { state in
      state.changes.append(change)
      return state.first + Number(state.changes.count) - 1
    }
  }

  /// What was added under this number; forgets it, and what was added before, whose numbers were lost on the way.
  func take(_ number: Number) -> DeviceChange? {
    state.withLock { state in
      guard number >= state.first, number < state.first + Number(state.changes.count) else { return nil }
      let index = Int(number - state.first)
      let change = state.changes[index]
      state.changes.removeFirst(index + 1)
      state.first = number + 1
      return change
    }
  }
}
