import MoodRealtime

/// A causal residual convolution over steps, y = x + max(0, w∗x + b), for each of several interleaved phases. Its taps are
/// `dilation` steps apart, the last is the step itself (dilated: Yu and Koltun 2016, arXiv 1511.07122).
///
/// Zeros stand before a phase's first step. One per stream; `advance` neither allocates nor waits.
struct StreamingConv1D: ~Copyable, Sendable {
  /// The kernel as one dense layer over the last `kernel` inputs, oldest first.
  private let layer: DenseLayer
  private let width: Int
  private let kernel: Int
  private let dilation: Int
  /// Steps from the first tap to the last, both included.
  private let span: Int
  /// Phase after phase, each its last `span` inputs, step n in slot n mod `span`.
  private var history: SampleBuffer
  private let window: SampleBuffer
  private let output: SampleBuffer

  init(layer: DenseLayer, dilation: Int, phases: Int) {
    self.layer = layer
    self.dilation = dilation
    width = layer.weights.rows
    kernel = layer.weights.columns / layer.weights.rows
    span = (kernel - 1) * dilation + 1
    history = SampleBuffer(count: phases * span * width)
    window = SampleBuffer(count: layer.weights.columns)
    output = SampleBuffer(count: layer.weights.rows)
  }

  /// Replaces the `width` values of step `step` of a phase (0, 1, 2 … in order) by the layer's output. O(kernel·width²).
  @_noAllocation @_noLocks
  mutating func advance(phase: Int, step: Int, _ values: UnsafeMutablePointer<Float>) {
    let slots = history.pointer(at: phase * span * width, count: span * width)
    let newest = slots + step % span * width
    for index in 0..<width { newest[index] = values[index] }
    for tap in 0..<kernel {
      // Slots that are not written yet hold zeros.
      let slot = slots + (step + 1 + tap * dilation) % span * width
      let place = window.base + tap * width
      for index in 0..<width { place[index] = slot[index] }
    }
    layer.applyRectified(window.base, into: output.base)
    for index in 0..<width { values[index] += output.base[index] }
  }

  /// Puts zeros before the next step of every phase.
  @_noAllocation @_noLocks
  mutating func reset() { history.fill(0) }
}
