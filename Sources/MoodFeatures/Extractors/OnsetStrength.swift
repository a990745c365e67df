package import MoodCore
import MoodDSP
import MoodRealtime

/// How much louder the mel bands are than one row before, in dB and on average, bands that are quieter counting as
/// unchanged: `librosa.onset.onset_strength` without centring. The first row of a stream has 0.
package struct OnsetStrength: ~Copyable, FeatureExtractor {
  package static let columns = [
    FeatureColumn(
      "onset_strength", unit: "dB", range: 0...(.infinity), reference: "librosa onset.onset_strength, lag 1")
  ]
  package static let needs: FrameParts = .melLevels

  private var previous = SampleBuffer(count: FrameAnalysis.melBands)
  private var isFirst = true

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let levels = frame.melLevels
    row[0] = isFirst ? 0 : Self.rise(from: previous.base, to: levels) / Float(FrameAnalysis.melBands)
    previous.copy(from: levels, count: FrameAnalysis.melBands)
    isFirst = false
  }

  @_noAllocation @_noLocks
  package mutating func reset() { isFirst = true }

  /// Σ max(0, to − from) over the bands, a multiple of eight.
  @_noAllocation @_noLocks
  private static func rise(from: UnsafePointer<Float>, to: UnsafePointer<Float>) -> Float {
    let (before, after) = (UnsafeRawPointer(from), UnsafeRawPointer(to))
    var sum = SIMD8<Float>.zero
    for byte in stride(
      from: 0, to: FrameAnalysis.melBands * MemoryLayout<Float>.stride, by: MemoryLayout<SIMD8<Float>>.stride)
    {
      let difference =
        after.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
        - before.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
      sum += difference.replacing(with: 0, where: difference .< 0)
    }
    return sum.horizontalSum
  }
}
