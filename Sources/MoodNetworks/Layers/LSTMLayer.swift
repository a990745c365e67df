internal import MoodCore
internal import MoodTraining

/// A long short-term memory over steps, in one direction or in both, whose outputs stand side by side.
final class LSTMLayer: Layer {
  /// What it gives.
  enum Outputs: Sendable, Equatable {
    /// Of every step.
    case steps
    /// Of the last step of each direction.
    case last
  }

  let outputShape: [Int]
  private let inputShape: [Int]
  private let outputs: Outputs
  private let directions: [Direction]

  /// - Parameters:
  ///   - shape: [steps, columns].
  ///   - width: a multiple of 8.
  init(
    _ shape: [Int], width: Int, isBidirectional: Bool, outputs: Outputs, _ random: inout SplitMix64
  ) {
    precondition(shape.count == 2, "a memory hears steps")
    inputShape = shape
    self.outputs = outputs
    directions = (isBidirectional ? [false, true] : [false]).map {
      Direction(inputs: shape[1], width: width, isBackward: $0, &random)
    }
    let columns = width * directions.count
    outputShape = outputs == .steps ? [shape[0], columns] : [columns]
  }

  var parameters: [Parameter] { directions.flatMap(\.parameters) }

  func forward(_ input: Batch, _ pass: Pass) -> Batch {
    let output = Batch(clips: input.clips, shape: outputShape)
    for (number, direction) in directions.enumerated() {
      let heard = direction.forward(input)
      let width = direction.width
      eachRow(of: direction, clips: input.clips) { row, place in
        (output.values + place + number * width).update(from: heard.values + row * width, count: width)
      }
    }
    return output
  }

  func backward(_ gradient: Batch) -> Batch {
    let inputGradient = Batch(clips: gradient.clips, shape: inputShape)
    for (number, direction) in directions.enumerated() {
      let width = direction.width
      let slopes = Batch(clips: inputShape[0] * gradient.clips, shape: [width])
      eachRow(of: direction, clips: gradient.clips) { row, place in
        (slopes.values + row * width).update(from: gradient.values + place + number * width, count: width)
      }
      direction.backward(slopes, into: inputGradient)
    }
    return inputGradient
  }

  /// Calls `body` with the row of each step that is given, as `direction` counts them, and where it stands in the output.
  private func eachRow(of direction: Direction, clips: Int, _ body: (_ row: Int, _ place: Int) -> Void) {
    let (steps, columns) = (inputShape[0], outputShape[outputShape.count - 1])
    for clip in 0..<clips {
      guard outputs == .steps else {
        body((steps - 1) * clips + clip, clip * columns)
        continue
      }
      for step in 0..<steps {
        body(direction.heard(step, of: steps) * clips + clip, (clip * steps + step) * columns)
      }
    }
  }
}

/// One direction of a memory. Its rows are the steps in the order in which it hears them, a step's clips side by side.
private final class Direction {
  let width: Int
  private let inputs: Int
  private let isBackward: Bool
  private let weight: Parameter
  private let recurrent: Parameter
  private let bias: Parameter
  private var memory: CarriedLSTM
  private var capacity = 0
  private var heard: Batch?

  init(inputs: Int, width: Int, isBackward: Bool, _ random: inout SplitMix64) {
    self.width = width
    self.inputs = inputs
    self.isBackward = isBackward
    weight = Parameter(.weight, shape: [4 * width, inputs], inputs: width, &random)
    recurrent = Parameter(.weight, shape: [4 * width, width], inputs: width, &random)
    bias = Parameter(.bias, shape: [4 * width], inputs: width, &random)
    memory = CarriedLSTM(width: width, rows: 0)
  }

  var parameters: [Parameter] { [weight, recurrent, bias] }

  /// The place of a step among those heard.
  func heard(_ step: Int, of steps: Int) -> Int { isBackward ? steps - 1 - step : step }

  /// The outputs of all rows.
  func forward(_ input: Batch) -> Batch {
    let (clips, steps) = (input.clips, input.shape[0])
    let rows = clips * steps
    if rows > capacity {
      memory = CarriedLSTM(width: width, rows: rows)
      capacity = rows
    }
    let heard = Batch(clips: rows, shape: [inputs])
    for clip in 0..<clips {
      for step in 0..<steps {
        heard.clip(self.heard(step, of: steps) * clips + clip).update(
          from: input.clip(clip) + step * inputs, count: inputs)
      }
    }
    self.heard = heard
    let output = Batch(clips: rows, shape: [width])
    weight.values.withMatrix(columns: inputs) { weight in
      Dense.forward(heard.rows, weight: weight, bias: bias.values, into: memory.products(rows: rows))
    }
    recurrent.values.withMatrix(columns: width) { recurrent in
      memory.forward(recurrent: recurrent, outputs: output.rows, sequences: clips)
    }
    return output
  }

  /// Adds to the gradients of the weights and to that of the input.
  func backward(_ gradient: Batch, into inputGradient: Batch) {
    guard let heard else { preconditionFailure("a way back follows a way forth") }
    let (clips, steps) = (inputGradient.clips, inputGradient.shape[0])
    let rows = clips * steps
    recurrent.values.withMatrix(columns: width) { recurrent in
      self.recurrent.gradient.withMatrix(columns: width) { recurrentGradient in
        memory.backward(
          outputGradients: gradient.rows, recurrent: recurrent, recurrentGradient: recurrentGradient,
          sequences: clips)
      }
    }
    let products = memory.products(rows: rows)
    weight.gradient.withMatrix(columns: inputs) { weightGradient in
      bias.gradient.withUnsafeMutableBufferPointer { biasGradient in
        guard let biasGradient = biasGradient.baseAddress else { return }
        Dense.accumulate(
          input: heard.rows, outputGradient: products, weightGradient: weightGradient,
          biasGradient: biasGradient)
      }
    }
    let slopes = Batch(clips: rows, shape: [inputs])
    weight.values.withMatrix(columns: inputs) { weight in
      Dense.inputGradient(outputGradient: products, weight: weight, into: slopes.rows)
    }
    for clip in 0..<clips {
      for step in 0..<steps {
        let target = inputGradient.clip(clip) + step * inputs
        let source = slopes.clip(self.heard(step, of: steps) * clips + clip)
        for index in 0..<inputs { target[index] += source[index] }
      }
    }
  }
}
