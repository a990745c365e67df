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
  /// Sentences for people about what was odd; complete after the end. For the reading thread.
  package var notices: [String] { source.notices + lateStart }

  private let source: any AudioSource
  private let channel: ChannelChoice
  private let blockFrames: Int
  private let interleaved: SampleBuffer
  private let mono: SampleBuffer
  private var resampler: Resampler
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
    resampler = try Resampler(inputRateHz: format.rateHz)
    self.source = source
    self.channel = channel
    self.blockFrames = blockFrames
    interleaved = SampleBuffer(count: blockFrames * format.channels)
    mono = SampleBuffer(count: blockFrames)
  }

  /// Waits for audio and writes up to `count` samples to `samples`.
  /// - Returns: the samples written, at least 1; 0 at the end. After `interrupt` the end comes with what was already
  ///   heard.
  /// - Throws: `CaptureError` where the source fails.
  package func read(into samples: UnsafeMutablePointer<Float>, count: Int) throws -> Int {
    precondition(count > 0, "a read asks for at least one sample")
    while true {
      if !waiting.isEmpty || resamplerHoldsMore {
        let progress = try resampler.process(
          mono.pointer(at: waiting.lowerBound, count: waiting.count), count: waiting.count, into: samples,
          capacity: count)
        waiting = waiting.dropFirst(progress.consumed)
        resamplerHoldsMore = progress.produced == count
        if progress.produced > 0 { return progress.produced }
      } else if isAtEnd {
        return try resampler.finish(into: samples, capacity: count)
      } else {
        try refill()
      }
    }
  }

  /// Makes a read in progress and later ones come to the end soon. Any thread.
  package func interrupt() { source.interrupt() }

  /// Reads one block from the source into `mono`, or finds the end.
  private func refill() throws {
    let wanted = Int(min(Int64(blockFrames), framesToSkip.addingOrMaximum(framesLeft)))
    let got = wanted == 0 ? 0 : try source.read(into: interleaved.base, frames: wanted)
    if got == 0 {
      isAtEnd = true
      if framesToSkip > 0 { lateStart = ["the input ended before the start that was asked for"] }
      return
    }
    let skipped = Int(min(Int64(got), framesToSkip))
    let heard = got - skipped
    let channels = format.channels
    let samples = interleaved.pointer(at: skipped * channels, count: heard * channels)
    nonFiniteSamples += Int64(SampleScrub.scrub(samples, count: heard * channels))
    channel.reduce(samples, frames: heard, channels: channels, into: mono.base)
    waiting = 0..<heard
    framesToSkip -= Int64(skipped)
    if framesLeft != .max { framesLeft -= Int64(heard) }
  }

  /// `seconds` in frames.
  private static func frames(_ seconds: Double, of name: String, rateHz: Int) throws -> Int64 {
    guard seconds >= 0, let frames = Int64(exactly: (seconds * Double(rateHz)).rounded()) else {
      throw CaptureError.timeOutOfRange(name: name, seconds: seconds)
    }
    return frames
  }
}

extension Int64 {
  fileprivate func addingOrMaximum(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
