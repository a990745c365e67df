/// Other outputs from some moment on.
package struct OutputChange: @unchecked Sendable {
  package enum Output {
    /// The one at this place so far, with its file and its count of records.
    case kept(Int)
    /// One that was opened for it.
    case opened(name: String, any EmotionSink)
  }

  package let outputs: [Output]
  /// Of an estimate that is sent.
  package let minimumConfidence: Float
  /// What is done to each output that is kept, on the emit thread.
  let adjust: (any EmotionSink) -> Void

  package init(
    outputs: [Output], minimumConfidence: Float = 0,
    adjusting adjust: @escaping @Sendable (any EmotionSink) -> Void = { _ in }
  ) {
    self.outputs = outputs
    self.minimumConfidence = minimumConfidence
    self.adjust = adjust
  }
}
