import Foundation
import Glibc
import MoodCapture
import MoodCore
import MoodRealtime
import MoodTestSupport
import Synchronization

/// How long a sound takes from a microphone to a receiver, on a PulseAudio of its own whose microphone is a FIFO.
///
/// Clicks are written to the FIFO at any moment of a hop. What is timed is from right before the click is handed to the
/// FIFO to the moment when a receiver has the first estimate whose loudness has risen. In it are: the server's own way
/// (measured beside by a plain client with fragments of the same length), the resampler, the wait for the end of the hop
/// (0 to 23.2 ms), the analysis, the output, and the receiver's waking. The resampler's filter needs what follows a sample,
/// and works in blocks: what it holds back is measured by itself. Not in it is the pace at which the microphone
/// delivers: a block is written when its click is, and is otherwise silent.
enum LatencyBenchmark {
  private static let rateHz = 48_000
  private static let blockFrames = 48
  private static let clickCount = 150
  /// A click every so many frames, and up to as many more again: longer than the 400 ms of momentary loudness.
  private static let clickFrames = 24_000
  private static let starts = 15
  private static let costSeconds: UInt32 = 30

  static func run() throws {
    guard PulseServer.isInstalled else {
      print("\nlatency of a live source: needs pulseaudio and pulseaudio-utils, which are not installed")
      return
    }
    let server = try PulseServer()
    let fifo = try server.loadPipeSource("mic", rateHz: rateHz, channels: 2)
    try latency(server, fifo)
    try cost(server, fifo)
    try start(server, fifo)
  }

  /// Moments of one kind, noted by one thread and read when it is done.
  private final class Moments: Sendable {
    private let list = Mutex<[UInt64]>([])

    func note() {
      let now = MonotonicClock.nanoseconds()
      list.withLock { $0.append(now) }
    }

    var all: [UInt64] { list.withLock { $0 } }
  }

  private static func latency(_ server: PulseServer, _ fifo: String) throws {
    let records = server.folder + "/records"
    mkfifo(records, 0o600)
    guard let receiver = DatagramReceiver() else { return }
    let (clicks, samples, lines, datagrams) = (Moments(), Moments(), Moments(), Moments())
    let isOver = Flag()

    // Both ends of the FIFO, so that its opening does not wait and its reading does not end.
    let descriptor = open(records, O_RDWR | O_CLOEXEC)
    defer { close(descriptor) }
    let lineReader = RealtimeThread(name: "records") { watchLines(of: descriptor, until: isOver, lines) }
    let datagramReader = RealtimeThread(name: "datagrams") {
      watchDatagrams(of: receiver, until: isOver, datagrams)
    }
    let plain = try PlainClient(server, samples)

    let listener = try RunningProcess(
      program(),
      [
        "listen", "--input", "pulse:mic", "--out", "ndjson:\(records)?rate=hop&stage=now", "--out",
        "osc:127.0.0.1:\(receiver.port)?rate=hop",
      ], environment: server.environment)
    let places = clickPlaces()
    let writer = PacedWriter(
      to: fifo, rateHz: rateHz, channels: 2, blockFrames: blockFrames, length: places.last! + Int64(rateHz),
      willWrite: { first, count in
        if places.contains(where: { $0 >= first && $0 < first + Int64(count) }) { clicks.note() }
      },
      signal: { frame in
        places.contains { frame >= $0 && frame < $0 + 24 } ? 0.9 : 0
      })
    writer.stop(isEarly: false)
    listener.send(SIGINT)
    _ = listener.wait()
    isOver.set()
    lineReader.join()
    datagramReader.join()
    plain.end()

    var table = Table(
      "live source, 48 kHz in stereo through a private PulseAudio: \(clickCount) clicks, from the FIFO on")
    for (name, moments, note) in [
      ("a plain client of the server has it", samples, "of which nothing is ours"),
      ("the record is read from a FIFO", lines, "bar p99 25.22 ms: one hop and 2 ms"),
      ("the datagram is received", datagrams, "bar p99 25.22 ms: one hop and 2 ms"),
    ] {
      let delays = delays(of: clicks.all, to: moments.all)
      guard !delays.isEmpty else {
        table.add("\(name): never", 0, unit: "ms")
        continue
      }
      for (label, quantile) in [("p50", 0.5), ("p99", 0.99), ("max", 1)] {
        table.add(
          "\(name), \(label)", delays[min(Int(Double(delays.count) * quantile), delays.count - 1)],
          unit: "ms",
          note: "\(label == "p50" ? "\(delays.count) of \(clicks.all.count) found; " : "")\(note)")
      }
    }
    let held = try heldBack()
    table.add("the resampler alone holds back, at least", held.least, unit: "ms", note: "half of its filter")
    table.add("the resampler alone holds back, at most", held.most, unit: "ms", note: "and a block of it")
    table.show()
  }

  /// What listening costs, by a microphone that delivers every 10 ms.
  private static func cost(_ server: PulseServer, _ fifo: String) throws {
    let listener = try RunningProcess(
      program(), ["listen", "--input", "pulse:mic"], environment: server.environment)
    let writer = PacedWriter(to: fifo, rateHz: rateHz, channels: 2, blockFrames: rateHz / 100) {
      Float($0 % 100) / 200
    }
    defer { writer.stop() }
    guard listener.wait(seconds: 10, until: { $0.contains("\"estimate\"") }) else { return }
    let (processor, begin) = (listener.processorSeconds, MonotonicClock.nanoseconds())
    sleep(costSeconds)
    let seconds = Double(MonotonicClock.nanoseconds() - begin) / 1e9
    var table = Table("live source, 48 kHz in stereo in blocks of 10 ms: \(costSeconds) seconds of listen")
    table.add(
      "processor", (listener.processorSeconds - processor) / seconds * 100, unit: "% of a core",
      note: "bar 1.00 %")
    table.add("memory (RSS)", Double(listener.residentBytes) / 1e6, unit: "MB", note: "bar 40 MB")
    table.show()
  }

  /// From the start of the program to its first estimate, while the source sounds.
  private static func start(_ server: PulseServer, _ fifo: String) throws {
    let writer = PacedWriter(to: fifo, rateHz: rateHz, channels: 2, blockFrames: blockFrames) {
      Float($0 % 100) / 200
    }
    defer { writer.stop() }
    var first: [Double] = []
    for _ in 0..<starts {
      let begin = MonotonicClock.nanoseconds()
      let listener = try RunningProcess(
        program(), ["listen", "--input", "pulse:mic", "--out", "ndjson:-?rate=hop"],
        environment: server.environment)
      guard listener.wait(seconds: 10, until: { $0.contains("\"estimate\"") }) else { continue }
      first.append(Double(MonotonicClock.nanoseconds() - begin) / 1e6)
    }
    guard !first.isEmpty else { return }
    let milliseconds = Stopwatch.median(first)
    var table = Table("live source: start of the program, median of \(first.count)")
    table.add(
      "to the first estimate, of a hop of 23.22 ms", milliseconds, unit: "ms", note: "seen every 10 ms")
    table.add("less that hop: to capturing", milliseconds - 23.22, unit: "ms", note: "bar 50 ms")
    table.show()
  }

  /// How much more must be heard, in milliseconds, until the resampler lets go of a sample.
  private static func heldBack() throws -> (least: Double, most: Double) {
    var resampler = try Resampler(inputRateHz: rateHz)
    let input = SampleBuffer(count: blockFrames)
    let output = SampleBuffer(count: 1 << 13)
    let outputRateHz = Double(AnalysisGrid.sampleRateHz)
    var (heard, produced) = (0, 0)
    var (least, most) = (Double.infinity, 0.0)
    while heard < rateHz {
      heard += blockFrames
      let count = try resampler.process(
        input.base, count: blockFrames, into: output.base, capacity: output.count
      ).produced
      guard count > 0 else { continue }
      let time = Double(heard) / Double(rateHz)
      most = max(most, time - Double(produced) / outputRateHz)
      produced += count
      least = min(least, time - Double(produced) / outputRateHz)
    }
    return (least * 1000, most * 1000)
  }

  private static func program() throws -> String { try ProcessBenchmark.path() }

  /// First frames of the clicks, at any place in a hop.
  private static func clickPlaces() -> [Int64] {
    var generator = SplitMix64(seed: 3)
    var place = Int64(2 * rateHz)
    return (0..<clickCount).map { _ in
      place += Int64(clickFrames) + Int64(generator.next() % UInt64(clickFrames / 2))
      return place
    }
  }

  /// Milliseconds from each click to what follows it within 400 ms, sorted.
  private static func delays(of clicks: [UInt64], to moments: [UInt64]) -> [Double] {
    clicks.compactMap { click in
      moments.first { $0 >= click && $0 - click < 400_000_000 }.map { Double($0 - click) / 1e6 }
    }.sorted()
  }

  /// Notes when the loudness of an estimate has risen.
  private static func watchLines(of descriptor: Int32, until isOver: Flag, _ moments: Moments) {
    var rise = Rise(by: 6)
    var line: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while !isOver.isSet {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, 100) == 1 else { continue }
      let count = read(descriptor, &bytes, bytes.count)
      for byte in bytes.prefix(max(count, 0)) {
        if byte != UInt8(ascii: "\n") {
          line.append(byte)
          continue
        }
        let text = String(decoding: line, as: UTF8.self)
        line.removeAll(keepingCapacity: true)
        guard let start = text.range(of: "\"loudness\":")?.upperBound,
          let loudness = Float(text[start...].prefix { $0 != "," })
        else { continue }
        if rise.sees(loudness) { moments.note() }
      }
    }
  }

  private static func watchDatagrams(of receiver: DatagramReceiver, until isOver: Flag, _ moments: Moments) {
    var rise = Rise(by: 0.06)
    let address = Array("/moodring/loudness01\0".utf8)
    while !isOver.isSet {
      guard receiver.hasDatagram else {
        usleep(200)
        continue
      }
      let datagram = receiver.receive()
      guard datagram.starts(with: address), datagram.count >= 4 else { continue }
      let bits = datagram.suffix(4).reduce(0) { $0 << 8 | UInt32($1) }
      if rise.sees(Float(bitPattern: bits)) { moments.note() }
    }
  }

  /// Tells a rise by at least so much from one value to the next.
  private struct Rise {
    private let step: Float
    private var last = Float.infinity

    init(by step: Float) { self.step = step }

    mutating func sees(_ value: Float) -> Bool {
      defer { last = value }
      return value >= last + step
    }
  }

  private final class Flag: Sendable {
    private let value = Atomic<Bool>(false)
    var isSet: Bool { value.load(ordering: .acquiring) }
    func set() { value.store(true, ordering: .releasing) }
  }

  /// `parec`, which hands on what the server gives it.
  private final class PlainClient: @unchecked Sendable {
    private let process = Process()
    private let pipe = Pipe()
    private var thread: RealtimeThread?

    init(_ server: PulseServer, _ moments: Moments) throws {
      process.executableURL = URL(fileURLWithPath: "/usr/bin/parec")
      process.arguments = [
        "--device=mic", "--raw", "--format=float32le", "--rate=\(rateHz)", "--channels=2",
        "--latency-msec=10",
      ]
      process.environment = server.environment
      process.standardOutput = pipe
      try process.run()
      let descriptor = pipe.fileHandleForReading.fileDescriptor
      thread = RealtimeThread(name: "parec") {
        var values = [Float](repeating: 0, count: 1 << 14)
        var isQuiet = true
        while true {
          let count = values.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
          if count <= 0 { return }
          let isLoud = values.prefix(count / 4).contains { abs($0) > 0.5 }
          if isLoud, isQuiet { moments.note() }
          isQuiet = !isLoud
        }
      }
    }

    func end() {
      process.terminate()
      thread?.join()
    }
  }
}
