/// Why a device did not deliver what was to be heard.
@frozen
public enum GapCause: UInt8, Sendable, Equatable, BitwiseCopyable, CaseIterable {
  /// The device or its server ran over: nobody fetched what it took.
  case overrun
  /// The machine or the device slept.
  case suspended
  /// The device was gone.
  case lost

  /// The name on the wire.
  public var name: String {
    switch self {
    case .overrun: "overrun"
    case .suspended: "suspended"
    case .lost: "lost"
    }
  }
}

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
    /// The device did not deliver so many samples of the analysed signal, which are missing here.
    case gap(samples: Int64, GapCause)
    /// What was missing is too long to be heard as silence: the analysis begins anew here.
    case reset
    /// The configuration was read anew: what is sent may look otherwise from here on.
    case reload

    /// Whether it tells of what the stream has lost.
    @inlinable
    package var isLoss: Bool {
      @_noAllocation @_noLocks
      get {
        switch self {
        case .dropped, .gap, .reset: true
        case .silenceStart, .silenceEnd, .quadrant, .onset, .beat, .reload: false
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
      case .gap: "gap"
      case .reset: "reset"
      case .reload: "reload"
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
