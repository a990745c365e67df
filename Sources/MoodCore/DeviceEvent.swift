/// What became of the device that a live stream listens to.
public struct DeviceChange: Sendable, Equatable {
  public enum Kind: Sendable, Equatable, CaseIterable {
    /// It failed, or fell silent as no working device does: until it is back nothing is heard.
    case lost
    /// It is heard again.
    case back
    /// Another source is heard from here on, without a gap: the default has moved.
    case moved

    /// The name on the wire.
    public var name: String {
      switch self {
      case .lost: "device-lost"
      case .back: "device-back"
      case .moved: "moved"
      }
    }
  }

  public var kind: Kind
  /// The device, as `--input` would name it.
  public var source: String
  /// What has happened, in a sentence for people.
  public var message: String

  public init(_ kind: Kind, source: String, message: String) {
    self.kind = kind
    self.source = source
    self.message = message
  }
}

/// What became of the device, and when.
public struct DeviceEvent: Sendable, Equatable {
  public var change: DeviceChange
  /// When it happened: samples of the analysed signal since the start of the stream.
  public var sampleTime: Int64

  public init(_ change: DeviceChange, sampleTime: Int64) {
    self.change = change
    self.sampleTime = sampleTime
  }

  /// Seconds on the sample clock.
  public var seconds: Double { AnalysisGrid.seconds(samples: sampleTime) }
}
