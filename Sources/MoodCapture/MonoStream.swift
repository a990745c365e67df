package import MoodCore
internal import MoodRealtime

/// A source as the analysis hears it: finite, one channel, 22,050 Hz.
///
/// The samples do not depend on `blockFrames` or on the counts that are read. One thread reads; `interrupt` may come
/// from any.
package final class MonoStream: @unchecked Sendable {
  /// The form in which the source delivers.
  package var format: AudioFormat { source.format }
  package var isLive: Bool { source.isLive }
  /// NaN and infinite samples, of all channels between start and end, that were taken as 0. For the reading thread.
  package private(set) var nonFiniteSamples: Int64 = 0
  /// What was found out about a device so far. For the reading thread.
  package var condition: SourceCondition { source.condition }
  /// Sentences for people about what was odd; complete after the end. For the reading thread.
  package var notices: [String] { source.notices + lateStart }

  private let source: any AudioSource
  private let channel: ChannelChoice
  private let blockFrames: Int
  private let interleaved: SampleBuffer
  private let mono: SampleBuffer
  private var resampler: Resampler
  private var clock: GapClock
  /// What comes once the resampler's tail is out, where the sound breaks off.
  private var pending: StreamReading?
  /// The part of `mono` that the resampler has not taken yet.
  private var waiting = 0..<0
  /// Whether the resampler's last output filled the caller's memory, so that more may be ready.
  private var resamplerHoldsMore = false
  private var framesToSkip: Int64
  private var framesLeft: Int64
  private var isAtEnd = false
  private var lateStart: [String] = []

  /// - Parameters:
  ///   - startSeconds: what is left out at the beginning, to the nearest source frame.
  ///   - durationSeconds: how long to listen from there, to the nearest source frame; nil until the source ends.
  ///   - blockFrames: the most frames that the source is asked for at once.
  /// - Throws: `CaptureError` where the source lacks the channel or a time is out of range.
  package init(
    source: any AudioSource, channel: ChannelChoice, startSeconds: Double = 0, durationSeconds: Double? = nil,
    blockFrames: Int = 1024
  ) throws {
    precondition(blockFrames > 0, "a block has at least one frame")
    let format = source.format
    try channel.check(against: format.channels)
    framesToSkip = try Self.frames(startSeconds, of: "start", rateHz: format.rateHz)
    framesLeft =
      try durationSeconds.map { try Self.frames($0, of: "duration", rateHz: format.rateHz) } ?? .max
    source.limit(frames: framesToSkip.addingOrMaximum(framesLeft))
    resampler = try Resampler(inputRateHz: format.rateHz)
    clock = GapClock(rateHz: format.rateHz)
    self.source = source
    self.channel = channel
    self.blockFrames = blockFrames
    interleaved = SampleBuffer(count: blockFrames * format.channels)
    mono = SampleBuffer(count: blockFrames)
  }

  /// Waits for audio and writes up to `count` samples to `samples`. What happens to a device goes unsaid.
  /// - Returns: the samples written, at least 1; 0 at the end. After `interrupt` the end comes with what was already
  ///   heard.
  /// - Throws: `CaptureError` where the source fails.
  package func read(into samples: UnsafeMutablePointer<Float>, count: Int) throws -> Int {
    while true {
      switch try next(into: samples, count: count) {
      case .samples(let count): return count
      case .gap, .device: continue
      case .end: return 0
      }
    }
  }

  /// Like `read`, and tells besides what happened to a device, each thing at its place among the samples.
  package func next(into samples: UnsafeMutablePointer<Float>, count: Int) throws -> StreamReading {
    precondition(count > 0, "a read asks for at least one sample")
    while true {
      if !waiting.isEmpty || resamplerHoldsMore {
        let progress = try resampler.process(
          mono.pointer(at: waiting.lowerBound, count: waiting.count), count: waiting.count, into: samples,
          capacity: count)
        waiting = waiting.dropFirst(progress.consumed)
        resamplerHoldsMore = progress.produced == count
        if progress.produced > 0 { return .samples(progress.produced) }
      } else if let reading = pending {
        let tail = try resampler.finish(into: samples, capacity: count)
        if tail > 0 { return .samples(tail) }
        resampler = try Resampler(inputRateHz: format.rateHz)
        pending = nil
        return reading
      } else if isAtEnd {
        let tail = try resampler.finish(into: samples, capacity: count)
        return tail > 0 ? .samples(tail) : .end
      } else if let reading = try refill() {
        return reading
      }
    }
  }

  /// Makes a read in progress and later ones come to the end soon. Any thread.
  package func interrupt() { source.interrupt() }

  /// Reads one block from the source into `mono`, or finds a break or the end.
  /// - Returns: what is to be said at once.
  private func refill() throws -> StreamReading? {
    let wanted = Int(min(Int64(blockFrames), framesToSkip.addingOrMaximum(framesLeft)))
    switch wanted == 0 ? .end : try source.next(into: interleaved.base, frames: wanted) {
    case .frames(let got):
      let skipped = skip(Int64(got))
      hear(got - skipped, from: skipped)
    case .gap(let frames, let cause):
      let missing = min(frames - Int64(skip(frames)), framesLeft)
      let samples = clock.miss(frames: missing)
      take(missing)
      if samples > 0 { pending = .gap(samples: samples, cause) }
    case .device(let change):
      if change.kind != .lost { return .device(change) }
      // All that was heard is analysed before the loss is told.
      clock.breakOff()
      pending = .device(change)
    case .end:
      isAtEnd = true
      if framesToSkip > 0 { lateStart = ["the input ended before the start that was asked for"] }
    }
    return nil
  }

  /// Takes `heard` frames out of `interleaved`, after `skipped` that stand before them.
  private func hear(_ heard: Int, from skipped: Int) {
    let channels = format.channels
    let samples = interleaved.pointer(at: skipped * channels, count: heard * channels)
    nonFiniteSamples += Int64(SampleScrub.scrub(samples, count: heard * channels))
    channel.reduce(samples, frames: heard, channels: channels, into: mono.base)
    waiting = 0..<heard
    clock.hear(frames: heard)
    take(Int64(heard))
  }

  /// How many of the next `frames` frames lie before the start.
  private func skip(_ frames: Int64) -> Int {
    let skipped = min(frames, framesToSkip)
    framesToSkip -= skipped
    return Int(skipped)
  }

  private func take(_ frames: Int64) {
    if framesLeft != .max { framesLeft -= frames }
  }

  /// `seconds` in frames.
  private static func frames(_ seconds: Double, of name: String, rateHz: Int) throws -> Int64 {
    guard seconds >= 0, let frames = Int64(exactly: (seconds * Double(rateHz)).rounded()) else {
      throw CaptureError.timeOutOfRange(name: name, seconds: seconds)
    }
    return frames
  }
}

/// What one `next` of a stream has come to.
package enum StreamReading: Sendable, Equatable {
  /// So many samples, at least 1.
  case samples(Int)
  /// So many samples, at least 1, are missing before those of the next reading.
  case gap(samples: Int64, GapCause)
  case device(DeviceChange)
  case end
}

extension Int64 {
  fileprivate func addingOrMaximum(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
