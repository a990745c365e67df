internal import Dispatch

/// Work on several threads at once.
package enum Parallel {
  /// Calls `body` for each of 0..<`count`, side by side, and returns when all are done. The calls are not to write
  /// what another reads: the compiler does not see it.
  package static func perform(_ count: Int, _ body: (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: count) { body($0) }
    }
  }
}
