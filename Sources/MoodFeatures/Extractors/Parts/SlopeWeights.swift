import MoodCore
import MoodRealtime
import MoodVector

/// What levels are weighted by to give the slope of their regression on frequency.
struct SlopeWeights: ~Copyable, Sendable {
  private let firstBin: Int
  private let weights: SampleBuffer

  /// Of the bins within two frequencies.
  init(fromHz: Double, toHz: Double) {
    let binHz = Double(AnalysisGrid.sampleRateHz) / Double(AnalysisGrid.frameSamples)
    let bins = Int((fromHz / binHz).rounded(.up))...Int((toHz / binHz).rounded(.down))
    let mean = Double(bins.lowerBound + bins.upperBound) / 2 * binHz
    let offsets = bins.map { Double($0) * binHz - mean }
    let spread = offsets.reduce(0) { $0 + $1 * $1 }
    firstBin = bins.lowerBound
    weights = SampleBuffer(offsets.map { Float($0 / spread) })
  }

  /// In dB/Hz, of levels from 0 Hz on.
  @_noAllocation @_noLocks
  borrowing func slope(of levels: UnsafePointer<Float>) -> Float {
    VectorMath.dot(weights.base, levels + firstBin, count: weights.count)
  }
}
