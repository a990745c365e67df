import Glibc
import MoodRealtime

/// What a user waits for and pays: time from the start of the program to its first record, and its memory.
enum ProcessBenchmark {
  private static let runs = 15

  static func run() throws(Fault) {
    let program = try path()
    var firstRecord: [Double] = []
    var megabytes: [Double] = []
    for _ in 0..<runs {
      let result = try measure(program)
      firstRecord.append(result.milliseconds)
      megabytes.append(result.megabytes)
    }
    var table = Table("moodring listen --input demo, \(runs) runs, median")
    table.add("start to first record", Stopwatch.median(firstRecord), unit: "ms", note: "bar 10 ms")
    table.add("peak memory (RSS)", Stopwatch.median(megabytes), unit: "MB", note: "bar 40 MB")
    table.show()
  }

  /// Why the program could not be measured.
  enum Fault: Error, CustomStringConvertible {
    case noPath
    case notStarted(String, errno: Int32)
    case noRecord(String)

    var description: String {
      switch self {
      case .noPath: "the running program has no path"
      case .notStarted(let path, let code): "\(path) cannot be started: \(String(cString: strerror(code)))"
      case .noRecord(let path): "\(path) wrote no record"
      }
    }
  }

  private static func path() throws(Fault) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard length > 0 else { throw .noPath }
    let own = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return own[..<(own.lastIndex(of: "/") ?? own.startIndex)] + "/moodring"
  }

  private static func measure(_ program: String) throws(Fault) -> (milliseconds: Double, megabytes: Double) {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    defer { posix_spawn_file_actions_destroy(&actions) }
    let words: [String] = [program, "listen", "--input", "demo"]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { (word: String) in strdup(word) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    let start = MonotonicClock.nanoseconds()
    let refusal = posix_spawn(&child, program, &actions, nil, &arguments, environ)
    guard refusal == 0 else { throw .notStarted(program, errno: refusal) }
    close(ends[1])
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    // The first record is `begin`; what a user waits for is the first estimate behind it.
    var lines = 0
    var milliseconds: Double?
    while true {
      let count = read(ends[0], &bytes, bytes.count)
      if count <= 0 { break }
      lines += bytes[..<count].count { $0 == UInt8(ascii: "\n") }
      if lines >= 2, milliseconds == nil { milliseconds = Double(MonotonicClock.nanoseconds() - start) / 1e6 }
    }
    close(ends[0])
    var status: Int32 = 0
    var usage = rusage()
    wait4(child, &status, 0, &usage)
    guard let milliseconds else { throw .noRecord(program) }
    return (milliseconds, Double(usage.ru_maxrss) / 1024)
  }
}
