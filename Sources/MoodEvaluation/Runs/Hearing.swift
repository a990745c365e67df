internal import MoodCore
internal import MoodInference

/// How a clip is heard: the whole of it with the model's own lookahead, unless said otherwise.
package struct Hearing: Sendable, Equatable {
  /// What settled estimates wait for.
  package enum Lookahead: Sendable, Equatable {
    case own
    case steps(Int)
    /// The end of the clip.
    case wholeClip
  }

  package var lookahead = Lookahead.own
  /// Seconds from the beginning after which the stream ends; nil: where the clip does.
  package var seconds: Double?

  package init(lookahead: Lookahead = .own, seconds: Double? = nil) {
    self.lookahead = lookahead
    self.seconds = seconds
  }

  /// Of `all` hops those that are heard.
  func hops(of all: Int) -> Int {
    guard let seconds else { return all }
    let rate = Double(AnalysisGrid.sampleRateHz) / Double(AnalysisGrid.hopSamples)
    return min(all, Int((seconds * rate).rounded(.down)))
  }

  /// The lookahead of a stream of `hops`, in steps.
  func lookaheadSteps(_ metadata: ModelMetadata, hops: Int) -> Int {
    switch lookahead {
    case .own: metadata.lookaheadSteps
    case .steps(let steps): steps
    case .wholeClip: (hops + metadata.stride - 1) / metadata.stride
    }
  }
}
