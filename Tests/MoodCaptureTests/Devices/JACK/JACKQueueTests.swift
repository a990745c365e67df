import MoodCore
import MoodRealtime
import Synchronization
import Testing

@testable import MoodCapture

struct JACKQueueTests {
  /// Both ends, and a server that plays the numbers of its frames, negative on every second channel.
  private final class Wire: @unchecked Sendable {
    private let channels: Int
    private var writer: JACKQueue.Writer
    private var reader: JACKQueue.Reader

    init(channels: Int = 2, frames: Int, losses: Int = 64) {
      let samples = RingBuffer.make(of: Float.self, count: frames * channels)
      let notes = RingBuffer.make(of: JACKQueue.Loss.self, count: losses)
      self.channels = channels
      writer = JACKQueue.Writer(channels: channels, samples: samples.producer, losses: notes.producer)
      reader = JACKQueue.Reader(channels: channels, samples: samples.consumer, losses: notes.consumer)
    }

    /// A cycle of `frames` frames from the server's frame `time` on.
    func cycle(at time: UInt32, frames: Int, overrun: Int64 = 0) {
      let sources = (0..<channels).map { channel in
        let memory = UnsafeMutablePointer<Float>.allocate(capacity: frames)
        for frame in 0..<frames { memory[frame] = Float(Int(time) + frame) * (channel % 2 == 0 ? 1 : -1) }
        return UnsafePointer(memory)
      }
      sources.withUnsafeBufferPointer {
        writer.write($0.baseAddress!, frames: frames, time: time, overrun: overrun)
      }
      for source in sources { source.deallocate() }
    }

    /// Up to `frames` frames, or what else waits.
    func read(_ frames: Int) -> (reading: DeviceReading?, samples: [Float]) {
      var block = [Float](repeating: .nan, count: frames * channels)
      let reading = block.withUnsafeMutableBufferPointer {
        reader.read(into: $0.baseAddress!, frames: frames)
      }
      guard case .frames(let count) = reading else { return (reading, []) }
      // A copy of a slice that nobody reads is released before it is filled by the optimiser of Swift 6.3.1.
      block.removeLast(block.count - count * channels)
      return (reading, block)
    }
  }

  @Test(arguments: [1, 2, 5])
  func framesComeInterleavedAndInOrder(channels: Int) {
    let wire = Wire(channels: channels, frames: 1_024)
    wire.cycle(at: 0, frames: 300)
    wire.cycle(at: 300, frames: 200)
    let expected = (0..<500).flatMap { frame in
      (0..<channels).map { Float(frame) * ($0 % 2 == 0 ? 1 : -1) }
    }
    #expect(wire.read(7).samples == Array(expected.prefix(7 * channels)))
    #expect(wire.read(1_000).samples == Array(expected.dropFirst(7 * channels)))
    #expect(wire.read(1).reading == nil)
  }

  @Test func whatFindsNoRoomIsLostAtItsPlace() {
    let wire = Wire(frames: 512)
    wire.cycle(at: 0, frames: 400)
    wire.cycle(at: 400, frames: 400)
    wire.cycle(at: 800, frames: 400)
    #expect(wire.read(1_000).reading == .frames(512))
    wire.cycle(at: 1_200, frames: 100)
    #expect(wire.read(1_000).reading == .lost(frames: 1_200 - 512, .overrun))
    let rest = wire.read(1_000)
    #expect(rest.reading == .frames(100))
    #expect(rest.samples.first == 1_200)
  }

  @Test func aMissedCycleIsLostAtItsPlace() {
    let wire = Wire(frames: 4_096)
    wire.cycle(at: .max - 99, frames: 100)
    // The server's count wraps, and goes on.
    wire.cycle(at: 0, frames: 100)
    wire.cycle(at: 400, frames: 100)
    #expect(wire.read(1_000).reading == .frames(200))
    #expect(wire.read(1_000).reading == .lost(frames: 300, .overrun))
    #expect(wire.read(1_000).reading == .frames(100))
    #expect(wire.read(1_000).reading == nil)
  }

  @Test func aServerThatCountsAnewHasLostNothing() {
    let wire = Wire(frames: 4_096)
    wire.cycle(at: 9_000, frames: 100)
    wire.cycle(at: 0, frames: 100)
    #expect(wire.read(1_000).reading == .frames(200))
  }

  @Test func anOverrunOfTheServerIsCountedOnce() {
    let wire = Wire(frames: 4_096)
    wire.cycle(at: 0, frames: 100)
    wire.cycle(at: 100, frames: 100, overrun: 50)
    wire.cycle(at: 300, frames: 100, overrun: 70)
    #expect(wire.read(1_000).reading == .frames(100))
    #expect(wire.read(1_000).reading == .lost(frames: 50, .overrun))
    #expect(wire.read(1_000).reading == .frames(100))
    #expect(wire.read(1_000).reading == .lost(frames: 100, .overrun))
    #expect(wire.read(1_000).reading == .frames(100))
  }

  @Test func lossesThatFindNoRoomAreNotForgotten() {
    let wire = Wire(frames: 4_096, losses: 2)
    for cycle in 0..<6 as Range<UInt32> { wire.cycle(at: cycle * 20, frames: 10) }
    var (heard, lost): (Int64, Int64) = (0, 0)
    for time in [120, 140] as [UInt32] {
      while let reading = wire.read(100).reading {
        if case .frames(let count) = reading { heard += Int64(count) }
        if case .lost(let count, _) = reading { lost += count }
      }
      wire.cycle(at: time, frames: 10)
    }
    while let reading = wire.read(100).reading {
      if case .frames(let count) = reading { heard += Int64(count) }
      if case .lost(let count, _) = reading { lost += count }
    }
    #expect(heard + lost == 150)
    #expect(heard == 50)
  }

  @Test func twoThreadsAccountForEveryFrame() {
    let wire = Wire(frames: 512)
    let cycles = 2_000
    let progress = Progress()
    let server = RealtimeThread(name: "server") {
      for cycle in 0..<cycles { wire.cycle(at: UInt32(cycle * 64), frames: 64) }
      progress.isOver.store(true, ordering: .releasing)
    }
    var next = 0
    func take() -> Bool {
      let (reading, samples) = wire.read(100)
      switch reading {
      case .frames(let count):
        // In order, and complete but for what was said to be lost.
        #expect(samples.first == Float(next) && samples[2 * count - 2] == Float(next + count - 1))
        next += count
      case .lost(let count, _): next += Int(count)
      default: return false
      }
      return true
    }
    while !progress.isOver.load(ordering: .acquiring) { _ = take() }
    server.join()
    while take() {}
    // A loss is told of before the frames behind it.
    wire.cycle(at: UInt32(cycles * 64), frames: 64)
    while take() {}
    #expect(next == (cycles + 1) * 64)
  }

  private final class Progress: Sendable {
    let isOver = Atomic<Bool>(false)
  }
}
