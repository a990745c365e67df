internal import Glibc
package import MoodCore
internal import Synchronization

/// A sine of amplitude 0.5 that never ends, mono at 44,100 Hz.
package final class ToneSource: AudioSource, @unchecked Sendable {
  package static let rateHz = 44_100

  package let format = AudioFormat(encoding: "f32le", rateHz: rateHz, channels: 1)
  package let isLive = false
  package let notices: [String] = []

  /// What a sample adds to the phase, in units of 2⁻⁶⁴ turns: integers wrap exactly, so the phase never drifts.
  private let step: UInt64
  private var phase: UInt64 = 0
  private let isInterrupted = Atomic<Bool>(false)

  /// - Throws: `CaptureError.toneOutOfRange` unless 0 < `hz` < 22,050.
  package init(hz: Double) throws {
    guard hz > 0, hz < Double(Self.rateHz) / 2 else { throw CaptureError.toneOutOfRange("\(hz)") }
    step = UInt64((hz / Double(Self.rateHz) * 0x1p64).rounded())
  }

  package func read(into samples: UnsafeMutablePointer<Float>, frames: Int) throws -> Int {
    precondition(frames > 0, "a read asks for at least one frame")
    if isInterrupted.load(ordering: .relaxed) { return 0 }
    for index in 0..<frames {
      samples[index] = Float(0.5 * sin(Double(Int64(bitPattern: phase)) * 0x1p-63 * .pi))
      phase &+= step
    }
    return frames
  }

  package func interrupt() { isInterrupted.store(true, ordering: .relaxed) }
}
