package import MoodCore
import MoodVector

/// The root mean square of the frame's samples, `librosa.feature.rms`.
package struct RootMeanSquare: FeatureExtractor {
  package static let columns = [
    FeatureColumn("rms", unit: "1", range: 0...(.infinity), reference: "librosa feature.rms")
  ]
  package static let needs: FrameParts = []

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let energy = VectorMath.sumOfSquares(frame.samples, count: AnalysisGrid.frameSamples)
    row[0] = energy / Float(AnalysisGrid.frameSamples)
    VectorMath.squareRoot(row, into: row, count: 1)
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
