internal import MoodRealtime

/// Running means and deviations of what a network reads and of its trunk, and slopes of what it reads, at chosen steps.
///
/// Over the open steps of a sequence, with a = 1/min(n, memory) at the n-th: m += a·(u − m), q += a·(u² − q), and the
/// deviation is √(max(q − m², 0) + 1e-4). An output row holds the means of the inputs and of the trunk, then the
/// deviations of both, then slopes of the inputs: c / √(v + 1e-2), where v is the variance of the step's number t and
/// c ← (1 − a)·(c + a·(t − mean of t)·(u − m)) its covariance with u, as the streaming network computes them.
struct RunningStatistics: ~Copyable {
  /// Added to a variance before its root is taken.
  static let leastVariance: Float = 1e-4

  private let inputs: Int
  private let width: Int
  private let slopes: Int
  private let memory: Int
  /// One sequence's m and q, then its c; or the gradients of m and q.
  private let state: SampleBuffer

  /// - Parameters:
  ///   - slopes: how many inputs have a slope: none or all.
  ///   - memory: steps after which the means become exponential.
  init(inputs: Int, width: Int, slopes: Int = 0, memory: Int) {
    self.inputs = inputs
    self.width = width
    self.slopes = slopes
    self.memory = memory
    state = SampleBuffer(count: 2 * (inputs + width) + slopes)
  }

  /// Values of an output row.
  var columns: Int { 2 * (inputs + width) + slopes }

  /// Added to the variance of the steps' numbers.
  private static let leastTimeVariance: Float = 1e-2

  /// - Parameters:
  ///   - inputs: [steps · sequences, inputs].
  ///   - trunk: [steps · sequences, width].
  ///   - open: 1 for each row that counts, else 0.
  ///   - queries: [sequences · queries], steps in ascending order within a sequence.
  ///   - outputs: [sequences · queries, columns].
  func forward(
    inputs values: Matrix, trunk: Matrix, open: UnsafePointer<Float>, queries: [Int], sequences: Int,
    into outputs: Matrix
  ) {
    let perSequence = queries.count / sequences
    let all = inputs + width
    let means = state.base
    let squares = state.base + all
    let covariances = squares + all
    for sequence in 0..<sequences {
      Elementwise.fill(means, 0, count: 2 * all + slopes)
      var count = 0
      var ahead: Float = 0
      var timeVariance: Float = 0
      var step = 0
      for query in 0..<perSequence {
        let place = sequence * perSequence + query
        while step <= queries[place] {
          let row = step * sequences + sequence
          if open[row] != 0 {
            count += 1
            let share = 1 / Float(min(count, memory))
            let past = ahead + 1
            ahead = (1 - share) * past
            timeVariance = (1 - share) * (timeVariance + share * past * past)
            let value = values.base + row * inputs
            for index in 0..<slopes {
              covariances[index] =
                (1 - share) * (covariances[index] + share * past * (value[index] - means[index]))
            }
            Self.move(means, squares, towards: values.base + row * inputs, by: share, count: inputs)
            Self.move(
              means + inputs, squares + inputs, towards: trunk.base + row * width, by: share, count: width)
          }
          step += 1
        }
        let output = outputs.base + place * columns
        let slopeScale = 1 / (timeVariance + Self.leastTimeVariance).squareRoot()
        for index in 0..<slopes { output[2 * all + index] = slopeScale * covariances[index] }
        for index in 0..<all {
          let mean = means[index]
          output[index] = mean
          output[all + index] = (max(squares[index] - mean * mean, 0) + Self.leastVariance).squareRoot()
        }
      }
    }
  }

  /// Adds to the gradient of the trunk what the gradient of the last `forward`'s outputs asks of it. What the network
  /// reads is given, so it has no gradient.
  func backward(
    outputs: Matrix, outputGradients: Matrix, trunk: Matrix, open: UnsafePointer<Float>, queries: [Int],
    sequences: Int, trunkGradient: Matrix
  ) {
    let perSequence = queries.count / sequences
    let all = inputs + width
    let meanGradient = state.base
    let squareGradient = state.base + width
    for sequence in 0..<sequences {
      Elementwise.fill(meanGradient, 0, count: 2 * width)
      let last = queries[(sequence + 1) * perSequence - 1]
      var count = 0
      for step in 0...last where open[step * sequences + sequence] != 0 { count += 1 }
      var query = perSequence - 1
      for step in (0...last).reversed() {
        while query >= 0, queries[sequence * perSequence + query] == step {
          let place = (sequence * perSequence + query) * columns + inputs
          let output = outputs.base + place
          let gradient = outputGradients.base + place
          for index in 0..<width {
            let deviation = output[all + index]
            // Where the floor holds, the deviation does not move.
            let isFloor = deviation * deviation <= Self.leastVariance * 1.000_1
            let slope = isFloor ? 0 : gradient[all + index] / deviation
            meanGradient[index] += gradient[index] - slope * output[index]
            squareGradient[index] += 0.5 * slope
          }
          query -= 1
        }
        let row = step * sequences + sequence
        guard open[row] != 0 else { continue }
        let share = 1 / Float(min(count, memory))
        count -= 1
        let value = trunk.base + row * width
        let target = trunkGradient.base + row * width
        for index in 0..<width {
          target[index] += share * (meanGradient[index] + 2 * value[index] * squareGradient[index])
          meanGradient[index] *= 1 - share
          squareGradient[index] *= 1 - share
        }
      }
    }
  }

  private static func move(
    _ means: UnsafeMutablePointer<Float>, _ squares: UnsafeMutablePointer<Float>,
    towards values: UnsafePointer<Float>, by share: Float, count: Int
  ) {
    for index in 0..<count {
      let value = values[index]
      means[index] += share * (value - means[index])
      squares[index] += share * (value * value - squares[index])
    }
  }
}
