import MoodRealtime

/// The latest `frameSamples` samples of a stream, moved on by a hop at a time; zeros stand before the first sample.
package struct Framer: ~Copyable, Sendable {
  package let hopSamples: Int
  private let frameSamples: Int
  /// Room for two frames: the frame moves through it, and back to the front when it comes to the end.
  private var window: SampleBuffer
  private var start = 0

  /// Allocates the frame. `hopSamples` is at most `frameSamples`.
  package init(frameSamples: Int, hopSamples: Int) {
    precondition(
      hopSamples > 0 && hopSamples <= frameSamples,
      "a hop of \(hopSamples) samples does not fit a frame of \(frameSamples)")
    self.hopSamples = hopSamples
    self.frameSamples = frameSamples
    window = SampleBuffer(count: 2 * frameSamples)
  }

  /// The frame, oldest sample first.
  package var samples: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get { UnsafePointer(window.base + start) }
  }

  /// Drops the oldest hop and appends `hop`, which holds `hopSamples` samples.
  @_noAllocation @_noLocks
  package mutating func advance(_ hop: UnsafePointer<Float>) {
    start += hopSamples
    if start > frameSamples {
      window.slide(by: start)
      start = 0
    }
    window.copy(from: hop, count: hopSamples, at: start + frameSamples - hopSamples)
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  package mutating func reset() {
    window.fill(0)
    start = 0
  }
}
