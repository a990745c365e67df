package import MoodCore

/// What the heads say of one moment. A head that the model lacks gives its neutral value.
package struct HeadOutputs: BitwiseCopyable, Sendable, Equatable {
  /// Probabilities of Q1…Q4; ¼ each without that head.
  package var quadrants: SIMD4<Float>
  /// Each −1…1; 0 without that head.
  package var affect: Affect
  /// One value 0…1 for each of the model's emotions, in their order; zeros after them.
  package var emotions: SIMD16<Float>
  /// Mean squared normalised statistic of what was heard: how unlike the training's material it is, 0…100; 0 in a
  /// model without a statistics path. `ModelMetadata.Calibration` says what is usual.
  package var distance: Float

  @_noAllocation @_noLocks
  package init(quadrants: SIMD4<Float>, affect: Affect, emotions: SIMD16<Float>, distance: Float = 0) {
    self.quadrants = quadrants
    self.affect = affect
    self.emotions = emotions
    self.distance = distance
  }

  /// What is said where nothing is known.
  @_noAllocation @_noLocks
  init() {
    self.init(
      quadrants: SIMD4(repeating: 0.25), affect: Affect(valence: 0, arousal: 0), emotions: .zero, distance: 0)
  }
}
