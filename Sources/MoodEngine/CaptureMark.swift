/// A note about a place in the ring of samples, sent ahead of the samples it speaks of.
struct CaptureMark: BitwiseCopyable {
  /// Samples written to the ring before that place.
  var position: Int64
  /// Samples of the analysed signal that are missing there; 0 where nothing is.
  var gapSamples: Int64
  /// When the samples from here on arrived, in nanoseconds of the monotonic clock; 0 where that is of no interest.
  var arrivalNanoseconds: UInt64
}
