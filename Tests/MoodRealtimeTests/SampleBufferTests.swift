import MoodRealtime
import Testing

@Suite struct SampleBufferTests {
  @Test func startsAsAlignedZeros() {
    let buffer = SampleBuffer(count: 37)
    let (content, address) = (buffer.array(), UInt(bitPattern: buffer.base))
    #expect(content == [Float](repeating: 0, count: 37))
    #expect(address % 64 == 0)
  }

  @Test func slidingKeepsOrder() {
    var buffer = SampleBuffer((0..<8).map(Float.init))
    buffer.slide(by: 3)
    let kept = Array(buffer.array().prefix(5))
    #expect(kept == [3, 4, 5, 6, 7])
    let new: [Float] = [8, 9, 10]
    buffer.copy(from: new, count: 3, at: 5)
    let content = buffer.array()
    #expect(content == [3, 4, 5, 6, 7, 8, 9, 10])
  }
}
