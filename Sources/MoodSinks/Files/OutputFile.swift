import Glibc

/// A file descriptor that takes whole records.
struct OutputFile: ~Copyable {
  private let descriptor: Int32
  /// What people know it by.
  private let name: String
  /// Whether it was made here: then it is closed here.
  private let isOwned: Bool

  /// Creates or truncates the file at `path`.
  /// - Parameter waitsForReader: whether a FIFO that nobody reads yet is waited for.
  /// - Throws: `.noReader` where it is not.
  init(creating path: String, waitsForReader: Bool = true) throws(SinkError) {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | (waitsForReader ? 0 : O_NONBLOCK)
    let descriptor = open(path, flags, 0o666)
    guard descriptor >= 0 else {
      let code = errno
      throw code == ENXIO && !waitsForReader && Self.isFIFO(path)
        ? .noReader(path: path) : .cannotCreate(path: path, code: code)
    }
    if !waitsForReader { _ = fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) }
    self.descriptor = descriptor
    name = path
    isOwned = true
  }

  private static func isFIFO(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
  }

  /// Takes over a descriptor.
  init(owning descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
    isOwned = true
  }

  /// Creates a file that nobody else sees and that goes when it is closed.
  init(unnamedIn folder: String) throws(SinkError) {
    var path = Array("\(folder)/moodring-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else {
      throw .cannotCreate(path: "a temporary file in \(folder)", code: errno)
    }
    unlink(path)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    self.init(owning: descriptor, name: "a temporary file in \(folder)")
  }

  /// Lends a descriptor that somebody else keeps open.
  init(lent descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
    isOwned = false
  }

  static func standardOutput() -> OutputFile {
    OutputFile(lent: STDOUT_FILENO, name: "standard output")
  }

  deinit {
    if isOwned { close(descriptor) }
  }

  /// Writes `record`, in one system call where the system takes it whole.
  /// - Throws: `.closed` where the reader has gone (SIGPIPE must be ignored), else `.cannotWrite`.
  borrowing func write(_ record: [UInt8]) throws(SinkError) {
    var written = 0
    while written < record.count {
      let count = record.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written)
      }
      if count >= 0 {
        written += count
        continue
      }
      let code = errno
      switch code {
      case EINTR: continue
      case EAGAIN: waitUntilWritable()
      case EPIPE: throw .closed
      default:
        takeBack(written)
        throw .cannotWrite(output: name, code: code)
      }
    }
  }

  /// Replaces what stands from `offset` on in a file.
  borrowing func rewrite(_ bytes: [UInt8], at offset: UInt64) throws(SinkError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress! + written, $0.count - written, off_t(offset) + off_t(written))
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw .cannotWrite(output: name, code: errno)
      }
    }
  }

  /// Writes the content of this file to another.
  borrowing func copy(to other: borrowing OutputFile) throws(SinkError) {
    var offset: off_t = 0
    while true {
      var failure: Int32 = 0
      let block = [UInt8](unsafeUninitializedCapacity: 1 << 16) { memory, count in
        let got = pread(descriptor, memory.baseAddress, memory.count, offset)
        failure = got < 0 ? errno : 0
        count = max(got, 0)
      }
      if failure == EINTR { continue }
      if failure != 0 { throw .cannotWrite(output: name, code: failure) }
      if block.isEmpty { return }
      try other.write(block)
      offset += off_t(block.count)
    }
  }

  /// Sleeps until the descriptor, which another process made non-blocking, takes bytes again.
  private borrowing func waitUntilWritable() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&request, 1, -1)
  }

  /// Cuts the last `count` bytes off a file, so that it ends with a whole record, unless somebody else has written
  /// behind them.
  private borrowing func takeBack(_ count: Int) {
    var status = stat()
    guard count > 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    let end = lseek(descriptor, 0, SEEK_CUR)
    guard end >= count, end == status.st_size, ftruncate(descriptor, end - count) == 0 else { return }
    lseek(descriptor, end - count, SEEK_SET)
  }
}
