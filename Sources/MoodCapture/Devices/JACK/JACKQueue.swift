internal import MoodRealtime

/// The way from the server's real time to the thread that reads: interleaved frames, and notes about those that are
/// missing among them. Neither end allocates, locks or waits.
enum JACKQueue {
  /// Frames that are missing at a place.
  struct Loss: BitwiseCopyable, Equatable {
    /// Frames written before that place.
    var position: Int64
    var frames: Int64
  }

  /// The end in the server's process callback.
  struct Writer: ~Copyable {
    private static let blockFrames = 64

    let channels: Int
    private var samples: RingBuffer.Producer
    private var losses: RingBuffer.Producer
    private let block: SampleBuffer
    private var position: Int64 = 0
    /// Frames that are missing before the next one written.
    private var missing: Int64 = 0
    /// The server's number of the first frame of the next cycle; nil before the first.
    private var expectedTime: UInt32?

    /// - Parameters:
    ///   - samples: for `Float`, `channels` of them a frame.
    ///   - losses: for `Loss`.
    init(channels: Int, samples: consuming RingBuffer.Producer, losses: consuming RingBuffer.Producer) {
      self.channels = channels
      self.samples = samples
      self.losses = losses
      block = SampleBuffer(count: Self.blockFrames * channels)
    }

    /// Writes a cycle; what finds no room is noted as missing, and so are the cycles between this and the last.
    /// - Parameters:
    ///   - sources: the samples of each channel.
    ///   - time: the server's number of the first frame, which wraps.
    ///   - overrun: frames that the server itself has lost before this cycle.
    @_noAllocation @_noLocks
    mutating func write(
      _ sources: UnsafePointer<UnsafePointer<Float>>, frames: Int, time: UInt32, overrun: Int64
    ) {
      missing += max(overrun, cyclesMissed(before: time))
      expectedTime = time &+ UInt32(truncatingIfNeeded: frames)
      var done = 0
      while done < frames && noteLoss() {
        let count = min(min(frames - done, Self.blockFrames), samples.free() / channels)
        if count == 0 { break }
        for channel in 0..<channels {
          let source = sources[channel] + done
          for frame in 0..<count { block.base[frame * channels + channel] = source[frame] }
        }
        _ = samples.write(block.base, count: count * channels)
        done += count
        position += Int64(count)
      }
      missing += Int64(frames - done)
    }

    /// Frames between the cycle that was expected and the one that begins at `time`.
    @_noAllocation @_noLocks
    private borrowing func cyclesMissed(before time: UInt32) -> Int64 {
      guard let expectedTime else { return 0 }
      let jump = Int32(bitPattern: time &- expectedTime)
      // A server that counts anew jumps back.
      return jump > 0 ? Int64(jump) : 0
    }

    /// Notes what is missing here; false where there is no room, neither for the note nor for a frame behind it.
    @_noAllocation @_noLocks
    private mutating func noteLoss() -> Bool {
      if missing == 0 { return true }
      if samples.free() < channels { return false }
      var loss = Loss(position: position, frames: missing)
      if losses.write(&loss, count: 1) == 0 { return false }
      missing = 0
      return true
    }
  }

  /// The end in the thread that reads.
  struct Reader: ~Copyable {
    private let channels: Int
    private var samples: RingBuffer.Consumer
    private var losses: RingBuffer.Consumer
    private var position: Int64 = 0
    /// The next note, which was taken from its ring and has not come to its turn.
    private var next: Loss?

    /// Takes the other ends of the writer's rings.
    init(channels: Int, samples: consuming RingBuffer.Consumer, losses: consuming RingBuffer.Consumer) {
      self.channels = channels
      self.samples = samples
      self.losses = losses
    }

    /// The next frames, up to `frames`, or the next loss; nil where nothing waits.
    mutating func read(into memory: UnsafeMutablePointer<Float>, frames: Int) -> DeviceReading? {
      // In this order: the note of a loss is written before the frames behind it.
      var count = min(frames, samples.available() / channels)
      if next == nil {
        var loss = Loss(position: 0, frames: 0)
        if losses.read(into: &loss, count: 1) == 1 { next = loss }
      }
      if let loss = next {
        if loss.position == position {
          next = nil
          return .lost(frames: loss.frames, .overrun)
        }
        count = min(count, Int(loss.position - position))
      }
      if count == 0 { return nil }
      _ = samples.read(into: memory, count: count * channels)
      position += Int64(count)
      return .frames(count)
    }
  }
}
