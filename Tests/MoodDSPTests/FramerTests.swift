import MoodDSP
import Testing

struct FramerTests {
  @Test(arguments: [1, 2, 3, 5, 8])
  func slidesFromZerosOverTheStream(hopSamples: Int) {
    var framer = Framer(frameSamples: 8, hopSamples: hopSamples)
    for hop in 0..<60 {
      framer.advance((1...hopSamples).map { Float(hopSamples * hop + $0) })
      let expected = (0..<8).map { Float(max(0, hopSamples * (hop + 1) + 1 + $0 - 8)) }
      #expect((0..<8).map { framer.samples[$0] } == expected)
    }
    framer.reset()
    #expect((0..<8).allSatisfy { framer.samples[$0] == 0 })
  }
}
