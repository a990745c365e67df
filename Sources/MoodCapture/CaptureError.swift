internal import Glibc
internal import MoodCore

/// Why an input cannot be opened, or cannot be read any further.
package enum CaptureError: Error, Equatable {
  // What was asked for makes no sense.
  /// No input is called that.
  case unknownInput(String)
  /// The text after `tone:` is no audible frequency.
  case toneOutOfRange(String)
  /// No choice of channels is called that.
  case unknownChannel(String)
  /// The input has fewer channels than were asked for.
  case channelMissing(number: Int, available: Int)
  /// A start or a duration that is negative, infinite or no number.
  case timeOutOfRange(name: String, seconds: Double)
  /// Raw PCM of which not everything is said; `options` are the command line's names of what is missing.
  case rawOptionsMissing(source: String, options: [String])
  /// Standard input is a keyboard.
  case inputIsTerminal

  // There is nothing to read, or not for us.
  case notFound(path: String)
  case isDirectory(path: String)
  case permissionDenied(path: String)
  case openFailed(path: String, errno: Int32)
  /// An input that is known but not part of this version; `pipe` is a command line that does the same.
  case notBuilt(input: String, pipe: String)

  /// A device that cannot be listened to.
  case device(DeviceFault)

  // What is there is no audio that can be read.
  case empty(source: String)
  /// libsndfile knows neither container nor codec.
  case unknownFileFormat(path: String)
  /// libsndfile knows the format and fails on the content.
  case undecodable(path: String, reason: String)
  case badWAV(source: String, WAVFault)
  case rateOutOfRange(source: String, rateHz: Int)
  case channelsOutOfRange(source: String, channels: Int)

  // The machine fails.
  case readFailed(source: String, errno: Int32)
  case resamplerFailed(reason: String)
}

extension CaptureError {
  /// The error of an `open` or `stat` that failed with `errno`.
  init(opening path: String, errno number: Int32) {
    switch number {
    case ENOENT, ENOTDIR: self = .notFound(path: path)
    case EACCES, EPERM: self = .permissionDenied(path: path)
    case EISDIR: self = .isDirectory(path: path)
    default: self = .openFailed(path: path, errno: number)
    }
  }

  /// Throws unless rate and channel count are ones that are accepted.
  static func check(_ format: AudioFormat, of source: String) throws {
    guard AudioFormat.rateRange.contains(format.rateHz) else {
      throw CaptureError.rateOutOfRange(source: source, rateHz: format.rateHz)
    }
    guard AudioFormat.channelRange.contains(format.channels) else {
      throw CaptureError.channelsOutOfRange(source: source, channels: format.channels)
    }
  }
}

extension CaptureError: CustomStringConvertible {
  /// One sentence for people.
  package var description: String {
    switch self {
    case .unknownInput(let text):
      "there is no input \"\(text)\"; inputs are -, a path, demo, tone:HZ, alsa:DEVICE, pulse:SOURCE, jack:PORT "
        + "and auto"
    case .toneOutOfRange(let text):
      "a tone has a frequency above 0 and below \(ToneSource.rateHz / 2) Hz, not \"\(text)\""
    case .unknownChannel(let text):
      "a channel is mix, left, right or a number from 1 to \(AudioFormat.channelRange.upperBound), not \"\(text)\""
    case .channelMissing(let number, let available):
      "channel \(number) was asked for, but the input has \(counted(available, "channel"))"
    case .timeOutOfRange(let name, let seconds):
      "the \(name) must be a number of seconds from 0 on, not \(seconds)"
    case .rawOptionsMissing(let source, let options):
      "\(source) does not begin with a WAV header, and raw PCM needs \(options.joined(separator: ", ")) too"
    case .inputIsTerminal:
      "standard input is a terminal; pipe audio into it, or name a file"
    case .notFound(let path): "\(path) does not exist"
    case .isDirectory(let path): "\(path) is a directory"
    case .permissionDenied(let path): "\(path) may not be read by this user"
    case .openFailed(let path, let number): "\(path) cannot be opened: \(systemMessage(number))"
    case .notBuilt(let input, let pipe): "\(input) is not built into this version; pipe it: \(pipe)"
    case .device(let fault): fault.description
    case .empty(let source): "\(source) is empty"
    case .unknownFileFormat(let path):
      "\(path) is in no format that libsndfile reads; pipe it: "
        + "ffmpeg -i \(shellQuoted(path)) -f wav - | moodring analyze -"
    case .undecodable(let path, let reason): "\(path) cannot be decoded: \(reason)"
    case .badWAV(let source, let fault): "the WAV header of \(source) \(fault)"
    case .rateOutOfRange(let source, let rateHz):
      "\(source) has \(rateHz) samples a second; rates from \(AudioFormat.rateRange.lowerBound) to "
        + "\(AudioFormat.rateRange.upperBound) Hz are accepted"
    case .channelsOutOfRange(let source, let channels):
      "\(source) has \(counted(channels, "channel")); \(AudioFormat.channelRange.lowerBound) to "
        + "\(AudioFormat.channelRange.upperBound) are accepted"
    case .readFailed(let source, let number): "\(source) cannot be read: \(systemMessage(number))"
    case .resamplerFailed(let reason): "the resampler failed: \(reason)"
    }
  }
}

/// `1 channel`, `2 channels`.
func counted(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }

private func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }

/// `text` as one word of a POSIX shell.
private func shellQuoted(_ text: String) -> String {
  let harmless = text.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "/"):
      true
    default: false
    }
  }
  if harmless { return text }
  return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
