/// Brings every input to mean 0 and deviation 1, as measured in training: weights only.
package struct Standardizer: BitwiseCopyable, @unchecked Sendable {
  /// How far an input may deviate: more is a fault of the signal, not news.
  static var limit: Float { @_noAllocation @_noLocks get { 8 } }

  let width: Int
  let mean: UnsafePointer<Float>
  let scale: UnsafePointer<Float>

  /// A view on `width` means and scales, which outlive it.
  @_noAllocation @_noLocks
  package init(width: Int, mean: UnsafePointer<Float>, scale: UnsafePointer<Float>) {
    self.width = width
    self.mean = mean
    self.scale = scale
  }

  /// x ← (x − mean)·scale, held within ±8; a NaN becomes −8, since it would stay in the recurrent state for ever.
  @_noAllocation @_noLocks
  package func apply(_ values: UnsafeMutablePointer<Float>) {
    for index in 0..<width {
      let scaled = (values[index] - mean[index]) * scale[index]
      let raised = scaled > -Standardizer.limit ? scaled : -Standardizer.limit
      values[index] = raised < Standardizer.limit ? raised : Standardizer.limit
    }
  }
}
