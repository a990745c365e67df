internal import CSndfile
internal import Glibc

/// Bytes that libsndfile writes and reads as if they were a file. For one thread.
final class MemoryFile {
  private(set) var bytes: [UInt8] = []
  private var position = 0

  /// What libsndfile calls, with the pointer of `context` as its user data.
  static var callbacks: SF_VIRTUAL_IO {
    SF_VIRTUAL_IO(
      get_filelen: { sf_count_t(MemoryFile.from($0).bytes.count) },
      seek: { offset, origin, context in
        sf_count_t(MemoryFile.from(context).seek(Int(offset), from: origin))
      },
      read: { memory, count, context in
        sf_count_t(MemoryFile.from(context).read(into: memory, count: Int(count)))
      },
      write: { memory, count, context in
        sf_count_t(MemoryFile.from(context).write(memory, count: Int(count)))
      },
      tell: { sf_count_t(MemoryFile.from($0).position) })
  }

  /// Valid as long as this object is.
  var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  /// Goes back to the first byte.
  func rewind() { position = 0 }

  /// The position afterwards; where it would lie before the first byte nothing moves.
  private func seek(_ offset: Int, from origin: Int32) -> Int {
    let base =
      switch origin {
      case SEEK_CUR: position
      case SEEK_END: bytes.count
      default: 0
      }
    if base + offset >= 0 { position = base + offset }
    return position
  }

  private func read(into memory: UnsafeMutableRawPointer?, count: Int) -> Int {
    guard let memory, count > 0, position < bytes.count else { return 0 }
    let count = min(count, bytes.count - position)
    bytes.withUnsafeBytes { memory.copyMemory(from: $0.baseAddress! + position, byteCount: count) }
    position += count
    return count
  }

  private func write(_ memory: UnsafeRawPointer?, count: Int) -> Int {
    guard let memory, count > 0 else { return 0 }
    if bytes.count < position + count {
      bytes += [UInt8](repeating: 0, count: position + count - bytes.count)
    }
    bytes.withUnsafeMutableBytes {
      ($0.baseAddress! + position).copyMemory(from: memory, byteCount: count)
    }
    position += count
    return count
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> MemoryFile {
    guard let context else { preconditionFailure("libsndfile lost the memory it reads") }
    return Unmanaged<MemoryFile>.fromOpaque(context).takeUnretainedValue()
  }
}
