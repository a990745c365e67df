import MoodRealtime

/// The latest `frameSamples` samples of a stream, moved on by a hop at a time; zeros stand before the first sample.
package struct Framer: ~Copyable, Sendable {
  package let hopSamples: Int
  private var window: SampleBuffer

  /// Allocates the frame. `hopSamples` is at most `frameSamples`.
  package init(frameSamples: Int, hopSamples: Int) {
    precondition(
      hopSamples > 0 && hopSamples <= frameSamples,
      "a hop of \(hopSamples) samples does not fit a frame of \(frameSamples)")
    self.hopSamples = hopSamples
    window = SampleBuffer(count: frameSamples)
  }

  /// The frame, oldest sample first.
  package var samples: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get { UnsafePointer(window.base) }
  }

  /// Drops the oldest hop and appends `hop`, which holds `hopSamples` samples.
  @_noAllocation @_noLocks
  package mutating func advance(_ hop: UnsafePointer<Float>) {
    window.slide(by: hopSamples)
    window.copy(from: hop, count: hopSamples, at: window.count - hopSamples)
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  package mutating func reset() { window.fill(0) }
}
