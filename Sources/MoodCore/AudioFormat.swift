/// How one sample of raw PCM is laid out in bytes.
public enum SampleFormat: String, Sendable, CaseIterable {
  case u8
  case s16le, s16be
  /// Three bytes a sample.
  case s24le, s24be
  case s32le, s32be
  case f32le, f32be

  /// Bytes that one sample of one channel takes.
  public var bytesPerSample: Int {
    switch self {
    case .u8: 1
    case .s16le, .s16be: 2
    case .s24le, .s24be: 3
    case .s32le, .s32be, .f32le, .f32be: 4
    }
  }
}

/// The form in which a source delivers audio.
public struct AudioFormat: Sendable, Equatable {
  /// Rates that are accepted, in Hz.
  public static let rateRange = 4_000...384_000
  /// Channel counts that are accepted.
  public static let channelRange = 1...32

  /// What the source calls its encoding: `s16le`, `flac`, `float`.
  public var encoding: String
  /// Frames a second.
  public var rateHz: Int
  /// Samples a frame.
  public var channels: Int

  public init(encoding: String, rateHz: Int, channels: Int) {
    self.encoding = encoding
    self.rateHz = rateHz
    self.channels = channels
  }
}

extension AudioFormat: CustomStringConvertible {
  /// `s16le/48000/2`, as the `begin` record carries it.
  public var description: String { "\(encoding)/\(rateHz)/\(channels)" }
}
