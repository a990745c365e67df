import MoodCore
import Testing

@Suite struct QuadrantTests {
  @Test func namesAreReadBack() {
    for quadrant in Quadrant.allCases { #expect(Quadrant(name: quadrant.name) == quadrant) }
    #expect(Quadrant(name: "Q5") == nil)
    #expect(Quadrant(name: "") == nil)
  }

  @Test func theLargestShareLeadsAndTheFirstOfEquals() {
    #expect(Quadrant(largestOf: [0.1, 0.2, 0.3, 0.4]) == .q4)
    #expect(Quadrant(largestOf: [0.4, 0.2, 0.4, 0]) == .q1)
    #expect(Quadrant(largestOf: [0, 0.5, 0.5, 0]) == .q2)
  }
}
