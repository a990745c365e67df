import MoodCore
import Testing

@testable import MoodBaselines

@Suite struct SMOTETests {
  @Test func newRowsAreImbalancedLearnsOnTheSameDraws() throws {
    let golden = try BaselineGoldens.load().smote
    let draws = golden.draws.map { SMOTE.Draw(base: $0.base, neighbour: $0.neighbour, share: $0.share) }
    let made = SMOTE.rows(between: golden.rows, draws, neighbours: golden.neighbours)
    #expect(made.count == golden.made.count)
    for (own, theirs) in zip(made, golden.made) {
      #expect(zip(own, theirs).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  private func examples(_ counts: [Int], seed: UInt64) -> Examples {
    var generator = SplitMix64(seed: seed)
    let classes = counts.indices.flatMap { Array(repeating: $0, count: counts[$0]) }
    return Examples(
      rows: classes.map { number in (0..<3).map { _ in Double(number * 10) + Double(generator.uniform()) } },
      classes: classes, classCount: counts.count)
  }

  @Test func classesComeToBeAlikeAndOldRowsStay() {
    let before = examples([9, 4, 2], seed: 1)
    let after = SMOTE().fill(before, seed: 2)
    #expect(after.counts == [9, 9, 9])
    #expect(Array(after.rows.prefix(15)) == before.rows)
    #expect(after == SMOTE().fill(before, seed: 2))
    #expect(after != SMOTE().fill(before, seed: 3))
  }

  @Test func newRowsLieBetweenRowsOfTheirClass() {
    let after = SMOTE(neighbours: 3).fill(examples([30, 8], seed: 4), seed: 5)
    for (row, number) in zip(after.rows, after.classes).dropFirst(38) {
      #expect(row.allSatisfy { (Double(number * 10)...Double(number * 10 + 1)).contains($0) })
    }
  }

  @Test func aSingleRowHasNoNeighbourAndStaysAlone() {
    #expect(SMOTE().fill(examples([5, 1], seed: 6), seed: 7).counts == [5, 1])
  }
}
