import Glibc
import Testing

@testable import MoodCapture

/// A folder that is removed with everything in it.
final class ScratchFolder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/moodring-test-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        unlink("\(path)/\(name)")
      }
      closedir(folder)
    }
    rmdir(path)
  }

  /// Writes a file and returns its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = "\(path)/\(name)"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    try #require(descriptor >= 0)
    writeAll(bytes, to: descriptor)
    close(descriptor)
    return file
  }
}

/// Writes until all is written or the reader is gone.
func writeAll(_ bytes: [UInt8], to descriptor: Int32, pieces: (Int) -> Int = { $0 }) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let piece = rest.prefix(max(1, pieces(rest.count)))
    let written = piece.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if written <= 0 { return }
    rest.removeFirst(written)
  }
}

/// The two ends of a new pipe.
func makePipe() throws -> (read: Int32, write: Int32) {
  // A writer whose reader is gone gets an error instead of a signal.
  signal(SIGPIPE, SIG_IGN)
  var ends: [Int32] = [-1, -1]
  try #require(pipe(&ends) == 0)
  return (ends[0], ends[1])
}

/// A stream source over bytes that fit into a pipe (at most 64 KiB).
func streamSource(_ bytes: [UInt8], _ options: InputOptions = InputOptions()) throws -> StreamSource {
  precondition(bytes.count <= 65_536, "a pipe holds 64 KiB")
  let ends = try makePipe()
  writeAll(bytes, to: ends.write)
  close(ends.write)
  return try StreamSource(Descriptor(owning: ends.read), name: "the test", options: options)
}

/// Everything a source delivers, at most `frames` frames, read in chunks of `chunk`.
func play(_ source: any AudioSource, frames: Int = .max, chunk: Int = 1000) throws -> [Float] {
  var samples: [Float] = []
  let channels = source.format.channels
  var block = [Float](repeating: 0, count: chunk * channels)
  while samples.count / channels < frames {
    let wanted = min(chunk, frames - samples.count / channels)
    let got = try block.withUnsafeMutableBufferPointer {
      try source.read(into: $0.baseAddress!, frames: wanted)
    }
    if got == 0 { break }
    samples += block.prefix(got * channels)
  }
  return samples
}

/// Everything a stream delivers, read in chunks of `chunk`.
func play(_ stream: MonoStream, chunk: Int = 1000) throws -> [Float] {
  var samples: [Float] = []
  var block = [Float](repeating: 0, count: chunk)
  while true {
    let got = try block.withUnsafeMutableBufferPointer {
      try stream.read(into: $0.baseAddress!, count: chunk)
    }
    if got == 0 { return samples }
    samples += block.prefix(got)
  }
}

/// Threads that may block, unlike tasks.
enum Thread {
  /// Runs `work` on a thread of its own.
  static func start(_ work: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(Box(work))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { context in
        Unmanaged<Box>.fromOpaque(context!).takeRetainedValue().work()
        return nil
      }, box.toOpaque())
    precondition(failure == 0, "a test needs a thread")
    pthread_detach(thread)
  }

  private final class Box: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }
}
