import Glibc
import MoodDSP
import Testing

struct TonalCentroidTests {
  /// A fifth is a twelfth of the first circle, a minor third a quarter of the second, a major third a third of the
  /// third.
  @Test(arguments: [(circle: 0, interval: 7, turns: 1.0 / 12), (1, 3, 1.0 / 4), (2, 4, 1.0 / 3)])
  func intervalsAreNeighboursOnTheirCircle(circle: Int, interval: Int, turns: Double) {
    for pitchClass in 0..<12 {
      let here = centroid(of: [pitchClass: 1])
      let there = centroid(of: [(pitchClass + interval) % 12: 1])
      let radius = circle == 2 ? 0.5 : 1.0
      for point in [here, there] {
        #expect(abs(hypot(point[2 * circle], point[2 * circle + 1]) - radius) < 1e-6)
      }
      let chord = hypot(here[2 * circle] - there[2 * circle], here[2 * circle + 1] - there[2 * circle + 1])
      #expect(abs(chord - 2 * radius * sin(.pi * turns)) < 1e-6)
    }
  }

  @Test func allPitchClassesTogetherAreInTheMiddle() {
    for value in centroid(of: Dictionary(uniqueKeysWithValues: (0..<12).map { ($0, 3) })) {
      #expect(abs(value) < 1e-6)
    }
  }

  @Test func silenceIsInTheMiddle() { #expect(centroid(of: [:]) == [0, 0, 0, 0, 0, 0]) }

  @Test func loudnessDoesNotMoveIt() {
    #expect(centroid(of: [0: 1, 4: 3, 9: 5]) == centroid(of: [0: 1 << 20, 4: 3 << 20, 9: 5 << 20]))
  }

  private func centroid(of chroma: [Int: Int]) -> [Double] {
    var output = [Float](repeating: .nan, count: TonalCentroid.paddedDimensions)
    TonalCentroid().apply((0..<12).map { Float(chroma[$0, default: 0]) }, into: &output)
    #expect(output[TonalCentroid.dimensions...].allSatisfy { $0 == 0 })
    return output.prefix(TonalCentroid.dimensions).map(Double.init)
  }
}
