package import MoodCore
import Synchronization

/// The piece that shows what moodring does, rendered as it is read: a minute of music, a quarter of it for each quadrant.
///
/// It was composed for this program and is part of it: no recording, no sample. `read` belongs to one thread; only the
/// flag that `interrupt` sets is shared.
package final class DemoSource: AudioSource, @unchecked Sendable {
  /// Where each mood begins, in seconds since the start, in order.
  package static let sections: [(startSeconds: Double, quadrant: Quadrant)] =
    DemoPiece.sections.enumerated().map { (Double($0 * sectionSeconds), $1.quadrant) }
  /// Seconds that each section lasts.
  package static let sectionSeconds = 15
  /// Frames of the whole piece.
  package static let frameCount = sectionSeconds * rateHz * DemoPiece.sections.count

  package let format = AudioFormat(encoding: "f32le", rateHz: rateHz, channels: 2)
  package let isLive = false
  package let notices: [String] = []

  private static let rateHz = 44_100
  private static let fadeFrames = rateHz / 2

  private var mixer: Mixer
  /// The last block rendered, interleaved, and the first of its frames not yet delivered.
  private let block = UnsafeMutablePointer<Float>.allocate(capacity: 2 * Mixer.blockFrames)
  private var blockPosition = Mixer.blockFrames
  private var delivered = 0
  private let isInterrupted = Atomic<Bool>(false)

  package init() {
    mixer = Mixer(
      DemoPiece.sections, sectionFrames: DemoSource.sectionSeconds * DemoSource.rateHz,
      rate: DemoSource.rateHz)
  }

  deinit { block.deallocate() }

  package func read(into samples: UnsafeMutablePointer<Float>, frames: Int) -> Int {
    guard !isInterrupted.load(ordering: .relaxed) else { return 0 }
    let wanted = min(frames, DemoSource.frameCount - delivered)
    for frame in 0..<wanted {
      if blockPosition == Mixer.blockFrames {
        mixer.render(into: block)
        blockPosition = 0
      }
      let fade = min(Float(DemoSource.frameCount - delivered) / Float(DemoSource.fadeFrames), 1)
      samples[2 * frame] = block[2 * blockPosition] * fade
      samples[2 * frame + 1] = block[2 * blockPosition + 1] * fade
      blockPosition += 1
      delivered += 1
    }
    return wanted
  }

  package func interrupt() { isInterrupted.store(true, ordering: .relaxed) }
}
