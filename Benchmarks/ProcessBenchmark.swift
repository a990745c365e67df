import Glibc
import MoodRealtime

/// What a user waits for and pays: time from the start of the program to its first record, and its memory.
enum ProcessBenchmark {
  private static let runs = 15

  private static let recordingSeconds = 600

  static func run() throws(Fault) {
    let program = try path()
    var table = Table("processes, median of \(runs) runs")
    let recording = "/tmp/moodring-bench-\(getpid()).wav"
    try writeNoise(to: recording)
    defer { unlink(recording) }
    // The first record is `begin`; what a user waits for is the first estimate behind it, and the row behind a header.
    for (name, words) in [
      ("listen --input demo", ["listen", "--input", "demo"]),
      ("features FILE --set all", ["features", recording, "--set", "all", "--duration", "2"]),
    ] {
      var results: [Result] = []
      for _ in 0..<runs { results.append(try measure(program, words)) }
      table.add(
        "\(name): start to first", Stopwatch.median(results.map(\.milliseconds)), unit: "ms",
        note: "bar 10 ms")
      table.add(
        "\(name): peak memory (RSS)", Stopwatch.median(results.map(\.megabytes)), unit: "MB",
        note: "bar 40 MB")
    }
    for format in ["csv", "npy"] {
      let output = recording + "." + format
      defer { unlink(output) }
      let result = try measure(
        program, ["features", recording, "--set", "all", "-o", output, "--force"], lines: 0)
      table.add("features of ten minutes as \(format): CPU", result.cpuSeconds, unit: "s", note: "bar 1.20 s")
      table.add(
        "features of ten minutes as \(format): peak memory (RSS)", result.megabytes, unit: "MB",
        note: "bar 40 MB")
    }
    table.show()
  }

  private struct Result {
    /// From the start to the line that was waited for.
    var milliseconds: Double
    var megabytes: Double
    var cpuSeconds: Double
  }

  /// Ten minutes of stereo noise at 44.1 kHz, 16 bits.
  private static func writeNoise(to path: String) throws(Fault) {
    let bytes = UInt32(recordingSeconds * 44_100 * 4)
    var file: [UInt8] = []
    func append<Value: FixedWidthInteger>(_ value: Value) {
      withUnsafeBytes(of: value.littleEndian) { file += $0 }
    }
    file += Array("RIFF".utf8)
    append(bytes + 36)
    file += Array("WAVEfmt ".utf8)
    append(UInt32(16))
    append(UInt16(1))
    append(UInt16(2))
    append(UInt32(44_100))
    append(UInt32(44_100 * 4))
    append(UInt16(4))
    append(UInt16(16))
    file += Array("data".utf8)
    append(bytes)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { throw .notWritten(path) }
    defer { close(descriptor) }
    var state: UInt32 = 1
    for _ in 0..<recordingSeconds {
      for _ in 0..<2 * 44_100 {
        state = state &* 1_664_525 &+ 1_013_904_223
        append(Int16(truncatingIfNeeded: state >> 16) / 4)
      }
      var rest = file[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written > 0 else { throw .notWritten(path) }
        rest = rest.dropFirst(written)
      }
      file.removeAll(keepingCapacity: true)
    }
  }

  /// Why the program could not be measured.
  enum Fault: Error, CustomStringConvertible {
    case noPath
    case notStarted(String, errno: Int32)
    case noRecord(String)
    case notWritten(String)

    var description: String {
      switch self {
      case .noPath: "the running program has no path"
      case .notStarted(let path, let code): "\(path) cannot be started: \(String(cString: strerror(code)))"
      case .noRecord(let path): "\(path) wrote no record"
      case .notWritten(let path): "\(path) cannot be written"
      }
    }
  }

  /// The program beside this one.
  static func path() throws(Fault) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard length > 0 else { throw .noPath }
    let own = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return own[..<(own.lastIndex(of: "/") ?? own.startIndex)] + "/moodring"
  }

  /// Runs the program to its end. `lines` is the line on stdout whose time counts; 0 for the end.
  private static func measure(
    _ program: String, _ arguments: [String], lines awaited: Int = 2
  ) throws(Fault) -> Result {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    defer { posix_spawn_file_actions_destroy(&actions) }
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { (word: String) in strdup(word) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child = pid_t()
    let start = MonotonicClock.nanoseconds()
    let refusal = posix_spawn(&child, program, &actions, nil, &words, environ)
    guard refusal == 0 else { throw .notStarted(program, errno: refusal) }
    close(ends[1])
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var lines = 0
    var milliseconds: Double?
    var megabytes = 0.0
    while true {
      var request = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
      let isReady = poll(&request, 1, 10) != 0
      megabytes = max(megabytes, peakMegabytes(of: child))
      guard isReady else { continue }
      let count = read(ends[0], &bytes, bytes.count)
      if count <= 0 { break }
      lines += bytes[..<count].count { $0 == UInt8(ascii: "\n") }
      if awaited > 0, lines >= awaited, milliseconds == nil {
        milliseconds = Double(MonotonicClock.nanoseconds() - start) / 1e6
      }
    }
    close(ends[0])
    var status: Int32 = 0
    var usage = rusage()
    wait4(child, &status, 0, &usage)
    if awaited == 0 { milliseconds = Double(MonotonicClock.nanoseconds() - start) / 1e6 }
    guard let milliseconds else { throw .noRecord(program) }
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return Result(
      milliseconds: milliseconds, megabytes: megabytes,
      cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime))
  }

  /// The most memory that a running process has had so far; 0 once it has ended. What `wait4` says would count this
  /// process's own, from which the child was made.
  private static func peakMegabytes(of process: pid_t) -> Double {
    guard let file = fopen("/proc/\(process)/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      guard text.starts(with: "VmHWM:".utf8) else { continue }
      let digits = text.filter { (0x30...0x39).contains($0) }
      return (Double(String(decoding: digits, as: UTF8.self)) ?? 0) / 1024
    }
    return 0
  }
}
