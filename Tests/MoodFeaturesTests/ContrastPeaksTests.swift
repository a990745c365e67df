import MoodCore
import MoodTestSupport
import Testing

@testable import MoodFeatures

struct ContrastPeaksTests {
  private let contrast: Float = 0.3

  /// Between two peaks that are told, the curve falls and climbs by the contrast; each is the highest of its rise.
  @Test func risesStandOutOnBothSides() {
    for seed in 1...200 as ClosedRange<UInt64> {
      let curve = [0] + whiteNoise(count: 100, seed: seed).map { $0 + 0.5 }
      let rises = rises(of: curve, patience: .max)
      #expect(rises.count > 5)
      for (index, rise) in rises.enumerated() {
        let (start, peak) = (rise.start, rise.peak)
        #expect(start < peak)
        #expect(curve[peak] - curve[start] >= contrast)
        #expect(curve[start...peak].max() == curve[peak])
        if index > 0 {
          let before = rises[index - 1].peak
          #expect(before < start)
          #expect(curve[before] - curve[start] >= contrast)
          #expect(curve[before...peak].min() == curve[start])
        }
      }
    }
  }

  @Test func swingsBelowTheContrastAreNone() {
    let curve = whiteNoise(count: 10_000, amplitude: 0.149).map { $0 + 0.15 }
    #expect(rises(of: curve, patience: 5).isEmpty)
  }

  @Test func aRiseThatHoldsIsToldOnce() {
    let curve: [Float] = [0, 0, 0.5, 1] + [Float](repeating: 1, count: 50) + [2, 2, 2, 0, 0]
    let held = rises(of: curve, patience: 10)
    #expect(held.map(\.start) == [1])
    #expect(held.map(\.peak) == [3])
    let patient = rises(of: curve, patience: 1000)
    #expect(patient.map(\.peak) == [54])
  }

  private func rises(of curve: [Float], patience: Int) -> [(start: Int, peak: Int)] {
    var peaks = ContrastPeaks(patience: patience)
    return curve.indices.compactMap { place in
      peaks.advance(curve[place], at: place, contrast: contrast) ? (peaks.riseStart, peaks.peak) : nil
    }
  }
}

struct AttackPhaseTests {
  /// Steps of 1, 1, 8, 10, 3, 1 and then a fall: the first is a tenth of the steepest and no more, the last a tenth.
  @Test func theAttackIsWhereTheCurveClimbs() throws {
    let attack = try #require(phase(of: [5, 4, 4, 5, 6, 14, 24, 27, 28, 20, 10]))
    #expect(attack == (4, 7))
  }

  @Test func aHaltOnceAFifthIsDoneEndsIt() throws {
    #expect(try #require(phase(of: [0, 10, 20, 20, 30, 50, 40])) == (0, 2))
    #expect(try #require(phase(of: [0, 5, 5, 20, 30, 50, 40])) == (0, 5))
  }

  @Test func whatDoesNotClimbHasNone() {
    #expect(phase(of: [3]) == nil)
    #expect(phase(of: [3, 3, 3]) == nil)
    #expect(phase(of: [3, 2, 1]) == nil)
  }

  @Test func itLiesWithinTheCurveAndClimbs() {
    var random = SplitMix64(seed: 9)
    for _ in 0..<2000 {
      let curve = (0..<Int.random(in: 1...30, using: &random)).map { _ in Float(random.index(below: 6)) }
      guard let attack = phase(of: curve) else { continue }
      #expect(attack.start >= 0 && attack.start < attack.end && attack.end < curve.count)
      #expect(curve[attack.end] > curve[attack.start])
    }
  }

  /// Where it creeps up within its first fifth, in steps that do not count, falls back and climbs again.
  @Test func itClimbsBehindADip() throws {
    let creep = (0...40).map { Float($0) }
    let early = creep + [50, 90, 10, 20] + (0...120).map { 20 + Float($0 * 4) }
    let earlyAttack = try #require(phase(of: early))
    #expect(early[earlyAttack.end] > early[earlyAttack.start])
    let late = creep + [46, 2, 39] + (0...120).map { 39 + Float($0 * 4) }
    let lateAttack = try #require(phase(of: late))
    #expect(late[lateAttack.end] > late[lateAttack.start])
  }

  private func phase(of curve: [Float]) -> (start: Int, end: Int)? {
    AttackPhase(of: curve, count: curve.count).map { ($0.start, $0.end) }
  }
}
