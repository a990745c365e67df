import CVector
import Glibc
import MoodCore
import MoodRealtime
import MoodTestSupport
import MoodVector
import Testing

/// Every level that this processor runs, reached without changing the one in use: other tests run beside these.
private let levels: [mv_level] = [MV_LEVEL_BASELINE, MV_LEVEL_V3, MV_LEVEL_V4].filter {
  mv_kernels_at($0) != nil
}

private func kernels(_ level: mv_level) -> mv_kernels { mv_kernels_at(level).pointee }

private func random(_ count: Int, seed: UInt64, scale: Float = 1) -> [Float] {
  var generator = SplitMix64(seed: seed)
  return (0..<count).map { _ in generator.signedUnit() * scale }
}

/// |found − expected|, relative where `expected` is beyond ±1 and also below, down to the smallest normal float.
private func relativeError(_ found: Float, _ expected: Double) -> Double {
  if expected.isNaN { return found.isNaN ? 0 : .infinity }
  if Float(expected).isInfinite { return found == Float(expected) ? 0 : .infinity }
  return abs(Double(found) - expected) / max(abs(expected), Double(Float.leastNormalMagnitude))
}

private typealias Map = @convention(c) (UnsafePointer<Float>?, UnsafeMutablePointer<Float>?, Int) -> Void

/// The largest error over `inputs`, computed in one call.
private func worst(_ map: Map, _ inputs: [Float], _ reference: (Double) -> Double) -> Double {
  var outputs = [Float](repeating: 0, count: inputs.count)
  map(inputs, &outputs, inputs.count)
  return zip(inputs, outputs).map { relativeError($1, reference(Double($0))) }.max() ?? 0
}

@Test(arguments: levels) func `exponential and sigmoid are exact to a few units in the last place`(
  level: mv_level
) {
  let inputs = random(20_001, seed: 1, scale: 87)
  #expect(worst(kernels(level).exponential, inputs, exp) < 2e-6)
  #expect(worst(kernels(level).sigmoid, inputs) { 1 / (1 + exp(-$0)) } < 2e-6)
}

@Test(arguments: levels) func `tanh is exact to a few units in the last place`(level: mv_level) {
  #expect(worst(kernels(level).tanh, random(20_001, seed: 2, scale: 10), tanh) < 2e-6)
  #expect(worst(kernels(level).tanh, random(20_001, seed: 3, scale: 1e-3), tanh) < 2e-6)
}

@Test(arguments: levels) func `logarithms are exact from denormals to the largest floats`(level: mv_level) {
  let inputs = random(20_001, seed: 4, scale: 149).map { Float(exp2(Double($0) - 22)) }
  let nearOne = random(20_001, seed: 5, scale: 0.3).map { 1 + $0 }
  for values in [inputs, nearOne] {
    #expect(worst(kernels(level).natural_log, values, log) < 2e-6)
    #expect(worst(kernels(level).log10, values, log10) < 2e-6)
  }
}

@Test(arguments: levels) func `what has no finite value is defined`(level: mv_level) {
  let odd: [Float] = [0, -0.0, -1, .infinity, -.infinity, .nan, -.leastNonzeroMagnitude, 1000, -1000]
  let table = kernels(level)
  #expect(worst(table.natural_log, odd, log) < 2e-6)
  #expect(worst(table.log10, odd, log10) < 2e-6)
  #expect(worst(table.exponential, odd, exp) < 2e-6)
  #expect(worst(table.tanh, odd, tanh) < 2e-6)
  #expect(worst(table.sigmoid, odd) { 1 / (1 + exp(-$0)) } < 2e-6)
  #expect(worst(table.square_root, odd, sqrt) < 2e-6)
}

@Test(arguments: levels) func `a result does not depend on where its element stands`(level: mv_level) {
  let table = kernels(level)
  let inputs = random(67, seed: 6, scale: 5).map(abs)
  let maps: [Map] = [
    table.exponential, table.sigmoid, table.tanh, table.natural_log, table.log10, table.square_root,
  ]
  for map in maps {
    var whole = [Float](repeating: 0, count: inputs.count)
    map(inputs, &whole, inputs.count)
    for (index, input) in inputs.enumerated() {
      var alone = input
      withUnsafeMutablePointer(to: &alone) { map(UnsafePointer($0), $0, 1) }
      #expect(alone == whole[index])
    }
  }
}

@Test(arguments: levels) func `nothing is written beyond count`(level: mv_level) {
  let table = kernels(level)
  for count in 0..<40 {
    let a = random(count, seed: UInt64(count)).map(abs)
    var into = [Float](repeating: 7, count: count + 16)
    table.tanh(a, &into, count)
    table.multiply(a, a, &into, count)
    table.accumulate(2, a, &into, count)
    #expect(into[count...].allSatisfy { $0 == 7 })
  }
}

@Test(arguments: levels) func `sums agree with sums in doubles`(level: mv_level) {
  let table = kernels(level)
  for count in Array(0..<70) + [350, 1025] {
    let a = random(count, seed: 7 + UInt64(count))
    let b = random(count, seed: 1000 + UInt64(count))
    let products = zip(a, b).map { Double($0) * Double($1) }
    let bound = 2e-6 * Double(max(count, 1)).squareRoot()
    #expect(abs(Double(table.dot(a, b, count)) - products.reduce(0, +)) < bound)
    #expect(abs(Double(table.sum(a, count)) - a.map(Double.init).reduce(0, +)) < bound)
    #expect(
      abs(Double(table.sum_of_squares(a, count)) - a.map { Double($0) * Double($0) }.reduce(0, +)) < bound)
  }
}

@Test(arguments: levels) func `element-wise arithmetic agrees with scalar arithmetic`(level: mv_level) {
  let table = kernels(level)
  for count in Array(0..<40) {
    let a = random(2 * count, seed: 8)
    let b = random(count, seed: 9)
    var product = [Float](repeating: 0, count: count)
    table.multiply(a, b, &product, count)
    var sum = b
    table.accumulate(0.3, a, &sum, count)
    for index in 0..<count {
      #expect(product[index] == a[index] * b[index])
      #expect(abs(sum[index] - (b[index] + 0.3 * a[index])) < 2e-7)
    }
  }
}

@Test(arguments: levels) func `both layouts of a matrix give its product with a vector`(level: mv_level) {
  let table = kernels(level)
  for (rows, columns) in [(1, 1), (3, 7), (4, 16), (16, 5), (17, 33), (63, 20), (64, 48), (85, 3), (192, 48)]
  {
    let matrix = random(rows * columns, seed: UInt64(rows * 1000 + columns))
    let vector = random(columns, seed: 10)
    let bias = random(rows, seed: 11)
    let expected = (0..<rows).map { row in
      (0..<columns).reduce(Double(bias[row])) { $0 + Double(matrix[row * columns + $1]) * Double(vector[$1]) }
    }
    var plain = [Float](repeating: 0, count: rows)
    table.matrix_vector(matrix, rows, columns, vector, bias, &plain)
    let storage = SampleBuffer(count: PackedMatrix.floats(rows: rows, columns: columns))
    _ = PackedMatrix(rows: rows, columns: columns, storage: storage.base) { matrix[$0 * columns + $1] }
    var packed = [Float](repeating: 7, count: rows + 16)
    table.packed_matrix_vector(storage.base, rows, columns, vector, bias, &packed)
    for row in 0..<rows {
      #expect(abs(Double(plain[row]) - expected[row]) < 4e-6)
      #expect(abs(Double(packed[row]) - expected[row]) < 4e-6)
    }
    #expect(packed[rows...].allSatisfy { $0 == 7 })
    table.packed_matrix_vector(storage.base, rows, columns, vector, nil, &packed)
    #expect(abs(Double(packed[rows - 1]) + Double(bias[rows - 1]) - expected[rows - 1]) < 4e-6)
  }
}

@Test(arguments: levels) func `a step of LSTM cells follows its equations`(level: mv_level) {
  func sigmoid(_ x: Float) -> Double { 1 / (1 + exp(-Double(x))) }
  for width in [1, 3, 8, 16, 19, 48] {
    let gates = random(4 * width, seed: 12, scale: 3)
    let before = random(width, seed: 13)
    var cell = before
    var hidden = [Float](repeating: 0, count: width)
    kernels(level).lstm_gates(gates, &cell, &hidden, width)
    for unit in 0..<width {
      let kept = sigmoid(gates[width + unit]) * Double(before[unit])
      let after = kept + sigmoid(gates[unit]) * tanh(Double(gates[2 * width + unit]))
      #expect(abs(Double(cell[unit]) - after) < 2e-6)
      #expect(abs(Double(hidden[unit]) - sigmoid(gates[3 * width + unit]) * tanh(after)) < 2e-6)
    }
  }
}

@Test func `the level in use is the highest that is supported`() {
  #expect(VectorLevel.inUse == VectorLevel.allCases.last { $0.isSupported })
}
