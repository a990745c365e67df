import MoodRealtime
import MoodTestSupport
import Synchronization
import Testing

@Suite struct RingBufferTests {
  @Test func everySmallSequenceOfOperationsKeepsOrderAndCount() {
    // All 4^6 sequences of writes and reads of 1 to 2 elements over rings of 1, 2 and 4 places.
    for places in [1, 2, 4] {
      for code in 0..<4096 {
        var ends = RingBuffer.make(of: Float.self, count: places)
        var next: Float = 0
        var expected: Float = 0
        for step in 0..<6 {
          let operation = (code >> (2 * step)) & 3
          let count = 1 + operation & 1
          if operation < 2 {
            let block = (0..<count).map { next + Float($0) }
            next += Float(ends.producer.write(block, count: count))
          } else {
            var block = [Float](repeating: -1, count: count)
            let taken = ends.consumer.read(into: &block, count: count)
            for index in 0..<taken {
              #expect(block[index] == expected)
              expected += 1
            }
          }
          let free = ends.producer.free()
          #expect(free == places - Int(next - expected))
        }
      }
    }
  }

  @Test func capacityIsRoundedUpToAPowerOfTwo() {
    for (asked, given) in [(1, 1), (2, 2), (3, 4), (4, 4), (5, 8), (1000, 1024), (1024, 1024), (1025, 2048)] {
      let ends = RingBuffer.make(of: Float.self, count: asked)
      let capacity = ends.producer.capacity
      #expect(capacity == given)
    }
  }

  @Test func aReaderThatSawTheEndSeesEverythingBeforeIt() {
    var ends = RingBuffer.make(of: Int64.self, count: 8)
    let finishedEarly = ends.consumer.isFinished()
    #expect(!finishedEarly)
    let values: [Int64] = [1, 2, 3]
    let written = ends.producer.write(values, count: 3)
    #expect(written == 3)
    ends.producer.finish()
    let finished = ends.consumer.isFinished()
    #expect(finished)
    var out: [Int64] = [0, 0, 0, 0]
    let taken = ends.consumer.read(into: &out, count: 4)
    #expect(taken == 3)
    #expect(out == [1, 2, 3, 0])
  }

  @Test(arguments: [(7, 5, 64), (511, 13, 512), (512, 512, 512), (1, 97, 128), (64, 63, 65)])
  func twoThreadsPassEverySampleInOrder(writing: Int, reading: Int, places: Int) {
    let passed = Self.pass(400_000, writing: writing, reading: reading, places: places)
    #expect(passed.received == 400_000)
    #expect(passed.firstWrong == nil)
  }

  /// Sends 0, 1, 2 … through a ring between two threads with blocks of the given sizes.
  private static func pass(
    _ total: Int, writing: Int, reading: Int, places: Int
  ) -> (received: Int, firstWrong: Int?) {
    let ends = RingBuffer.make(of: Float.self, count: places)
    let sender = Sender(ends.producer, total: total, blockSize: writing)
    var consumer = ends.consumer
    let thread = RealtimeThread(name: "sender") { sender.run() }
    var block = [Float](repeating: 0, count: reading)
    var received = 0
    var firstWrong: Int?
    while received < total {
      let taken = consumer.read(into: &block, count: reading)
      for index in 0..<taken where block[index] != Float(received + index) && firstWrong == nil {
        firstWrong = received + index
      }
      received += taken
    }
    thread.join()
    return (received, firstWrong)
  }
}

/// Owns the writing end on its own thread.
private final class Sender: @unchecked Sendable {
  private var producer: RingBuffer.Producer
  private let total: Int
  private let blockSize: Int

  init(_ producer: consuming RingBuffer.Producer, total: Int, blockSize: Int) {
    self.producer = producer
    self.total = total
    self.blockSize = blockSize
  }

  func run() {
    var block = [Float](repeating: 0, count: blockSize)
    var sent = 0
    while sent < total {
      let count = min(blockSize, total - sent)
      for index in 0..<count { block[index] = Float(sent + index) }
      var offset = 0
      while offset < count {
        offset += block.withUnsafeBufferPointer {
          producer.write($0.baseAddress! + offset, count: count - offset)
        }
      }
      sent += count
    }
    producer.finish()
  }
}
