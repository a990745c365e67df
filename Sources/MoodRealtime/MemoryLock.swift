import Glibc
import Synchronization

/// Keeps in memory what the hop touches, so that it never waits for a page.
///
/// Only buffers and rings are locked, each as it is allocated: some megabytes, where `mlockall` would pin everything
/// that the process has mapped. Pages are shared between buffers, so none is unlocked before the process ends, or its
/// memory is given back to the system.
package enum MemoryLock {
  private static let isOn = Atomic<Bool>(false)
  private static let firstRefusal = Atomic<Int32>(0)

  /// From now on what is allocated is locked. For a process that hears a device; any thread.
  package static func begin() { isOn.store(true, ordering: .relaxed) }

  /// The number of the system's first refusal, `ENOMEM` or `EPERM`: nil where all was locked.
  package static var refusal: Int32? {
    let refusal = firstRefusal.load(ordering: .relaxed)
    return refusal == 0 ? nil : refusal
  }

  /// Locks memory that was just allocated, if memory is to be locked.
  package static func cover(_ memory: UnsafeRawPointer, bytes: Int) {
    guard isOn.load(ordering: .relaxed), let refusal = lock(memory, bytes: bytes) else { return }
    _ = firstRefusal.compareExchange(expected: 0, desired: refusal, ordering: .relaxed)
  }

  /// Locks the pages of some memory, all of which are then there.
  /// - Returns: nil, or the number of the refusal.
  static func lock(_ memory: UnsafeRawPointer, bytes: Int) -> Int32? {
    mlock(memory, bytes) == 0 ? nil : errno
  }
}
