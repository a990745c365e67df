import MoodCore
import MoodTestSupport
import Testing

@testable import MoodFeatures

struct ExtremeMeansTests {
  /// Values from few levels, so that many are equal.
  @Test func meansEqualThoseOfSortedValues() {
    var random = SplitMix64(seed: 11)
    var extremeMeans = ExtremeMeans(capacity: 9)
    for _ in 0..<500 {
      let count = Int.random(in: 1...100, using: &random)
      let extremes = Int.random(in: 1...min(9, count), using: &random)
      let values = (0..<count).map { _ in Float(Int.random(in: 0...20, using: &random)) }
      let means = extremeMeans.means(of: values, count: count, extremes: extremes)
      let sorted = values.sorted()
      #expect(means.smallest == sorted.prefix(extremes).reduce(0, +) / Float(extremes))
      #expect(means.largest == sorted.suffix(extremes).reduce(0, +) / Float(extremes))
    }
  }
}
