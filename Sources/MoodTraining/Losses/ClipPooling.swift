internal import Glibc
internal import MoodInference

/// The mean of what the recurrent path says of the steps of a sequence, once settled, as the product's summary takes it:
/// over the steps that the gate lets count (over all, where it lets none), alike or as the attention weighs them.
struct ClipPooling {
  private let pass: NetworkPass
  /// The first linear output of each step that counts.
  private let rows: [Int]
  /// Of each step that counts; they sum to 1.
  private let shares: [Float]
  /// Of each output.
  let mean: [Float]

  /// - Parameter counted: steps of the sequence that may count, from its first on.
  init(_ pass: NetworkPass, _ sequence: Int, _ counted: Int) {
    self.pass = pass
    let outputs = pass.shape.outputs
    let opened = (0..<counted).filter { pass.open.base[$0 * pass.sequences + sequence] != 0 }
    let rows = (opened.isEmpty ? Array(0..<counted) : opened).map {
      ($0 * pass.sequences + sequence) * outputs
    }
    let logits = pass.settled.logits.base
    let powers =
      pass.shape.architecture.hasAttention
      ? rows.map { expf(Self.held(logits[$0 + outputs - 1])) } : rows.map { _ in Float(1) }
    let sum = max(powers.reduce(0, +), .leastNormalMagnitude)
    let shares = powers.map { $0 / sum }
    var mean = [Float](repeating: 0, count: outputs)
    for (row, share) in zip(rows, shares) {
      for index in 0..<outputs { mean[index] += share * logits[row + index] }
    }
    self.rows = rows
    self.shares = shares
    self.mean = mean
  }

  /// Adds to the gradients of the steps' outputs what follows from that of the mean.
  func scatter(_ gradient: [Float]) {
    let outputs = pass.shape.outputs
    let (logits, gradients) = (pass.settled.logits.base, pass.settled.logitGradients.base)
    for (row, share) in zip(rows, shares) {
      for index in 0..<outputs { gradients[row + index] += share * gradient[index] }
      guard pass.shape.architecture.hasAttention else { continue }
      let attention = row + outputs - 1
      guard abs(logits[attention]) < ModelMetadata.Architecture.attentionLimit else { continue }
      var pull: Float = 0
      for index in 0..<outputs - 1 { pull += gradient[index] * (logits[row + index] - mean[index]) }
      gradients[attention] += share * pull
    }
  }

  private static func held(_ logit: Float) -> Float {
    max(-ModelMetadata.Architecture.attentionLimit, min(ModelMetadata.Architecture.attentionLimit, logit))
  }
}
