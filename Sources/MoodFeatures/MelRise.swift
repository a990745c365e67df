import MoodDSP
import MoodRealtime

/// How much louder mel bands are than one row before, in dB and on average, bands that are quieter counting as
/// unchanged: `librosa.onset.onset_strength` without centring.
struct MelRise: ~Copyable, Sendable {
  /// Of the last row; 0 for the first of a stream.
  private(set) var mean: Float = 0

  private let bands: Int
  private let previous: SampleBuffer
  private var isFirst = true

  /// Allocates the state of `bands` bands, a multiple of eight.
  init(bands: Int) {
    precondition(bands.isMultiple(of: 8), "\(bands) bands, expected a multiple of 8")
    self.bands = bands
    previous = SampleBuffer(count: bands)
  }

  /// Takes the levels of the next row in.
  @_noAllocation @_noLocks
  mutating func advance(_ levels: UnsafePointer<Float>) {
    let sum = rise(to: levels)
    mean = isFirst ? 0 : sum / Float(bands)
    isFirst = false
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  mutating func reset() {
    isFirst = true
    mean = 0
  }

  /// Σ max(0, to − before), `to` becoming what was before.
  @_noAllocation @_noLocks
  private borrowing func rise(to levels: UnsafePointer<Float>) -> Float {
    let (before, after) = (UnsafeMutableRawPointer(previous.base), UnsafeRawPointer(levels))
    var sum = SIMD8<Float>.zero
    for byte in stride(
      from: 0, to: bands * MemoryLayout<Float>.stride, by: MemoryLayout<SIMD8<Float>>.stride)
    {
      let level = after.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
      let difference = level - before.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
      sum += difference.replacing(with: 0, where: difference .< 0)
      before.storeBytes(of: level, toByteOffset: byte, as: SIMD8<Float>.self)
    }
    return sum.horizontalSum
  }
}
