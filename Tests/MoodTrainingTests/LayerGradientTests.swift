import MoodRealtime
import Testing

@testable import MoodTraining

/// Each layer alone, with the loss Σ output · random.
@Suite struct LayerGradientTests {
  init() throws { try BLAS.load() }

  @Test(arguments: [1, 2])
  func convolutionGradientsEqualDifferences(dilation: Int) {
    let (width, kernel, sequences, rows) = (8, 3, 2, 12)
    let layer = ResidualConvolution(width: width, kernel: kernel, dilation: dilation, rows: rows)
    let input = GradientCheck.random(rows * width, seed: 1)
    let weight = GradientCheck.random(width * width * kernel, seed: 2, scale: 0.3)
    let bias = GradientCheck.random(width, seed: 3, scale: 0.3)
    let goal = GradientCheck.random(rows * width, seed: 4)
    let output = SampleBuffer(count: rows * width)
    let loss = {
      layer.forward(
        input.matrix(rows: rows, columns: width), weight: weight.base, bias: bias.base,
        into: output.matrix(rows: rows, columns: width), sequences: sequences)
      return GradientCheck.dot(output.base, goal.base, count: rows * width)
    }
    _ = loss()
    let gradient = SampleBuffer(goal.array())
    let weightGradient = SampleBuffer(count: weight.count)
    let biasGradient = SampleBuffer(count: width)
    layer.backward(
      input: input.matrix(rows: rows, columns: width), gradient: gradient.matrix(rows: rows, columns: width),
      weightGradient: weightGradient.base, biasGradient: biasGradient.base, sequences: sequences)
    GradientCheck.expect(
      input.base, count: input.count, gradient: gradient.array(), label: "input", loss: loss)
    GradientCheck.expect(
      weight.base, count: weight.count, gradient: weightGradient.array(), label: "weight", loss: loss)
    GradientCheck.expect(bias.base, count: width, gradient: biasGradient.array(), label: "bias", loss: loss)
  }

  @Test func carriedGradientsEqualDifferences() {
    let (width, sequences, rows) = (8, 2, 10)
    let layer = CarriedLSTM(width: width, rows: rows)
    let products = GradientCheck.random(rows * 4 * width, seed: 5)
    let recurrent = GradientCheck.random(4 * width * width, seed: 6, scale: 0.4)
    let goal = GradientCheck.random(rows * width, seed: 7)
    let outputs = SampleBuffer(count: rows * width)
    let matrix = recurrent.matrix(rows: 4 * width, columns: width)
    let loss = {
      layer.products(rows: rows).base.update(from: products.base, count: products.count)
      layer.forward(
        recurrent: matrix, outputs: outputs.matrix(rows: rows, columns: width), sequences: sequences)
      return GradientCheck.dot(outputs.base, goal.base, count: rows * width)
    }
    _ = loss()
    let recurrentGradient = SampleBuffer(count: recurrent.count)
    layer.backward(
      outputGradients: goal.matrix(rows: rows, columns: width), recurrent: matrix,
      recurrentGradient: recurrentGradient.matrix(rows: 4 * width, columns: width), sequences: sequences)
    let productGradient = Array(
      UnsafeBufferPointer(start: layer.products(rows: rows).base, count: products.count))
    GradientCheck.expect(
      products.base, count: products.count, gradient: productGradient, label: "products", loss: loss)
    GradientCheck.expect(
      recurrent.base, count: recurrent.count, gradient: recurrentGradient.array(), label: "recurrent",
      loss: loss)
  }

  @Test(arguments: [0, 2, 7])
  func windowedGradientsEqualDifferences(lookahead: Int) {
    let (width, sequences, steps) = (8, 2, 5)
    let rows = steps * sequences
    let layer = WindowedLSTM(width: width, lookahead: lookahead, rows: rows)
    let products = GradientCheck.random(rows * 4 * width, seed: 8)
    let recurrent = GradientCheck.random(4 * width * width, seed: 9, scale: 0.4)
    let goal = GradientCheck.random(rows * width, seed: 10)
    let outputs = SampleBuffer(count: rows * width)
    let matrix = recurrent.matrix(rows: 4 * width, columns: width)
    // The second sequence ends two steps early.
    let live = SampleBuffer((0..<rows).map { $0 % 2 == 1 && $0 / 2 >= 3 ? 0 : 1 })
    let loss = {
      layer.forward(
        products: products.matrix(rows: rows, columns: 4 * width), recurrent: matrix, live: live.base,
        outputs: outputs.matrix(rows: rows, columns: width), sequences: sequences)
      return GradientCheck.dot(outputs.base, goal.base, count: rows * width)
    }
    _ = loss()
    let productGradient = SampleBuffer(count: products.count)
    let recurrentGradient = SampleBuffer(count: recurrent.count)
    layer.backward(
      outputGradients: goal.matrix(rows: rows, columns: width), recurrent: matrix, live: live.base,
      productGradients: productGradient.matrix(rows: rows, columns: 4 * width),
      recurrentGradient: recurrentGradient.matrix(rows: 4 * width, columns: width), sequences: sequences)
    GradientCheck.expect(
      products.base, count: products.count, gradient: productGradient.array(), samples: 64,
      label: "products", loss: loss)
    GradientCheck.expect(
      recurrent.base, count: recurrent.count, gradient: recurrentGradient.array(), label: "recurrent",
      loss: loss)
  }

  @Test func windowBeginsFromZeroAtItsEnd() {
    // With a lookahead longer than the sequence, the first step's run sees all of it: as a carried run reversed.
    let (width, steps) = (8, 6)
    let windowed = WindowedLSTM(width: width, lookahead: 9, rows: steps)
    let carried = CarriedLSTM(width: width, rows: steps)
    let products = GradientCheck.random(steps * 4 * width, seed: 12)
    let recurrent = GradientCheck.random(4 * width * width, seed: 13, scale: 0.4)
    let matrix = recurrent.matrix(rows: 4 * width, columns: width)
    let outputs = SampleBuffer(count: steps * width)
    let reversed = SampleBuffer(count: steps * width)
    let live = SampleBuffer([Float](repeating: 1, count: steps))
    windowed.forward(
      products: products.matrix(rows: steps, columns: 4 * width), recurrent: matrix, live: live.base,
      outputs: outputs.matrix(rows: steps, columns: width), sequences: 1)
    for step in 0..<steps {
      carried.products(rows: steps).rows(from: step, count: 1).base.update(
        from: products.base + (steps - 1 - step) * 4 * width, count: 4 * width)
    }
    carried.forward(
      recurrent: matrix, outputs: reversed.matrix(rows: steps, columns: width), sequences: 1)
    for unit in 0..<width {
      #expect(abs(outputs[unit] - reversed[(steps - 1) * width + unit]) < 1e-6)
    }
  }

  /// Two sequences of five steps, three of whose rows are closed, asked at three steps each.
  @Test func statisticsGradientsEqualDifferences() {
    let (inputs, width, sequences, steps) = (3, 8, 2, 5)
    let rows = steps * sequences
    let layer = RunningStatistics(inputs: inputs, width: width, slopes: inputs, memory: 3)
    let values = GradientCheck.random(rows * inputs, seed: 41)
    let trunk = GradientCheck.random(rows * width, seed: 42)
    let open = SampleBuffer((0..<rows).map { [2, 3, 7].contains($0) ? 0 : 1 })
    let queries = [0, 2, 4, 1, 1, 3]
    let goal = GradientCheck.random(queries.count * layer.columns, seed: 43)
    let outputs = SampleBuffer(count: goal.count)
    let loss = {
      layer.forward(
        inputs: values.matrix(rows: rows, columns: inputs), trunk: trunk.matrix(rows: rows, columns: width),
        open: open.base, queries: queries, sequences: sequences,
        into: outputs.matrix(rows: queries.count, columns: layer.columns))
      return GradientCheck.dot(outputs.base, goal.base, count: goal.count)
    }
    _ = loss()
    let gradient = SampleBuffer(count: trunk.count)
    layer.backward(
      outputs: outputs.matrix(rows: queries.count, columns: layer.columns),
      outputGradients: goal.matrix(rows: queries.count, columns: layer.columns),
      trunk: trunk.matrix(rows: rows, columns: width), open: open.base, queries: queries,
      sequences: sequences, trunkGradient: gradient.matrix(rows: rows, columns: width))
    GradientCheck.expect(
      trunk.base, count: trunk.count, gradient: gradient.array(), samples: 80, label: "trunk", loss: loss)
  }

  /// While a sequence is shorter than the memory, its statistics are the plain mean and deviation of its open steps.
  @Test func youngStatisticsAreMeanAndDeviation() {
    let layer = RunningStatistics(inputs: 1, width: 8, memory: 100)
    let values = SampleBuffer([1, 5, 3, 9])
    let trunk = SampleBuffer(count: 4 * 8)
    let open = SampleBuffer([1, 1, 0, 1])
    let outputs = SampleBuffer(count: layer.columns)
    layer.forward(
      inputs: values.matrix(rows: 4, columns: 1), trunk: trunk.matrix(rows: 4, columns: 8), open: open.base,
      queries: [3], sequences: 1, into: outputs.matrix(rows: 1, columns: layer.columns))
    #expect(abs(outputs[0] - 5) < 1e-5)
    #expect(abs(outputs[9] - (32 / Float(3) + RunningStatistics.leastVariance).squareRoot()) < 1e-4)
  }

  @Test func batchNormGradientsEqualDifferences() {
    let (rows, columns) = (7, 3)
    let layer = BatchNorm(columns: columns)
    let input = GradientCheck.random(rows * columns, seed: 44)
    let goal = GradientCheck.random(rows * columns, seed: 45)
    let output = SampleBuffer(count: rows * columns)
    let mean = SampleBuffer(count: columns)
    let variance = SampleBuffer(count: columns)
    let loss = {
      layer.forward(
        input.matrix(rows: rows, columns: columns), into: output.matrix(rows: rows, columns: columns),
        runningMean: mean.base, runningVariance: variance.base, momentum: 0.1)
      return GradientCheck.dot(output.base, goal.base, count: output.count)
    }
    _ = loss()
    let gradient = SampleBuffer(goal.array())
    layer.backward(
      output: output.matrix(rows: rows, columns: columns),
      outputGradient: gradient.matrix(rows: rows, columns: columns),
      into: gradient.matrix(rows: rows, columns: columns))
    GradientCheck.expect(
      input.base, count: input.count, gradient: gradient.array(), label: "input", loss: loss)
  }

  /// Normalised columns have mean 0 and deviation 1, and running figures go where the batch's are.
  @Test func batchNormNormalises() {
    let (rows, columns) = (50, 2)
    let layer = BatchNorm(columns: columns)
    let input = GradientCheck.random(rows * columns, seed: 46, scale: 3)
    let output = SampleBuffer(count: rows * columns)
    let mean = SampleBuffer(count: columns)
    let variance = SampleBuffer([1, 1])
    for _ in 0..<200 {
      layer.forward(
        input.matrix(rows: rows, columns: columns), into: output.matrix(rows: rows, columns: columns),
        runningMean: mean.base, runningVariance: variance.base, momentum: 0.1)
    }
    let inUse = SampleBuffer(count: rows * columns)
    BatchNorm.apply(
      input.matrix(rows: rows, columns: columns), mean: mean.base, variance: variance.base,
      into: inUse.matrix(rows: rows, columns: columns))
    for column in 0..<columns {
      let values = (0..<rows).map { output[$0 * columns + column] }
      #expect(abs(values.reduce(0, +)) < 1e-3)
      #expect(abs(values.reduce(0) { $0 + $1 * $1 } / Float(rows) - 1) < 1e-3)
      // The running variance has the divisor n − 1.
      let ratio = (Float(rows - 1) / Float(rows)).squareRoot()
      #expect(abs(inUse[column] - ratio * output[column]) < 1e-3)
    }
  }
}
