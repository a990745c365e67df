import Foundation
import Synchronization

/// A program that runs beside the test, and ends with it: fed, watched, and sent signals while it runs.
///
/// Its output is read all the time, so that it never waits for its reader. One thread at a time.
package final class RunningProcess: @unchecked Sendable {
  package let identifier: Int32
  private var input: Int32 = -1
  private let output: Drain
  private let errors: Drain
  private var isOver = false

  /// Starts `path`, from which no signal is kept.
  /// - Parameters:
  ///   - hasInput: whether `write` feeds its standard input, which is empty otherwise.
  ///   - environment: replaces the inherited one where given.
  ///   - keepsLast: how much of its output is kept at least, in bytes: all of it where nil.
  /// - Throws: `RunningProcessFailure`
  package init(
    _ path: String, _ arguments: [String], hasInput: Bool = false, environment: [String: String]? = nil,
    keepsLast: Int? = nil
  ) throws {
    let (inputEnds, outputEnds, errorEnds) = (try Ends(), try Ends(), try Ends())
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, inputEnds.reading, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, outputEnds.writing, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errorEnds.writing, STDERR_FILENO)
    // Whatever is open for other tests would stay open as long as the program runs.
    for descriptor in 3...1000 as ClosedRange<Int32> {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let variables =
      (environment ?? ProcessInfo.processInfo.environment).map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var child = pid_t()
    let refusal = posix_spawn(&child, path, &actions, &attributes, words, variables)
    for end in [inputEnds.reading, outputEnds.writing, errorEnds.writing] { close(end) }
    guard refusal == 0 else {
      for end in [inputEnds.writing, outputEnds.reading, errorEnds.reading] { close(end) }
      throw RunningProcessFailure(path: path, errno: refusal)
    }
    identifier = child
    input = inputEnds.writing
    signal(SIGPIPE, SIG_IGN)
    output = Drain(outputEnds.reading, keepsLast: keepsLast)
    errors = Drain(errorEnds.reading, keepsLast: keepsLast)
    if !hasInput { closeInput() }
  }

  deinit {
    closeInput()
    if !isOver {
      send(SIGKILL)
      var status: Int32 = 0
      while waitpid(identifier, &status, 0) == -1, errno == EINTR {}
    }
  }

  // MARK: While it runs

  /// Writes to its standard input, waiting for it to read; false where it does not read any more.
  @discardableResult
  package func write(_ bytes: [UInt8]) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes { Glibc.write(input, $0.baseAddress! + offset, $0.count - offset) }
      if written > 0 { offset += written } else if errno != EINTR { return false }
    }
    return true
  }

  /// Ends its standard input.
  package func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  package func send(_ signal: Int32) { kill(identifier, signal) }

  /// What it has written so far, as far as it is kept.
  package var text: String { output.text }

  /// Waits until what it has written so far is as wanted; false where that is not so within `seconds`.
  package func wait(seconds: Int, until isAsWanted: (String) -> Bool) -> Bool {
    for _ in 0..<seconds * 100 {
      if isAsWanted(text) { return true }
      pause(milliseconds: 10)
    }
    return false
  }

  /// Memory that it holds now, in bytes.
  package var residentBytes: Int { fields("VmRSS:") * 1024 }

  /// Most memory that it has held, in bytes.
  package var peakResidentBytes: Int { fields("VmHWM:") * 1024 }

  /// Processor time that it has taken so far, in seconds.
  package var processorSeconds: Double {
    // The name, which may hold spaces, ends with the last parenthesis.
    guard let line = Self.read("/proc/\(identifier)/stat"), let end = line.lastIndex(of: ")") else {
      return 0
    }
    let fields = line[line.index(after: end)...].split(separator: " ")
    return ((Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0)) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// How many descriptors it has open.
  package var openDescriptors: Int {
    guard let folder = opendir("/proc/\(identifier)/fd") else { return 0 }
    defer { closedir(folder) }
    var count = -2  // . and ..
    while readdir(folder) != nil { count += 1 }
    return count
  }

  // MARK: Its end

  /// Waits for its end.
  package func wait() -> Subprocess {
    var code: Int32 = 0
    if !isOver { while waitpid(identifier, &code, 0) == -1, errno == EINTR {} }
    isOver = true
    let signal = code & 0x7f
    return Subprocess(
      status: signal == 0 ? (code >> 8) & 0xff : 128 + signal, output: output.wait(),
      errors: String(decoding: errors.wait(), as: UTF8.self))
  }

  private func fields(_ name: String) -> Int {
    let lines = (Self.read("/proc/\(identifier)/status") ?? "").split(separator: "\n")
    let words = lines.first { $0.hasPrefix(name) }?.split(whereSeparator: \.isWhitespace)
    return words.flatMap { Int($0[1]) } ?? 0
  }

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}

/// The ends of a pipe, which no other child inherits.
private struct Ends {
  let reading: Int32
  let writing: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw RunningProcessFailure(path: "a pipe", errno: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }
}

/// Reads a pipe to its end on a thread of its own.
private final class Drain: Sendable {
  private let content = Mutex<[UInt8]>([])
  private let isAtEnd = Atomic<Bool>(false)

  init(_ descriptor: Int32, keepsLast: Int?) {
    let reader = Reader(descriptor: descriptor, drain: self, keepsLast: keepsLast)
    var thread = pthread_t()
    pthread_create(&thread, nil, drainMain, Unmanaged.passRetained(reader).toOpaque())
    pthread_detach(thread)
  }

  var text: String { String(decoding: content.withLock { $0 }, as: UTF8.self) }

  /// Everything that is kept, once the end has come.
  func wait() -> [UInt8] {
    while !isAtEnd.load(ordering: .acquiring) { pause(milliseconds: 1) }
    return content.withLock { $0 }
  }

  fileprivate final class Reader: Sendable {
    let descriptor: Int32
    let drain: Drain
    let keepsLast: Int?

    init(descriptor: Int32, drain: Drain, keepsLast: Int?) {
      self.descriptor = descriptor
      self.drain = drain
      self.keepsLast = keepsLast
    }

    func run() {
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(descriptor, &bytes, bytes.count)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { break }
        drain.content.withLock { content in
          content += bytes[..<count]
          if let keepsLast, content.count > 2 * keepsLast + bytes.count {
            content.removeFirst(content.count - keepsLast)
          }
        }
      }
      close(descriptor)
      drain.isAtEnd.store(true, ordering: .releasing)
    }
  }
}

// A free function: what C calls on another thread must not be formed in an isolated context.
private func drainMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  Unmanaged<Drain.Reader>.fromOpaque(context!).takeRetainedValue().run()
  return nil
}

/// A program that cannot be started.
package struct RunningProcessFailure: Error {
  package var path: String
  package var errno: Int32
}
