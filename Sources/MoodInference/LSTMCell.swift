import MoodVector

/// One direction of one recurrent layer (Hochreiter and Schmidhuber 1997): weights only, in PyTorch's gate order i, f, g, o.
///
/// The sums of the gates are W_x·x + b + W_h·h. What depends on x is computed apart from the step, since it can be
/// kept while a backward pass is run again and again over the same inputs. In a layer above another, x is the pair of
/// that one's forward and backward outputs, and each has a share of its own.
package struct LSTMCell: BitwiseCopyable, @unchecked Sendable {
  /// Units.
  package let width: Int
  /// The share of x, or of the lower layer's forward output, with the bias.
  let input: DenseLayer
  /// The share of the lower layer's backward output; nil in the first layer.
  let inputFromBackward: PackedMatrix?
  let recurrent: PackedMatrix

  /// sums = W_x·x + b, of the first share alone. `sums` has 4·width floats.
  @_noAllocation @_noLocks
  package func weigh(_ input: UnsafePointer<Float>, into sums: UnsafeMutablePointer<Float>) {
    self.input.apply(input, into: sums)
  }

  /// sums = base + the share of the lower layer's backward output. `sums` may be `base`.
  @_noAllocation @_noLocks
  package func weigh(
    backward: UnsafePointer<Float>, adding base: UnsafePointer<Float>, into sums: UnsafeMutablePointer<Float>
  ) {
    inputFromBackward?.multiply(backward, adding: base, into: sums)
  }

  /// One step from the state `cell` and `before` (the last hidden output) to `hidden`, which may be `before`.
  /// `scratch` has 4·width floats.
  @_noAllocation @_noLocks
  package func step(
    sums: UnsafePointer<Float>, from before: UnsafePointer<Float>, cell: UnsafeMutablePointer<Float>,
    hidden: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
  ) {
    recurrent.multiply(before, adding: sums, into: scratch)
    VectorMath.longShortTermMemory(gates: scratch, cell: cell, hidden: hidden, width: width)
  }

  /// The first step of a run, from a state of zeros: it has no recurrent product.
  @_noAllocation @_noLocks
  package func begin(
    sums: UnsafePointer<Float>, cell: UnsafeMutablePointer<Float>, hidden: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<width { cell[index] = 0 }
    VectorMath.longShortTermMemory(gates: sums, cell: cell, hidden: hidden, width: width)
  }
}

/// Both directions of one recurrent layer.
package struct BiLSTMLayer: BitwiseCopyable, Sendable {
  package let forward: LSTMCell
  package let backward: LSTMCell
}
