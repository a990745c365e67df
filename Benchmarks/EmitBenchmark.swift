import Glibc
import MoodCore
import MoodSinks
import MoodTestSupport

/// What it costs to send an estimate, system calls included, beside the bare system call with the same bytes.
enum EmitBenchmark {
  private static let count = 4096
  private static let barMicroseconds = 5.0
  /// As many emotions as the model of music has.
  private static let outputs = ModelOutputs(
    affect: true, quadrants: true, emotions: (1...9).map { "emotion_\($0)" })

  static func run() throws {
    var table = Table("one estimate of nine emotions sent, one thread")
    let datagram = "a datagram to the loopback device"
    guard let receiver = DatagramReceiver() else { return }
    let floor = bareDatagram(to: receiver.port, bytes: 32)
    table.add("bare sendto of 32 bytes", floor, unit: "µs")
    let address = "127.0.0.1:\(receiver.port)"
    let messages = 4 + 6 + 9 + 3
    for (mode, datagrams) in [("messages", messages), ("vector", 1), ("bundle", 1)] {
      let cost = try estimate(to: "osc:\(address)?rate=hop&mode=\(mode)") / Double(datagrams)
      table.add("osc, mode=\(mode), \(datagram)", cost, unit: "µs", note: against(cost, floor, "datagrams"))
    }
    let record = bareDatagram(to: receiver.port, bytes: 500)
    table.add("bare sendto of 500 bytes", record, unit: "µs")
    let udp = try estimate(to: "udp:\(address)?rate=hop")
    table.add("udp, a record", udp, unit: "µs", note: against(udp, record, "datagrams"))
    let write = bareWrite(bytes: 500)
    table.add("bare write of 500 bytes to /dev/null", write, unit: "µs")
    for output in ["ndjson", "csv"] {
      let cost = try estimate(to: "\(output):/dev/null?rate=hop")
      table.add("\(output), a record", cost, unit: "µs", note: against(cost, write, "writes"))
    }
    table.show()
  }

  private static func against(_ value: Double, _ floor: Double, _ unit: String) -> String {
    "\(Table.text(value / floor)) bare \(unit); bar \(Table.text(barMicroseconds)) µs"
  }

  /// Microseconds for one estimate. Nobody reads the datagrams: the system drops those that find no room.
  private static func estimate(to output: String) throws -> Double {
    let sink = try SinkSpecification(output).open()
    try sink.begin(HandMadeStream.description(outputs))
    var random = SplitMix64(seed: 1)
    let estimates = (1...Int64(count)).map { hop in
      var estimate = HandMadeStream.estimate(hop: hop)
      estimate.affect.valence = .random(in: -1...1, using: &random)
      estimate.quadrants = SIMD4(
        .random(in: 0...1, using: &random), .random(in: 0...1, using: &random), 0.25, 0.125)
      for index in 0..<9 { estimate.emotions[index] = .random(in: 0...1, using: &random) }
      estimate.confidence = .random(in: 0...1, using: &random)
      return estimate
    }
    var failure: (any Error)?
    let cost = Stopwatch.microseconds(count: count) { index in
      do {
        try sink.emit(estimates[index], features: [])
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return cost
  }

  private static func bareDatagram(to port: UInt16, bytes: Int) -> Double {
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
    let datagram = [UInt8](repeating: 0x2f, count: bytes)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        Stopwatch.microseconds(count: count) { _ in
          _ = sendto(
            descriptor, datagram, bytes, Int32(MSG_DONTWAIT), generic,
            socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    }
  }

  private static func bareWrite(bytes: Int) -> Double {
    let descriptor = open("/dev/null", O_WRONLY)
    defer { close(descriptor) }
    let record = [UInt8](repeating: 0x2f, count: bytes)
    return Stopwatch.microseconds(count: count) { _ in _ = write(descriptor, record, bytes) }
  }
}
