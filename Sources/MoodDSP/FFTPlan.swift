import CFFTW
import Synchronization

/// A plan of FFTW, destroyed when it goes out of scope.
struct FFTPlan: ~Copyable, @unchecked Sendable {
  /// What `fftwf_execute` takes.
  let handle: fftwf_plan

  /// FFTW's planner keeps state in globals: one thread at a time in the whole process.
  private static let planner = Mutex<Void>(())

  /// What crosses the lock.
  private struct Made: @unchecked Sendable {
    let handle: fftwf_plan?
  }

  /// Plans by `make`, which may call FFTW's planner. Takes milliseconds.
  init(_ make: () -> fftwf_plan?) {
    let made = Self.planner.withLock { _ in Made(handle: make()) }
    guard let handle = made.handle else { preconditionFailure("FFTW has no plan for such a transform") }
    self.handle = handle
  }

  deinit {
    let made = Made(handle: handle)
    Self.planner.withLock { _ in fftwf_destroy_plan(made.handle) }
  }

  /// Transforms what the plan was made for.
  @_noAllocation @_noLocks
  borrowing func execute() { fftwf_execute(handle) }
}
