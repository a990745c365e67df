import MoodCore
import MoodDSP
import MoodRealtime
import MoodVector

/// The energy of a stream as it changes, finely and coarsely: MIRtoolbox's `mirenvelope`, `Spectro`.
///
/// That is the power of a frame's Hann-windowed spectrum summed over frequency, by Parseval the mean square of the
/// frame's samples weighted by the square of the window. Here it is computed from mean squares of blocks of 64 samples:
/// a fine frame of 29 ms every 2.9 ms (MIRtoolbox for attacks: 30 ms every 0.6 ms), a coarse one of 93 ms every 11.6 ms
/// (for events: 100 ms every 10 ms). Weights add up to 1, so values are mean squares.
struct EnergyEnvelope: ~Copyable, Sendable {
  /// Blocks, and values of the fine envelope, in a hop.
  static var blocksPerHop: Int {
    @_noAllocation @_noLocks
    get { 8 }
  }
  static var blockSamples: Int {
    @_noAllocation @_noLocks
    get { AnalysisGrid.hopSamples / blocksPerHop }
  }
  /// Blocks between two values of the coarse envelope.
  static var coarseStep: Int {
    @_noAllocation @_noLocks
    get { 4 }
  }
  /// Blocks in a fine frame.
  static var fineBlocks: Int {
    @_noAllocation @_noLocks
    get { 10 }
  }
  private static var coarseBlocks: Int {
    @_noAllocation @_noLocks
    get { 32 }
  }
  /// Blocks by which the middle of a coarse frame lies before that of the fine frame with the same end.
  static var coarseDelayBlocks: Int {
    @_noAllocation @_noLocks
    get { (coarseBlocks - fineBlocks) / 2 }
  }

  /// The values of the last hop, in their order; a frame ends with each of its blocks.
  private(set) var fine = SIMD8<Float>.zero
  /// The values of the last hop: of the frames that end with its fourth and with its eighth block.
  private(set) var coarse = SIMD2<Float>.zero

  /// The mean squares of the blocks that a coarse frame in this hop can reach, oldest first.
  private var blocks = SampleBuffer(count: coarseBlocks + blocksPerHop)
  private let fineWeights = SampleBuffer(weights(blocks: fineBlocks))
  private let coarseWeights = SampleBuffer(weights(blocks: coarseBlocks))

  init() {}

  /// Takes the `AnalysisGrid.hopSamples` samples of the next hop in.
  @_noAllocation @_noLocks
  mutating func advance(_ hop: UnsafePointer<Float>) {
    blocks.slide(by: Self.blocksPerHop)
    let newest = blocks.base + Self.coarseBlocks
    for block in 0..<Self.blocksPerHop {
      let energy = VectorMath.sumOfSquares(hop + block * Self.blockSamples, count: Self.blockSamples)
      newest[block] = energy / Float(Self.blockSamples)
    }
    fine = .zero
    for block in 0..<Self.fineBlocks {
      let eight = UnsafeRawPointer(newest + block - Self.fineBlocks + 1).loadUnaligned(as: SIMD8<Float>.self)
      fine += eight * fineWeights.base[block]
    }
    for index in 0..<2 {
      let end = newest + (index + 1) * Self.coarseStep
      coarse[index] = VectorMath.dot(end - Self.coarseBlocks, coarseWeights.base, count: Self.coarseBlocks)
    }
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  mutating func reset() { blocks.fill(0) }

  /// The squares of a Hann window at the middles of its blocks, scaled to a sum of 1.
  private static func weights(blocks: Int) -> [Float] {
    let window = WindowFunction.hann(count: 2 * blocks)
    let middles = (0..<blocks).map { window[2 * $0 + 1] }
    let sum: Float = middles.reduce(0) { $0 + $1 * $1 }
    return middles.map { $0 * $0 / sum }
  }
}
