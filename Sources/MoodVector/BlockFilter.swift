import CVector

/// A linear filter of four states that takes samples in blocks, and its state.
///
/// The speed of a recursive filter is bounded by the time from one output to the next. A block's outputs, and the
/// states behind it, are therefore written as sums over its samples and the states before it: a matrix, which is found
/// by letting each of them be 1 by itself. The states are doubles; an output's rounding is a float's, relative to the
/// largest samples and states.
package struct BlockFilter: ~Copyable, @unchecked Sendable {
  /// Samples of a block.
  package static var blockSamples: Int {
    @_noAllocation @_noLocks
    get { 8 }
  }

  private let filter: UnsafeMutablePointer<mv_block_filter>
  private let state: UnsafeMutablePointer<Double>

  /// Takes down what `response` says: from four states and eight samples to eight outputs, and the states behind them.
  package init(
    response: (_ states: SIMD4<Double>, _ samples: [Double]) -> (outputs: [Double], states: SIMD4<Double>)
  ) {
    filter = .allocate(capacity: 1)
    filter.initialize(to: mv_block_filter())
    state = .allocate(capacity: 4)
    state.initialize(repeating: 0, count: 4)
    let outputs = UnsafeMutableRawPointer(filter).assumingMemoryBound(to: Float.self)
    let states =
      (UnsafeMutableRawPointer(filter) + Self.inputs * Self.blockSamples * MemoryLayout<Float>.stride)
      .assumingMemoryBound(to: Double.self)
    for input in 0..<Self.inputs {
      var before = SIMD4<Double>.zero
      if input >= Self.blockSamples { before[input - Self.blockSamples] = 1 }
      let after = response(before, (0..<Self.blockSamples).map { $0 == input ? 1 : 0 })
      for (index, output) in after.outputs.enumerated() {
        outputs[input * Self.blockSamples + index] = Float(output)
      }
      for index in 0..<4 { states[input * 4 + index] = after.states[index] }
    }
  }

  deinit {
    filter.deallocate()
    state.deallocate()
  }

  /// Filters `count` samples, a multiple of `blockSamples`.
  @_noAllocation @_noLocks
  package mutating func apply(
    _ samples: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int
  ) {
    precondition(count % Self.blockSamples == 0, "the filter takes samples in blocks")
    mv_filter_blocks(filter, state, samples, output, count / Self.blockSamples)
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  package mutating func reset() {
    for index in 0..<4 { state[index] = 0 }
  }

  private static var inputs: Int { blockSamples + 4 }
}
