internal import MoodRealtime

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019); biases do not decay.
struct AdamW: ~Copyable {
  private static let meanDecay: Float = 0.9
  private static let squareDecay: Float = 0.999
  private static let tiny: Float = 1e-8

  private let weightDecay: Float
  private let statisticsDecay: Float
  /// Running means of the gradient and of its square, which a checkpoint keeps.
  let means: SampleBuffer
  let squares: SampleBuffer
  /// Steps taken.
  private(set) var steps = 0

  /// - Parameter statisticsDecay: of the path over statistics; nil for the same.
  init(_ layout: ParameterLayout, weightDecay: Float, statisticsDecay: Float? = nil) {
    self.weightDecay = weightDecay
    self.statisticsDecay = statisticsDecay ?? weightDecay
    means = SampleBuffer(count: layout.count)
    squares = SampleBuffer(count: layout.count)
  }

  /// Goes on from a checkpoint, or begins anew with zeros.
  mutating func resume(means: [Float], squares: [Float], steps: Int) {
    for index in means.indices {
      self.means.base[index] = means[index]
      self.squares.base[index] = squares[index]
    }
    self.steps = steps
  }

  /// Moves the weights against `gradient`.
  mutating func step(
    _ weights: borrowing ParameterVector, gradient: borrowing ParameterVector, rate: Float
  ) {
    steps += 1
    let meanCorrection = 1 - Self.power(Self.meanDecay, steps)
    let squareCorrection = 1 - Self.power(Self.squareDecay, steps)
    for tensor in weights.layout.tensors {
      let decay = tensor.isBias ? 0 : rate * (tensor.isStatistic ? statisticsDecay : weightDecay)
      for index in tensor.offset..<tensor.offset + tensor.count {
        let slope = gradient.values.base[index]
        let mean = Self.meanDecay * means.base[index] + (1 - Self.meanDecay) * slope
        let square = Self.squareDecay * squares.base[index] + (1 - Self.squareDecay) * slope * slope
        means.base[index] = mean
        squares.base[index] = square
        let size = (square / squareCorrection).squareRoot() + Self.tiny
        let weight = weights.values.base[index]
        weights.values.base[index] = weight - decay * weight - rate * (mean / meanCorrection) / size
      }
    }
  }

  /// Scales a gradient down to the Euclidean norm `limit` where it is longer, and gives its norm before.
  @discardableResult
  static func clip(_ gradient: borrowing ParameterVector, to limit: Float) -> Float {
    let count = gradient.layout.count
    let norm = Float(Elementwise.sumOfSquares(gradient.values.base, count: count).squareRoot())
    if norm > limit { Elementwise.scale(gradient.values.base, by: limit / norm, count: count) }
    return norm
  }

  private static func power(_ base: Float, _ exponent: Int) -> Float {
    var result = 1.0
    for _ in 0..<exponent where result > 1e-12 { result *= Double(base) }
    return Float(result)
  }
}
