/// Something that happened to a stream, in a form that crosses threads by plain copy.
@frozen
public struct StreamEvent: Sendable, Equatable, BitwiseCopyable {
  public enum Kind: Sendable, Equatable, BitwiseCopyable {
    case silenceStart
    case silenceEnd
    /// The most probable quadrant of the `now` estimate changed.
    case quadrant(Quadrant, previous: Quadrant)
    /// A sound begins; 0…1, how far it stands out from the last 0.4 s.
    case onset(strength: Float)
    /// A beat, told at most a hop before it falls.
    case beat(tempoBPM: Float)
    /// A live source was faster than the analysis: so many samples of the analysed signal are missing here.
    case dropped(samples: Int64)

    /// Whether it is an onset or a beat.
    @inlinable
    package var isRhythm: Bool {
      @_noAllocation @_noLocks
      get {
        switch self {
        case .onset, .beat: true
        case .silenceStart, .silenceEnd, .quadrant, .dropped: false
        }
      }
    }

    /// The name on the wire.
    public var name: String {
      switch self {
      case .silenceStart: "silence-start"
      case .silenceEnd: "silence-end"
      case .quadrant: "quadrant"
      case .onset: "onset"
      case .beat: "beat"
      case .dropped: "dropped"
      }
    }
  }

  public var kind: Kind
  /// When it happened: samples of the analysed signal since the start of the stream. That of an onset lies before, that
  /// of a beat may lie up to a hop after the moment in which it is told.
  public var sampleTime: Int64

  @_noAllocation @_noLocks
  public init(_ kind: Kind, sampleTime: Int64) {
    self.kind = kind
    self.sampleTime = sampleTime
  }

  /// Seconds on the sample clock.
  public var seconds: Double { AnalysisGrid.seconds(samples: sampleTime) }
}
