import MoodVector

/// Two biquads one behind the other, eight samples at a time.
///
/// The speed of such a filter is bounded by the time from one output to the next. A block's outputs, and the state
/// behind it, are therefore written as sums over its samples and the state before it: a matrix, which is found by
/// letting each of them be 1 by itself.
package struct BiquadPair: ~Copyable, @unchecked Sendable {
  /// Samples of a block.
  package static var blockSamples: Int {
    @_noAllocation @_noLocks
    get { 8 }
  }

  private static var states: Int {
    @_noAllocation @_noLocks
    get { 4 }
  }

  private let matrix: UnsafeMutablePointer<Double>
  private let state: UnsafeMutablePointer<Double>

  package init(_ first: Biquad.Coefficients, _ second: Biquad.Coefficients) {
    let inputs = Self.blockSamples + Self.states
    matrix = .allocate(capacity: inputs * inputs)
    state = .allocate(capacity: Self.states)
    for input in 0..<inputs {
      var (front, back) = (Biquad(first), Biquad(second))
      let unit = (0..<Self.states).map { $0 + Self.blockSamples == input ? 1.0 : 0 }
      front.state = SIMD2(unit[0], unit[1])
      back.state = SIMD2(unit[2], unit[3])
      let outputs = (0..<Self.blockSamples).map { back.step(front.step($0 == input ? 1 : 0)) }
      let column = outputs + [front.state[0], front.state[1], back.state[0], back.state[1]]
      (matrix + input * inputs).initialize(from: column, count: inputs)
    }
    state.initialize(repeating: 0, count: Self.states)
  }

  deinit {
    matrix.deallocate()
    state.deallocate()
  }

  /// Filters `count` samples, a multiple of `blockSamples`.
  @_noAllocation @_noLocks
  package mutating func filter(
    _ samples: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int
  ) {
    precondition(count % Self.blockSamples == 0, "the filters take samples in blocks")
    VectorMath.filter(samples, matrix: matrix, state: state, into: output, blocks: count / Self.blockSamples)
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  package mutating func reset() {
    for index in 0..<Self.states { state[index] = 0 }
  }
}
