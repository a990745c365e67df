import MoodVector

/// y = W·x + b: weights only, a view on memory that the model owns.
struct DenseLayer: BitwiseCopyable, @unchecked Sendable {
  let weights: PackedMatrix
  let bias: UnsafePointer<Float>

  /// Computes all outputs. O(outputs·inputs); `output` is not `input`.
  @_noAllocation @_noLocks
  func apply(_ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
    weights.multiply(input, adding: bias, into: output)
  }

  /// Computes max(0, W·x + b).
  @_noAllocation @_noLocks
  func applyRectified(_ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
    apply(input, into: output)
    for index in 0..<weights.rows { output[index] = output[index] > 0 ? output[index] : 0 }
  }
}
