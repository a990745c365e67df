import Glibc

/// The loudness of a note over time: a linear attack, an exponential fall to the level it is held at, an exponential
/// release.
struct Envelope {
  /// What differs between instruments; all times in seconds.
  struct Shape: Sendable {
    var attack: Float
    /// Time constant of the fall to `sustain`.
    var decay: Float
    /// 0…1.
    var sustain: Float
    /// Time constant after the key is let go.
    var release: Float
  }

  private let shape: Shape
  private let secondsPerSample: Float
  private let held: Float
  private var time: Float = 0
  private var levelAtRelease: Float = 0

  /// - Parameter length: samples until the key is let go.
  init(_ shape: Shape, length: Int, rate: Float) {
    self.shape = shape
    secondsPerSample = 1 / rate
    held = Float(length) / rate
    levelAtRelease = level(at: held)
  }

  /// Whether the note has died away: 48 dB down since its release.
  var isOver: Bool { time > held + 5.5 * shape.release }

  /// The level `count` samples later, 0…1.
  mutating func advance(_ count: Int) -> Float {
    time += Float(count) * secondsPerSample
    if time < held { return level(at: time) }
    return levelAtRelease * expf((held - time) / shape.release)
  }

  private func level(at time: Float) -> Float {
    if time < shape.attack { return time / shape.attack }
    return shape.sustain + (1 - shape.sustain) * expf((shape.attack - time) / shape.decay)
  }
}
