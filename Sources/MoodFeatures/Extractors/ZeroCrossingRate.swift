package import MoodCore

/// The share of the frame's samples that differ in sign from the one before, `librosa.feature.zero_crossing_rate`.
package struct ZeroCrossingRate: FeatureExtractor {
  package static let columns = [
    FeatureColumn("zcr", unit: "1", range: 0...1, reference: "librosa feature.zero_crossing_rate")
  ]
  package static let needs: FrameParts = []

  /// What is not further from 0 counts as 0, which is positive.
  private let threshold: Float = 1e-10

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let samples = frame.samples
    let bytes = UnsafeRawPointer(samples)
    let limit = SIMD8<Float>(repeating: -threshold)
    let step = MemoryLayout<Float>.stride
    var counts = SIMD8<Int32>.zero
    // Sample 0 has none before it: the vectors begin at sample 1, and seven samples are left over at the end.
    let vectorEnd = AnalysisGrid.frameSamples - 7
    for index in stride(from: 1, to: vectorEnd, by: 8) {
      let here = bytes.loadUnaligned(fromByteOffset: index * step, as: SIMD8<Float>.self) .< limit
      let before = bytes.loadUnaligned(fromByteOffset: (index - 1) * step, as: SIMD8<Float>.self) .< limit
      counts.replace(with: counts &+ 1, where: here .!= before)
    }
    var count = counts.wrappedSum()
    for index in vectorEnd..<AnalysisGrid.frameSamples
    where (samples[index] < -threshold) != (samples[index - 1] < -threshold) {
      count += 1
    }
    row[0] = Float(count) / Float(AnalysisGrid.frameSamples)
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
