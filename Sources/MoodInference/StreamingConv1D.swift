import MoodRealtime

/// A causal residual convolution over steps, y = x + max(0, w∗x + b), for each of several interleaved phases.
///
/// Zeros stand before a phase's first step. One per stream; `advance` neither allocates nor waits.
struct StreamingConv1D: ~Copyable, Sendable {
  /// The kernel as one dense layer over the last `kernel` inputs, oldest first.
  private let layer: DenseLayer
  private let width: Int
  private let kernel: Int
  /// Phase after phase, each its last `kernel` inputs, oldest first.
  private var history: SampleBuffer
  private var output: SampleBuffer

  init(layer: DenseLayer, phases: Int) {
    self.layer = layer
    width = layer.weights.rows
    kernel = layer.weights.columns / layer.weights.rows
    history = SampleBuffer(count: phases * layer.weights.columns)
    output = SampleBuffer(count: layer.weights.rows)
  }

  /// Replaces the `width` values of a step by the layer's output. O(kernel·width²).
  @_noAllocation @_noLocks
  mutating func advance(phase: Int, _ values: UnsafeMutablePointer<Float>) {
    let window = history.pointer(at: phase * kernel * width, count: kernel * width)
    let kept = (kernel - 1) * width
    for index in 0..<kept { window[index] = window[index + width] }
    for index in 0..<width { window[kept + index] = values[index] }
    layer.applyRectified(window, into: output.base)
    for index in 0..<width { values[index] += output.base[index] }
  }

  /// Puts zeros before the next step of every phase.
  @_noAllocation @_noLocks
  mutating func reset() { history.fill(0) }
}
