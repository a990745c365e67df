import MoodCore
import Testing

@testable import MoodEngine

@Suite struct HopGridTests {
  private let hop = AnalysisGrid.hopSamples

  @Test func aHopIsWholeOnceForEachOfItsLength() {
    var generator = SplitMix64(seed: 1)
    var grid = HopGrid()
    var (total, whole) = (0, 0)
    for _ in 0..<10_000 {
      let count = Int(generator.next() % UInt64(hop)) + 1
      total += count
      whole += grid.hear(samples: count) ? 1 : 0
      #expect(whole == total / hop)
    }
  }

  private func wholes(_ grid: inout HopGrid, _ counts: [Int]) -> [Bool] {
    counts.map { grid.hear(samples: $0) }
  }

  @Test func aShortGapMovesTheGridAndALongOneBeginsItAnew() {
    var grid = HopGrid()
    grid.miss(samples: Int64(3 * hop + 100))
    #expect(wholes(&grid, [hop - 101, 1, 7]) == [false, true, false])
    grid.miss(samples: HopGrid.longestFilledGapSamples + 1)
    #expect(wholes(&grid, [hop - 1, 1]) == [false, true])
  }
}
