import MoodRealtime

/// Σ x(n)·x(n − lag) over the past of a stream for every lag, each product fading with its age.
///
/// It forgets exponentially, so nothing drifts and a new stream is as good as an old one after a few time constants.
struct FadingAutocorrelation: ~Copyable, Sendable {
  /// Sums below this are taken as none: they would end as denormals, which are slow.
  private static var leastEnergy: Float {
    @_noAllocation @_noLocks
    get { 1e-20 }
  }

  /// One sum for each lag, from lag 0 on.
  let sums: SampleBuffer
  /// The values of the past, newest first, from `position` on; each is stored twice so that they are always in one
  /// piece.
  private let history: SampleBuffer
  private var position = 0
  private let decay: Float

  /// Allocates the sums of the lags below `lags`, a multiple of eight, whose products fade to 1/e in `rows`.
  init(lags: Int, rows: Float) {
    precondition(lags.isMultiple(of: 8), "\(lags) lags, expected a multiple of 8")
    sums = SampleBuffer(count: lags)
    history = SampleBuffer(count: 2 * lags)
    decay = 1 - 1 / rows
  }

  /// Takes the next value in.
  @_noAllocation @_noLocks
  mutating func advance(_ value: Float) {
    let lags = sums.count
    position = position == 0 ? lags - 1 : position - 1
    history.base[position] = value
    history.base[position + lags] = value
    let past = UnsafeRawPointer(history.base + position)
    let target = UnsafeMutableRawPointer(sums.base)
    for byte in stride(
      from: 0, to: lags * MemoryLayout<Float>.stride, by: MemoryLayout<SIMD8<Float>>.stride)
    {
      var sum = decay * target.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
      sum += value * past.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
      target.storeBytes(of: sum, toByteOffset: byte, as: SIMD8<Float>.self)
    }
    if sums.base[0] < Self.leastEnergy { clear(sums) }
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  mutating func reset() {
    clear(sums)
    clear(history)
    position = 0
  }

  @_noAllocation @_noLocks
  private func clear(_ buffer: borrowing SampleBuffer) {
    for index in 0..<buffer.count { buffer.base[index] = 0 }
  }
}
