import MoodCapture
package import MoodCore
import Synchronization

/// Seeded noise under slow swells, as long as asked for: live or not, with optional faults.
package final class FakeSource: AudioSource {
  package let format: AudioFormat
  package let isLive: Bool
  package let notices: [String] = []
  private let totalFrames: Int
  private let failure: (any Error)?
  private let delivered = Atomic<Int>(0)
  private let isInterrupted = Atomic<Bool>(false)

  /// - Parameters:
  ///   - totalFrames: after which it ends, or fails with `failure` where there is one.
  package init(
    totalFrames: Int, rateHz: Int = 22_050, channels: Int = 1, isLive: Bool = false,
    failure: (any Error)? = nil
  ) {
    format = AudioFormat(encoding: "f32le", rateHz: rateHz, channels: channels)
    self.isLive = isLive
    self.totalFrames = totalFrames
    self.failure = failure
  }

  /// Frames handed out so far.
  package var deliveredFrames: Int { delivered.load(ordering: .relaxed) }

  package func read(into samples: UnsafeMutablePointer<Float>, frames: Int) throws -> Int {
    if isInterrupted.load(ordering: .acquiring) { return 0 }
    let start = delivered.load(ordering: .relaxed)
    let count = min(frames, totalFrames - start)
    if count == 0, let failure { throw failure }
    Self.period.withUnsafeBufferPointer { period in
      var position = start % period.count
      for frame in 0..<count {
        for channel in 0..<format.channels { samples[frame * format.channels + channel] = period[position] }
        position = position + 1 == period.count ? 0 : position + 1
      }
    }
    delivered.add(count, ordering: .relaxed)
    return count
  }

  package func interrupt() { isInterrupted.store(true, ordering: .releasing) }

  /// The sample at a position, the same in every run.
  package static func sample(at position: Int) -> Float { period[position % period.count] }

  /// One swell, made beforehand: the source must outrun the analysis even where a sanitizer slows it down.
  private static let period: [Float] = (0..<30_000).map { position in
    var generator = SplitMix64(seed: UInt64(position))
    let noise = Float(Int32(truncatingIfNeeded: generator.next())) / Float(Int32.max)
    return 0.3 * noise * Float(position) / 30_000
  }
}
