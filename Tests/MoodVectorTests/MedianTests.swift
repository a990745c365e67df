import CVector
import MoodCore
import MoodTestSupport
import Testing

private let levels: [mv_level] = [MV_LEVEL_BASELINE, MV_LEVEL_V3, MV_LEVEL_V4].filter {
  mv_kernels_at($0) != nil
}

private func kernels(_ level: mv_level) -> mv_kernels { mv_kernels_at(level).pointee }

/// Values of many kinds: all different, few different, equal, rising, falling, denormal, of both signs, infinite.
private func samples(count: Int, kind: Int, using random: inout SplitMix64) -> [Float] {
  let values = (0..<count).map { _ in random.signedUnit() }
  switch kind {
  case 0: return values
  case 1: return values.map { ($0 * 2).rounded() }
  case 2: return values.map { _ in 3 }
  case 3: return values.sorted()
  case 4: return values.sorted(by: >)
  case 5: return values.map { abs($0) * 100 * .leastNonzeroMagnitude }
  case 6: return values.map { $0 > 0 ? .infinity : $0 }
  default: return values.map { $0 > 0.5 ? 1 : abs($0) < 0.2 ? 0 : $0 }
  }
}

private let kinds = 0..<8

@Test(arguments: levels) func `moving medians equal those of sorted windows`(level: mv_level) {
  let table = kernels(level)
  let length = Int(MV_MOVING_MEDIAN)
  var random = SplitMix64(seed: 31)
  for kind in kinds {
    for count in [0, 1, 31, 127, 128, 129, 256, 600, 1025] {
      let values = samples(count: count + length - 1, kind: kind, using: &random)
      var medians = [Float](repeating: 7, count: count + 1)
      // A value beyond the last window would show.
      table.moving_median(values + [-.infinity], &medians, count)
      let expected = (0..<count).map { values[$0..<$0 + length].sorted()[length / 2] }
      #expect(medians == expected + [7], "kind \(kind), \(count) windows")
    }
  }
}

@Test(arguments: levels) func `medians of windows that slide equal those of windows sorted anew`(
  level: mv_level
) {
  let table = kernels(level)
  let count = 3 * Int(MV_WINDOW_LANES)
  var random = SplitMix64(seed: 32)
  for length in [1, 2, 15, 16, 31] {
    var windows = [Float](repeating: .infinity, count: count * length)
    var rows = [[Float]](repeating: [Float](repeating: .infinity, count: count), count: length)
    // Kind by kind, so that windows hold values of two kinds as well.
    for step in 0..<kinds.count * 40 {
      let newest = samples(count: count, kind: step / 40, using: &random)
      let known = Int.random(in: 1...length, using: &random)
      var medians = [Float](repeating: 7, count: count + 1)
      table.slide_medians(&windows, length, known, rows[0], newest, &medians, count)
      rows = rows.dropFirst() + [newest]
      let expected = (0..<count).map { lane in
        let sorted = rows.map { $0[lane] }.sorted()
        return (sorted[(known - 1) / 2] + sorted[known / 2]) / 2
      }
      #expect(medians == expected + [7], "length \(length), step \(step)")
    }
  }
}

@Test(arguments: levels) func `squares under soft masks agree with those in doubles`(level: mv_level) {
  let table = kernels(level)
  var random = SplitMix64(seed: 33)
  for count in Array(0..<40) + [1025] {
    for scale: Float in [1e-35, 1e-20, 1, 1e15] {
      let a = (0..<count).map { _ in max(random.signedUnit(), 0) * scale }
      let b = (0..<count).map { _ in max(random.signedUnit(), 0) * scale }
      let values = (0..<count).map { _ in random.signedUnit() }
      var sums: [Float] = [0, 0, 7]
      table.soft_mask_squares(a, b, values, count, &sums)
      var expected = (0.0, 0.0)
      for (value, (a, b)) in zip(values, zip(a, b)) {
        let squares = (a: Double(a) * Double(a), b: Double(b) * Double(b))
        let share = a == 0 && b == 0 ? 0.5 : squares.a / (squares.a + squares.b)
        expected.0 += Double(value) * share * Double(value) * share
        expected.1 += Double(value) * (1 - share) * Double(value) * (1 - share)
      }
      #expect(abs(Double(sums[0]) - expected.0) <= 4e-6 * expected.0)
      #expect(abs(Double(sums[1]) - expected.1) <= 4e-6 * expected.1)
      #expect(sums[2] == 7)
    }
  }
}

@Test(arguments: levels) func `a soft mask halves what has no normal reference`(level: mv_level) {
  let largest = Float.leastNormalMagnitude.nextDown
  var sums: [Float] = [0, 0]
  kernels(level).soft_mask_squares([0, largest, 0], [0, 0, .leastNonzeroMagnitude], [2, 4, 6], 3, &sums)
  #expect(sums == [14, 14])
  kernels(level).soft_mask_squares([.leastNormalMagnitude], [0], [2], 1, &sums)
  #expect(sums == [4, 0])
}
