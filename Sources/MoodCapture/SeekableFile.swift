internal import CSndfile
internal import Glibc

/// A file that libsndfile reads through callbacks.
///
/// Not through `sf_open_fd`: libsndfile 1.2.0 closes a descriptor whose content it refuses even where it is told not
/// to, so that a second close, ours, would hit whatever another thread has opened since.
final class SeekableFile: Sendable {
  private let descriptor: Descriptor

  /// Takes the descriptor of a regular file over.
  init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

  /// What libsndfile calls, with the pointer of `context` as its user data.
  static var callbacks: SF_VIRTUAL_IO {
    SF_VIRTUAL_IO(
      get_filelen: { SeekableFile.from($0).length },
      seek: { offset, origin, context in
        sf_count_t(lseek(SeekableFile.from(context).descriptor.number, off_t(offset), origin))
      },
      read: { memory, count, context in
        sf_count_t(SeekableFile.from(context).read(into: memory, count: Int(count)))
      },
      write: { _, _, _ in 0 },
      tell: { sf_count_t(lseek(SeekableFile.from($0).descriptor.number, 0, SEEK_CUR)) })
  }

  /// Valid as long as this object is.
  var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  private var length: sf_count_t {
    var status = stat()
    return fstat(descriptor.number, &status) == 0 ? sf_count_t(status.st_size) : 0
  }

  /// Reads until `count` bytes are there or the file ends.
  private func read(into memory: UnsafeMutableRawPointer?, count: Int) -> Int {
    guard let memory else { return 0 }
    var filled = 0
    while filled < count {
      let got = Glibc.read(descriptor.number, memory + filled, count - filled)
      if got < 0, errno == EINTR { continue }
      if got <= 0 { break }
      filled += got
    }
    return filled
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> SeekableFile {
    guard let context else { preconditionFailure("libsndfile lost the file it reads") }
    return Unmanaged<SeekableFile>.fromOpaque(context).takeUnretainedValue()
  }
}
