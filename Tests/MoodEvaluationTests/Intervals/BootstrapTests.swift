import MoodCore
import Testing

@testable import MoodEvaluation

@Suite struct BootstrapTests {
  private let accuracy = Metric.ofClips.first { $0.name == "quadrant accuracy" }!

  /// Clips of which about seven in ten are right; those of one group all alike.
  private func guesses(groups: Int, clipsEach: Int, seeds: [UInt64] = [1]) -> [Prediction] {
    seeds.flatMap { seed in
      var generator = SplitMix64(seed: 5)
      return (0..<groups).flatMap { group in
        let isRight = generator.uniform() < 0.7
        return (0..<clipsEach).map {
          Prediction.guess(group * clipsEach + $0, isRight: isRight, group: group, seed: seed)
        }
      }
    }
  }

  @Test func percentilesEqualNumPy() throws {
    let golden = try MetricGoldens.load().percentiles
    let sorted = golden.values.sorted()
    #expect(isSame(Percentile.of(sorted, 0.025), golden.ends[0]))
    #expect(isSame(Percentile.of(sorted, 0.975), golden.ends[1]))
  }

  /// Of independent clips the interval is that of a share, p ± 1.96 √(p(1 − p)/n).
  @Test func equalsTheNormalApproximation() throws {
    let predictions = guesses(groups: 400, clipsEach: 1)
    let share = try #require(accuracy.value(predictions))
    let interval = try #require(Bootstrap(predictions).interval(accuracy))
    let half = 1.96 * (share * (1 - share) / 400).squareRoot()
    #expect(abs(interval.lowerBound - (share - half)) < 0.15 * half)
    #expect(abs(interval.upperBound - (share + half)) < 0.15 * half)
  }

  /// More clips of the same artists that tell nothing new leave the interval as wide.
  @Test func groupsAreWhatCounts() throws {
    let few = try #require(Bootstrap(guesses(groups: 100, clipsEach: 1)).interval(accuracy))
    let many = try #require(Bootstrap(guesses(groups: 100, clipsEach: 5)).interval(accuracy))
    #expect(abs(few.lowerBound - many.lowerBound) < 1e-12 && abs(few.upperBound - many.upperBound) < 1e-12)
  }

  /// Seeds are averaged, not taken for more clips.
  @Test func seedsAreAveraged() throws {
    let one = Bootstrap(guesses(groups: 100, clipsEach: 2))
    let three = Bootstrap(guesses(groups: 100, clipsEach: 2, seeds: [1, 2, 3]))
    let single = try #require(one.interval(accuracy))
    let triple = try #require(three.interval(accuracy))
    #expect(abs(single.lowerBound - triple.lowerBound) < 1e-12)
    #expect(abs(single.upperBound - triple.upperBound) < 1e-12)
    #expect(isSame(one.pooled(accuracy), three.pooled(accuracy)))
  }

  @Test func anyFunctionIsAMetric() throws {
    let predictions = guesses(groups: 60, clipsEach: 2)
    let counted = Metric<Prediction>("share of Q1") { rows in
      Double(rows.count { $0.quadrant == 1 }) / Double(rows.count)
    }
    let bootstrap = Bootstrap(predictions)
    #expect(bootstrap.interval(counted) == bootstrap.interval(accuracy))
    #expect(Bootstrap(predictions).interval(accuracy) == bootstrap.interval(accuracy), "draws are fixed")
    let other = Bootstrap(predictions, seed: 2)
    #expect(other.interval(accuracy, draws: 20) != bootstrap.interval(accuracy, draws: 20))
  }

  @Test func withoutGroupsThereIsNoInterval() {
    let none = Bootstrap([Prediction]())
    #expect(none.interval(accuracy) == nil && none.pooled(accuracy) == nil)
    #expect(Bootstrap(guesses(groups: 1, clipsEach: 30)).interval(accuracy) == nil)
    let undefined = Metric<Prediction>("nothing") { _ in nil }
    #expect(Bootstrap(guesses(groups: 9, clipsEach: 1)).interval(undefined) == nil)
  }
}
