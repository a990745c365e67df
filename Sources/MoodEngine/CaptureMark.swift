import MoodCore

/// A note about a place in the ring of samples, sent ahead of the samples it speaks of.
struct CaptureMark: BitwiseCopyable {
  enum Note: BitwiseCopyable, Equatable {
    /// The samples from here on arrived at this moment, in nanoseconds of the monotonic clock.
    case arrival(nanoseconds: UInt64)
    /// So many samples of the analysed signal found no room here.
    case dropped(samples: Int64)
    /// So many samples of the analysed signal did not come from the device.
    case gap(samples: Int64, GapCause)
    /// Something happened to the device.
    case device(DeviceNews.Number)
  }

  /// Samples written to the ring before that place.
  var position: Int64
  var note: Note
}
