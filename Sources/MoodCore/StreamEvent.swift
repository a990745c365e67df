/// Something that happened to a stream, in a form that crosses threads by plain copy.
@frozen
public struct StreamEvent: Sendable, Equatable, BitwiseCopyable {
  public enum Kind: Sendable, Equatable, BitwiseCopyable {
    case silenceStart
    case silenceEnd
    /// The most probable quadrant of the `now` estimate changed.
    case quadrant(Quadrant, previous: Quadrant)
    /// A live source was faster than the analysis: so many samples of the analysed signal are missing here.
    case dropped(samples: Int64)

    /// The name on the wire.
    public var name: String {
      switch self {
      case .silenceStart: "silence-start"
      case .silenceEnd: "silence-end"
      case .quadrant: "quadrant"
      case .dropped: "dropped"
      }
    }
  }

  public var kind: Kind
  /// Samples of the analysed signal since the start of the stream.
  public var sampleTime: Int64

  @_noAllocation @_noLocks
  public init(_ kind: Kind, sampleTime: Int64) {
    self.kind = kind
    self.sampleTime = sampleTime
  }

  /// Seconds on the sample clock.
  public var seconds: Double { AnalysisGrid.seconds(samples: sampleTime) }
}
