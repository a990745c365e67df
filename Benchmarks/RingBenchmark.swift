import MoodRealtime

/// How fast samples cross the ring between two threads.
enum RingBenchmark {
  private static let total = 1 << 26
  private static let block = 512

  static func run() {
    let ends = RingBuffer.make(of: Float.self, count: 1 << 14)
    var consumer = ends.consumer
    let sender = Sender(ends.producer)
    let out = SampleBuffer(count: block)
    let start = MonotonicClock.nanoseconds()
    let thread = RealtimeThread(name: "sender") { sender.run() }
    var received = 0
    while received < total { received += consumer.read(into: out.base, count: block) }
    let seconds = Double(MonotonicClock.nanoseconds() - start) / 1e9
    thread.join()
    var table = Table("ring of samples, two threads, blocks of \(block)")
    table.add("throughput", Double(total) / seconds / 1e6, unit: "million samples/s")
    table.show()
  }

  private final class Sender: @unchecked Sendable {
    private var producer: RingBuffer.Producer
    private let samples = SampleBuffer(count: block)

    init(_ producer: consuming RingBuffer.Producer) { self.producer = producer }

    func run() {
      var sent = 0
      while sent < total { sent += producer.write(samples.base, count: block) }
    }
  }
}
