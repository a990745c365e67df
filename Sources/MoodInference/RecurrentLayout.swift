import MoodRealtime

/// Where the numbers of one phase of a `StreamingBiLSTM` stand; all offsets count floats.
///
/// First a ring of slots, one for each step of the window; then states, each a pair of cell and hidden output.
struct RecurrentLayout: BitwiseCopyable, Sendable {
  private let width: Int
  private let layers: Int
  private let slots: Int

  @_noAllocation @_noLocks
  init(width: Int, layers: Int, slots: Int) {
    self.width = width
    self.layers = layers
    self.slots = slots
  }

  // Within a slot.

  /// The first layer's forward output.
  var hidden: Int { @_noAllocation @_noLocks get { 0 } }
  /// What the step's input adds to the gates of the first backward layer.
  var backwardSums: Int { @_noAllocation @_noLocks get { width } }
  /// What the first layer's forward output adds to the gates of the second layer.
  var upperForwardSums: Int { @_noAllocation @_noLocks get { 5 * width } }
  var upperBackwardSums: Int { @_noAllocation @_noLocks get { 9 * width } }
  private var slotFloats: Int { @_noAllocation @_noLocks get { (layers > 1 ? 13 : 5) * width } }

  // Within a phase.

  /// The slot of a step.
  @_noAllocation @_noLocks
  func slot(_ step: Int) -> Int { step % slots * slotFloats }

  /// The first layer's forward state, the same for `now` and `settled`.
  var firstForward: Int { @_noAllocation @_noLocks get { slots * slotFloats } }

  /// The forward state of an upper layer that `now` carries.
  @_noAllocation @_noLocks
  func upperNow(_ layer: Int) -> Int { firstForward + 2 * width * (2 * layer - 1) }

  /// The forward state of an upper layer that `settled` carries.
  @_noAllocation @_noLocks
  func upperSettled(_ layer: Int) -> Int { firstForward + 2 * width * (2 * layer) }

  /// Floats of one phase.
  var phaseFloats: Int { @_noAllocation @_noLocks get { firstForward + 2 * width * (2 * layers - 1) } }
}

/// What a `StreamingBiLSTM` computes in; nothing of it outlives a call.
struct RecurrentScratch: ~Copyable, Sendable {
  private let buffer: SampleBuffer
  private let width: Int
  private let steps: Int

  init(width: Int, steps: Int) {
    self.width = width
    self.steps = steps
    buffer = SampleBuffer(count: (13 + 4 * steps) * width)
  }

  /// Gates before their activation: 4·width.
  var gates: UnsafeMutablePointer<Float> { @_noAllocation @_noLocks get { buffer.base } }
  /// What inputs add to gates: 4·width.
  var sums: UnsafeMutablePointer<Float> { @_noAllocation @_noLocks get { buffer.base + 4 * width } }
  var otherSums: UnsafeMutablePointer<Float> { @_noAllocation @_noLocks get { buffer.base + 8 * width } }
  /// The cell state of a run that is not carried on: width.
  var cell: UnsafeMutablePointer<Float> { @_noAllocation @_noLocks get { buffer.base + 12 * width } }
  /// Outputs of one layer over a window: 2·width for each step.
  var pairs: UnsafeMutablePointer<Float> { @_noAllocation @_noLocks get { buffer.base + 13 * width } }
  var otherPairs: UnsafeMutablePointer<Float> {
    @_noAllocation @_noLocks get { buffer.base + (13 + 2 * steps) * width }
  }
}
