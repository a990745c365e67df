import Glibc
import MoodCore
import MoodRealtime
import MoodVector

/// The low end of a power spectrum, seen through a frame so short that it does not tell harmonics apart.
struct SpectralSmoothing: ~Copyable, Sendable {
  /// From 0 Hz to 1.7 kHz: what slopes and harmonics take.
  static var bins: Int {
    @_noAllocation @_noLocks
    get { 160 }
  }
  /// Bins to either side that count; half of the weight lies within 86 Hz.
  private static var reach: Int {
    @_noAllocation @_noLocks
    get { 7 }
  }

  private let weights: SampleBuffer
  /// The spectrum, and before it its mirror image.
  private let mirrored = SampleBuffer(count: bins + 2 * reach)

  init() {
    let width = Double(2 * Self.reach + 2)
    let shape = (1...2 * Self.reach + 1).map { pow(sin(Double.pi * Double($0) / width), 2) }
    let sum = shape.reduce(0, +)
    weights = SampleBuffer(shape.map { Float($0 / sum) })
  }

  /// Writes `bins` smoothed powers.
  @_noAllocation @_noLocks
  borrowing func apply(_ power: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
    for index in 0..<mirrored.count { mirrored.base[index] = power[abs(index - Self.reach)] }
    for bin in stride(from: 0, to: Self.bins, by: 8) {
      var sum = SIMD8<Float>.zero
      for tap in 0..<weights.count {
        sum +=
          UnsafeRawPointer(mirrored.base + (bin + tap)).loadUnaligned(as: SIMD8<Float>.self)
          * weights.base[tap]
      }
      UnsafeMutableRawPointer(output + bin).storeBytes(of: sum, as: SIMD8<Float>.self)
    }
  }
}
