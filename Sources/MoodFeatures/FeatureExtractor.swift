package import MoodCore

/// One family of features: what it computes of a frame, and the state that this takes.
///
/// To add a family, write a conforming type in `Extractors/`, chain it in `FeatureBank` and run
/// `featureExtractorViolations` over it in a test. `init` may allocate; `extract` and `reset` run on the hop.
package protocol FeatureExtractor: ~Copyable, Sendable {
  /// The columns in the order in which `extract` writes them.
  static var columns: [FeatureColumn] { get }

  /// Which parts of the frame `extract` reads; no others are sure to be there.
  static var needs: FrameParts { get }

  /// Allocates the state of a stream at its beginning.
  init()

  /// Writes one value for each of `columns`: defined in silence, and finite for samples within ±2²⁰, to which capture
  /// cuts them.
  ///
  /// Called once for every hop, in order.
  @_noAllocation @_noLocks
  mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>)

  /// Makes the state what `init` made it.
  @_noAllocation @_noLocks
  mutating func reset()
}
