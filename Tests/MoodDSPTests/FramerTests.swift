import MoodDSP
import Testing

struct FramerTests {
  @Test func slidesFromZerosOverTheStream() {
    var framer = Framer(frameSamples: 8, hopSamples: 2)
    for hop in 0..<6 {
      framer.advance([Float(2 * hop + 1), Float(2 * hop + 2)])
      let expected = (0..<8).map { Float(max(0, 2 * hop + 3 + $0 - 8)) }
      #expect((0..<8).map { framer.samples[$0] } == expected)
    }
    framer.reset()
    #expect((0..<8).allSatisfy { framer.samples[$0] == 0 })
  }
}
