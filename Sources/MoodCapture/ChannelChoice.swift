internal import MoodCore

/// Which of the input's channels is heard: the value of `--channel`.
package enum ChannelChoice: Sendable, Equatable {
  /// The mean of all channels.
  case mix
  /// One channel, counted from 1: left is 1, right is 2.
  case number(Int)

  /// Reads `mix`, `left`, `right` or a number.
  /// - Throws: `CaptureError.unknownChannel`
  package init(_ text: String) throws {
    switch text {
    case "mix": self = .mix
    case "left": self = .number(1)
    case "right": self = .number(2)
    default:
      guard let number = Int(text), AudioFormat.channelRange.contains(number) else {
        throw CaptureError.unknownChannel(text)
      }
      self = .number(number)
    }
  }

  /// Throws `CaptureError.channelMissing` unless an input of `channels` channels has what is chosen.
  func check(against channels: Int) throws {
    if case .number(let number) = self, !(1...channels).contains(number) {
      throw CaptureError.channelMissing(number: number, available: channels)
    }
  }

  /// Makes one channel of `frames` interleaved frames. What is chosen must exist; finite input stays finite.
  func reduce(
    _ interleaved: UnsafePointer<Float>, frames: Int, channels: Int, into mono: UnsafeMutablePointer<Float>
  ) {
    switch self {
    case .number(let number):
      for frame in 0..<frames { mono[frame] = interleaved[frame * channels + number - 1] }
    case .mix:
      // Divided before it is added, so that no sum overflows.
      let share = 1 / Float(channels)
      for frame in 0..<frames {
        var sum: Float = 0
        for channel in 0..<channels { sum += interleaved[frame * channels + channel] * share }
        mono[frame] = sum
      }
    }
  }
}
