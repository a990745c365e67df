/// Counts what a stream has heard and missed, so that the samples of a gap are right however often the resampler had to
/// begin anew.
struct GapClock {
  private let rateHz: Int
  /// Frames of the source up to here, heard and missed.
  private var frames: Int64 = 0
  /// Those heard since the resampler began.
  private var framesOfSegment: Int64 = 0
  /// Samples of the analysed signal before this segment.
  private var samplesBefore: Int64 = 0

  init(rateHz: Int) { self.rateHz = rateHz }

  mutating func hear(frames count: Int) {
    frames += Int64(count)
    framesOfSegment += Int64(count)
  }

  /// The sound breaks off: what follows passes through another resampler.
  mutating func breakOff() {
    samplesBefore += samples(of: framesOfSegment)
    framesOfSegment = 0
  }

  /// Counts `count` frames as missed.
  /// - Returns: the samples that are missing; where any are, the sound breaks off here.
  mutating func miss(frames count: Int64) -> Int64 {
    frames += count
    let missing = samples(of: frames) - samplesBefore - samples(of: framesOfSegment)
    guard missing > 0 else { return 0 }
    breakOff()
    samplesBefore += missing
    return missing
  }

  private func samples(of frames: Int64) -> Int64 { Resampler.samples(of: frames, rateHz: rateHz) }
}
