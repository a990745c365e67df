import CVector
import Glibc
import MoodCore
import MoodRealtime
import MoodTestSupport
import MoodVector
import Testing

/// The kernels for spectra against plain loops in doubles, at every level that this processor runs.
struct SpectraTests {
  private static let levels: [mv_level] = [MV_LEVEL_BASELINE, MV_LEVEL_V3, MV_LEVEL_V4].filter {
    mv_kernels_at($0) != nil
  }
  private static let counts = Array(1..<70) + [511, 1025, 2048, 6000]

  private static func magnitudes(_ count: Int) -> [Float] {
    var random = SplitMix64(seed: UInt64(count))
    return (0..<count).map { _ in abs(random.signedUnit()) }
  }

  @Test(arguments: levels)
  func momentsAreSumsOfPowers(level: mv_level) {
    for count in Self.counts {
      let a = Self.magnitudes(count)
      let centre = Float(count) / 3
      var found = [Float](repeating: 0, count: 4)
      mv_kernels_at(level).pointee.moments(a, centre, count, &found)
      for power in 1...4 {
        let terms = a.enumerated().map { Double($1) * pow(Double($0) - Double(centre), Double(power)) }
        let scale = terms.reduce(0) { $0 + abs($1) }
        #expect(abs(Double(found[power - 1]) - terms.reduce(0, +)) <= 2e-6 * scale)
      }
    }
  }

  @Test(arguments: levels)
  func entropyAndMeansAreThoseOfTheirDefinitions(level: mv_level) {
    let table = mv_kernels_at(level).pointee
    for count in Self.counts {
      // From far below the floor to far above it.
      var a = Self.magnitudes(count).enumerated().map { $1 * Float(exp2(Double($0 % 100) - 60)) }
      a[count / 2] = 0
      let total = a.reduce(0) { $0 + Double($1) }
      let shares = a.map { Double($0) / max(total, 1e-30) }.filter { $0 > 0 }
      let expected = shares.reduce(0) { $0 - $1 * log($1) }
      #expect(
        abs(Double(table.entropy(a, Float(1 / max(total, 1e-30)), count)) - expected) <= 2e-6
          * max(expected, 1))

      var means: [Float] = [0, 0]
      table.means_of_floored(a, 1e-10, count, &means)
      let floored = a.map { max(Double($0), 1e-10) }
      let mean = floored.reduce(0, +) / Double(count)
      let meanLog = floored.reduce(0) { $0 + log($1) } / Double(count)
      #expect(abs(Double(means[0]) - mean) <= 2e-6 * mean)
      #expect(abs(Double(means[1]) - meanLog) <= 2e-6 * abs(meanLog))
    }
  }

  @Test(arguments: levels)
  func scansAgreeWithPlainLoops(level: mv_level) {
    let table = mv_kernels_at(level).pointee
    for count in Self.counts {
      let a = Self.magnitudes(count)
      #expect(table.maximum(a, count) == a.max())

      let signed = a.map { $0 - 0.5 }
      let changes = zip(signed, signed.dropFirst()).count { ($0 < 0.1) != ($1 < 0.1) }
      #expect(table.sign_changes(signed, 0.1, count) == changes)

      var before = Array(a.reversed())
      let rise = zip(a, before).reduce(0) { $0 + pow(max(0, Double($1.0) - Double($1.1)), 2) }
      #expect(abs(Double(table.rise_energy(a, &before, count)) - rise) <= 2e-6 * max(rise, 1e-6))
      #expect(before == a)

      for share in [0, 0.1, 0.85, 2] as [Float] {
        let sums = a.indices.map { index in a[...index].reduce(0) { $0 + Double($1) } }
        let threshold = share * Float(sums[count - 1])
        let found = table.reach(a, threshold, count)
        #expect(found == count - 1 || sums[found] >= Double(threshold) - 1e-4 * sums[found])
        #expect(found == 0 || sums[found - 1] <= Double(threshold) + 1e-4 * sums[found])
      }
    }
  }

  @Test(arguments: levels)
  func theStrongestStayInTheirOrder(level: mv_level) {
    for count in Self.counts.filter({ $0 < 600 }) + [0] {
      let a = Self.magnitudes(count)
      for values in [a, a.map { ($0 * 20).rounded(.down) }, a.map { $0 * $0 * 1e-30 }] {
        for most in [1, 100, count / 2 + 1] {
          var kept = values
          var positions = (0..<Int32(count)).map { $0 }
          let left = mv_kernels_at(level).pointee.strongest(&positions, &kept, most, count)
          let strongest = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }.prefix(most).sorted()
          #expect(positions.prefix(left).map(Int.init) == strongest)
          #expect(kept.prefix(left).elementsEqual(strongest.map { values[$0] }))
        }
      }
    }
  }

  /// Values from few levels, so that many are equal, and such whose extremes all fall into one lane.
  @Test(arguments: levels)
  func extremeMeansEqualThoseOfSortedValues(level: mv_level) {
    var random = SplitMix64(seed: 11)
    for round in 0..<1000 {
      let extremes = Int.random(in: 1...VectorMath.mostExtremes, using: &random)
      let count = Int.random(in: extremes...450, using: &random)
      let values = (0..<count).map {
        Float(Int.random(in: 0...20, using: &random))
          + (round % 3 == 0 && $0 % 16 == round % 16 ? Float($0 * (round % 2 == 0 ? 1 : -1)) : 0)
      }
      var means: [Float] = [0, 0]
      mv_kernels_at(level).pointee.extreme_means(values, extremes, count, &means)
      let sorted = values.sorted()
      #expect(abs(means[0] - sorted.suffix(extremes).reduce(0, +) / Float(extremes)) <= 1e-3)
      #expect(abs(means[1] - sorted.prefix(extremes).reduce(0, +) / Float(extremes)) <= 1e-3)
    }
  }

  /// Against the definition: the lowest value up to the next higher one on either side, or to the end.
  @Test(arguments: levels)
  func peaksStandAboveTheirValleys(level: mv_level) {
    var random = SplitMix64(seed: 12)
    for round in 0..<2000 {
      let count = round % 300 + 1
      let steps = round % 2 == 0 ? 6 : 1000
      let a = (0..<count).map { _ in Float(Int.random(in: 0...steps, using: &random)) }
      let contrast = Float(Int.random(in: 1...steps, using: &random))
      let expected = a.indices.filter { Self.isPeak($0, of: a, contrast: contrast) }
      var positions = [Int32](repeating: -1, count: (count + 1) / 2)
      var heights = [Float](repeating: -1, count: (count + 1) / 2)
      let found = mv_kernels_at(level).pointee.peaks(a, contrast, count, &positions, &heights)
      #expect(positions.prefix(found).map(Int.init) == expected)
      #expect(heights.prefix(found).elementsEqual(expected.map { a[$0] }))
    }
  }

  /// No value makes the search leave the array, whatever it finds.
  @Test(arguments: levels)
  func peaksOfInfinitiesEnd(level: mv_level) {
    for a in [[1, .infinity, 1, 2], [.infinity, .infinity], [1, .nan, 3, 2, .nan], [2, 3, .infinity]]
      as [[Float]]
    {
      for contrast in [1, .infinity, .nan] as [Float] {
        var positions = [Int32](repeating: -1, count: a.count)
        var heights = [Float](repeating: -1, count: a.count)
        #expect(mv_kernels_at(level).pointee.peaks(a, contrast, a.count, &positions, &heights) <= a.count)
      }
    }
  }

  private static func isPeak(_ place: Int, of a: [Float], contrast: Float) -> Bool {
    let height = a[place]
    let before = a[..<place].reversed().first { $0 >= height || height - $0 >= contrast }
    let after = a[(place + 1)...].first { $0 > height || height - $0 >= contrast }
    // Of equals the first is the peak; beyond both ends lies nothing.
    return height >= contrast && before ?? -1 < height && after ?? -1 <= height
  }

  @Test(arguments: levels)
  func dissonanceIsTheSumOverAllPairs(level: mv_level) {
    for count in [0, 1, 2, 3, 7, 16, 17, 40, 100] {
      let amplitudes = Self.magnitudes(count)
      let hertz = (0..<count).map { Float(110 * $0) + 40 * amplitudes[$0] }
      var expected = 0.0
      for i in 0..<count {
        for j in 0..<i {
          let s = 0.24 / (0.0207 * Double(hertz[j]) + 18.96)
          let distance = Double(hertz[i] - hertz[j])
          expected +=
            Double(amplitudes[i] * amplitudes[j]) * (exp(-3.51 * s * distance) - exp(-5.75 * s * distance))
        }
      }
      let found = mv_kernels_at(level).pointee.dissonance(hertz, amplitudes, count)
      #expect(abs(Double(found) - expected) <= 2e-6 * max(expected, 1))
    }
  }
}

struct BandedMatrixTests {
  /// Rows with nothing, with one weight at either end, with runs and gaps of all lengths.
  @Test func productEqualsThatOfTheWholeMatrix() {
    var random = SplitMix64(seed: 13)
    for columns in [1, 7, 8, 9, 63, 200] {
      var matrix = (0..<40).map { _ in
        var isOn = false
        return (0..<columns).map { _ -> Float in
          if Int.random(in: 0..<12, using: &random) == 0 { isOn.toggle() }
          return isOn ? random.signedUnit() : 0
        }
      }
      matrix[3] = [Float](repeating: 0, count: columns)
      matrix[4] = matrix[3]
      matrix[4][columns - 1] = 2
      let vector = (0..<columns).map { _ in random.signedUnit() }
      var found = [Float](repeating: 7, count: matrix.count + 1)
      BandedMatrix(matrix).multiply(vector + [Float](repeating: 1, count: 7), into: &found)
      for (row, value) in zip(matrix, found) {
        let expected = zip(row, vector).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        #expect(abs(Double(value) - expected) <= 1e-5)
      }
      #expect(found.last == 7)
    }
  }
}
