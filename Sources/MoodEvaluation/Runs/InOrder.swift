internal import Dispatch
internal import Synchronization

/// An evaluation was told to stop.
package struct Interrupted: Error, Equatable {
  package init() {}
}

/// Independent work on several threads, its results in the order of the work.
enum InOrder {
  /// Calls `body` for each of 0..<`count` and gives what it returned in that order, whichever thread was faster.
  /// - Parameter goesOn: asked on any thread after each piece, with the number of those done.
  /// - Throws: what `body` threw for the lowest index; `Interrupted` where `goesOn` said no.
  static func map<Result: Sendable>(
    count: Int, threads: Int, goesOn: @Sendable (_ done: Int) -> Bool = { _ in true },
    _ body: @Sendable (Int) throws -> Result
  ) throws -> [Result] {
    let next = Atomic<Int>(0)
    let done = Atomic<Int>(0)
    let results = Mutex([Result?](repeating: nil, count: count))
    let failure = Mutex<(index: Int, error: any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        do {
          let result = try body(index)
          results.withLock { $0[index] = result }
        } catch {
          // Lower indices have begun, and may yet fail.
          failure.withLock { if $0.map({ index < $0.index }) ?? true { $0 = (index, error) } }
          next.store(count, ordering: .relaxed)
          return
        }
        if !goesOn(done.add(1, ordering: .relaxed).newValue) { next.store(count, ordering: .relaxed) }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure.error }
    let all = results.withLock { $0.compactMap(\.self) }
    guard all.count == count else { throw Interrupted() }
    return all
  }
}
