internal import MoodCapture
package import MoodCore
internal import Synchronization

/// A source that plays an array.
package final class ArraySource: AudioSource, @unchecked Sendable {
  package let format: AudioFormat
  package let isLive = false
  package let notices: [String] = []

  private let samples: [Float]
  private let framesPerRead: Int
  private var position = 0
  private let isInterrupted = Atomic<Bool>(false)

  /// - Parameters:
  ///   - samples: interleaved.
  ///   - framesPerRead: the most frames that one read delivers, whatever it asks for.
  package init(_ samples: [Float], rateHz: Int, channels: Int = 1, framesPerRead: Int = .max) {
    precondition(samples.count % channels == 0, "an array source plays whole frames")
    format = AudioFormat(encoding: "f32le", rateHz: rateHz, channels: channels)
    self.samples = samples
    self.framesPerRead = framesPerRead
  }

  package func read(into memory: UnsafeMutablePointer<Float>, frames: Int) throws -> Int {
    if isInterrupted.load(ordering: .relaxed) { return 0 }
    let left = samples.count / format.channels - position
    let delivered = min(frames, framesPerRead, left)
    for index in 0..<delivered * format.channels {
      memory[index] = samples[position * format.channels + index]
    }
    position += delivered
    return delivered
  }

  package func interrupt() { isInterrupted.store(true, ordering: .relaxed) }
}
