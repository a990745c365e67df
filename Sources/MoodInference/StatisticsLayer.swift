import MoodVector

/// The path over running statistics: weights only, views on memory that the model owns.
struct StatisticsLayer: BitwiseCopyable, @unchecked Sendable {
  /// Statistics.
  let width: Int
  let memorySteps: Int
  let mean: UnsafePointer<Float>
  /// 1/√(variance + 10⁻⁵): the batch norm of training (Ioffe and Szegedy 2015, arXiv 1502.03167), folded.
  let scale: UnsafePointer<Float>
  /// Mean of the normalised statistics of recordings heard whole, which is not that of moments.
  let utterance: UnsafePointer<Float>
  let hidden: DenseLayer
  /// What the rectified layer adds to the linear outputs of the heads.
  let heads: PackedMatrix
  /// What the statistics themselves add to them; nil where they have no say of their own.
  let direct: PackedMatrix?
  /// Linear maps beside the network; nil where there are none.
  let experts: ExpertLayer?

  /// statistics ← (statistics − mean)·scale, held within ±10; a NaN becomes −10.
  /// - Returns: the mean of their squares: about 1 for what is like the training's material, at most 100.
  @_noAllocation @_noLocks
  func normalise(_ statistics: UnsafeMutablePointer<Float>) -> Float {
    for index in 0..<width {
      statistics[index] = ModelMetadata.Statistics.held((statistics[index] - mean[index]) * scale[index])
    }
    return VectorMath.sumOfSquares(statistics, count: width) / Float(width)
  }

  /// The share of the heads' linear outputs that normalised statistics give. `scratch` has `hidden.weights.rows` floats.
  @_noAllocation @_noLocks
  func apply(
    _ normal: UnsafePointer<Float>, scratch: UnsafeMutablePointer<Float>,
    into outputs: UnsafeMutablePointer<Float>
  ) {
    hidden.applyRectified(normal, into: scratch)
    if let direct {
      direct.multiply(normal, adding: nil, into: outputs)
      heads.multiply(scratch, adding: outputs, into: outputs)
    } else {
      heads.multiply(scratch, adding: nil, into: outputs)
    }
  }
}
