import MoodDSP
import MoodRealtime

/// The means of the few largest and the few smallest of many values, in one pass, without sorting and without a branch
/// that depends on a value.
///
/// Eight values at a time trickle down a ladder: each rung keeps the larger of what it holds and what comes, and hands
/// the smaller down. So each of the eight lanes holds its own largest in falling order, and merging the lanes gives
/// the largest of all. The smallest are the largest of the negated values.
struct ExtremeMeans: ~Copyable, Sendable {
  struct Means: BitwiseCopyable {
    var largest: Float
    var smallest: Float
  }

  private static var lanes: Int {
    @_noAllocation @_noLocks
    get { 8 }
  }

  private let largest: SampleBuffer
  private let negatedSmallest: SampleBuffer

  /// Room for `capacity` values at either end.
  init(capacity: Int) {
    // One rung more, from which the last rung takes −∞ once a lane has given all that it holds.
    largest = SampleBuffer(count: (capacity + 1) * Self.lanes)
    negatedSmallest = SampleBuffer(count: (capacity + 1) * Self.lanes)
  }

  /// The means of the `extremes` largest and smallest of `count` values, at least as many. O(count·extremes).
  @_noAllocation @_noLocks
  mutating func means(of values: UnsafePointer<Float>, count: Int, extremes: Int) -> Means {
    precondition(extremes > 0 && extremes <= count, "there are no more extremes than values")
    precondition((extremes + 1) * Self.lanes <= largest.count, "more extremes than there is room for")
    for index in 0..<(extremes + 1) * Self.lanes {
      largest.base[index] = -.infinity
      negatedSmallest.base[index] = -.infinity
    }
    let whole = count & ~(Self.lanes - 1)
    for index in stride(from: 0, to: whole, by: Self.lanes) {
      let block = UnsafeRawPointer(values + index).loadUnaligned(as: SIMD8<Float>.self)
      Self.trickle(block, down: largest.base, rungs: extremes)
      Self.trickle(-block, down: negatedSmallest.base, rungs: extremes)
    }
    if whole < count {
      var block = SIMD8<Float>(repeating: -.infinity)
      var negated = block
      for index in whole..<count {
        block[index - whole] = values[index]
        negated[index - whole] = -values[index]
      }
      Self.trickle(block, down: largest.base, rungs: extremes)
      Self.trickle(negated, down: negatedSmallest.base, rungs: extremes)
    }
    return Means(
      largest: Self.takeMean(of: extremes, from: largest.base),
      smallest: -Self.takeMean(of: extremes, from: negatedSmallest.base))
  }

  @inline(__always) @_noAllocation @_noLocks
  private static func trickle(
    _ block: SIMD8<Float>, down ladder: UnsafeMutablePointer<Float>, rungs: Int
  ) {
    let ladder = Self.rungs(of: ladder)
    var coming = block
    for rung in 0..<rungs {
      let held = ladder[rung]
      let comes = coming .> held
      ladder[rung] = held.replacing(with: coming, where: comes)
      coming = coming.replacing(with: held, where: comes)
    }
  }

  /// Takes the largest of the lanes' tops until there are `count`; every lane that gave one moves up.
  @_noAllocation @_noLocks
  private static func takeMean(of count: Int, from ladder: UnsafeMutablePointer<Float>) -> Float {
    let ladder = Self.rungs(of: ladder)
    var sum: Float = 0
    var missing = count
    while missing > 0 {
      let best = ladder[0].horizontalMaximum
      let gives = ladder[0] .== best
      let given = min(Int(SIMD8<Float>.zero.replacing(with: 1, where: gives).horizontalSum), missing)
      sum += best * Float(given)
      missing -= given
      for rung in 0..<missing { ladder[rung].replace(with: ladder[rung + 1], where: gives) }
    }
    return sum / Float(count)
  }

  @inline(__always) @_noAllocation @_noLocks
  private static func rungs(of ladder: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<SIMD8<Float>> {
    UnsafeMutableRawPointer(ladder).assumingMemoryBound(to: SIMD8<Float>.self)
  }
}
