internal import MoodCore
internal import MoodRealtime

/// Brings what one device delivers into the format of the stream: channels, then rate.
///
/// One channel is spread over all; several become one as their mean; otherwise each channel of the stream takes the
/// device's channel of its number, and silence where there is none.
struct FormatBridge {
  /// A resampler for each channel of the stream, which no array could hold.
  private final class Channel {
    var resampler: Resampler
    init(from inputRateHz: Int, to rateHz: Int) throws {
      resampler = try Resampler(inputRateHz: inputRateHz, outputRateHz: rateHz)
    }
  }

  /// Memory that a struct which is replaced as a whole can hold.
  private final class Memory {
    let samples: SampleBuffer
    init(count: Int) { samples = SampleBuffer(count: count) }
  }

  /// Whether nothing is converted, so that frames may go past it.
  let isPlain: Bool
  private let input: AudioFormat
  private let output: AudioFormat
  private let outputCapacity: Int
  private let interleaved: Memory
  private let channel: Memory
  private let converted: Memory
  private let ready: Memory
  private var channels: [Channel]
  private var readyFrames = 0..<0

  /// - Parameter blockFrames: the most frames that are converted at once.
  /// - Throws: `CaptureError.resamplerFailed`
  init(from input: AudioFormat, to output: AudioFormat, blockFrames: Int) throws {
    isPlain = input.rateHz == output.rateHz && input.channels == output.channels
    self.input = input
    self.output = output
    // The resampler holds frames back and releases them in blocks.
    outputCapacity = (blockFrames + 4096) * output.rateHz / input.rateHz + 4096
    interleaved = Memory(count: blockFrames * input.channels)
    channel = Memory(count: blockFrames)
    converted = Memory(count: outputCapacity)
    ready = Memory(count: outputCapacity * output.channels)
    channels = []
    try begin()
  }

  /// Where the device's frames are put to be converted: room for `blockFrames`.
  var intake: UnsafeMutablePointer<Float> { interleaved.samples.base }

  /// Converts the first `frames` frames of `intake`. What was ready before must have been taken.
  mutating func convert(frames: Int) throws {
    var count = 0
    for index in 0..<output.channels {
      pick(index, frames: frames)
      let progress = try channels[index].resampler.process(
        channel.samples.base, count: frames, into: converted.samples.base, capacity: outputCapacity)
      precondition(progress.consumed == frames, "the resampler has room for a block")
      count = progress.produced
      place(index, frames: count)
    }
    readyFrames = 0..<count
  }

  /// The sound breaks off: what the resamplers held back becomes ready.
  mutating func finish() throws {
    var count = 0
    for index in 0..<output.channels {
      count = try channels[index].resampler.finish(into: converted.samples.base, capacity: outputCapacity)
      place(index, frames: count)
    }
    readyFrames = 0..<count
    try begin()
  }

  /// Writes up to `frames` ready frames.
  /// - Returns: how many; 0 where none is ready.
  mutating func take(into samples: UnsafeMutablePointer<Float>, frames: Int) -> Int {
    let count = min(frames, readyFrames.count)
    let start = readyFrames.lowerBound * output.channels
    samples.update(
      from: ready.samples.pointer(at: start, count: count * output.channels), count: count * output.channels)
    readyFrames = readyFrames.dropFirst(count)
    return count
  }

  private mutating func begin() throws {
    channels = try (0..<output.channels).map { _ in try Channel(from: input.rateHz, to: output.rateHz) }
  }

  /// Puts channel `index` of the stream into `channel`, at the device's rate.
  private func pick(_ index: Int, frames: Int) {
    let samples = channel.samples.base
    if output.channels == 1 {
      ChannelChoice.mix.reduce(intake, frames: frames, channels: input.channels, into: samples)
    } else if input.channels == 1 {
      samples.update(from: intake, count: frames)
    } else if index < input.channels {
      ChannelChoice.number(index + 1).reduce(intake, frames: frames, channels: input.channels, into: samples)
    } else {
      samples.update(repeating: 0, count: frames)
    }
  }

  /// Puts `converted` into `ready` as channel `index`.
  private func place(_ index: Int, frames: Int) {
    let (from, to) = (converted.samples.base, ready.samples.base)
    for frame in 0..<frames { to[frame * output.channels + index] = from[frame] }
  }
}
