import Glibc

/// Tells, phase by phase, which steps count (`ModelMetadata.Gate`). One per stream.
///
/// With a the amplitude in a step's last row: peak = max(a, peak·10^(−decay/20)), and the step is open where
/// a ≥ peak·10^(−range/20) and a ≥ floor. Without a floor the first step of a phase is open, and so is digital silence
/// that nothing preceded, or nothing for so long that the peak has fallen to 0.
package struct StepGate: ~Copyable, @unchecked Sendable {
  /// Where the amplitude stands in a row; negative where every step counts.
  private let place: Int
  private let decay: Float
  private let range: Float
  private let floor: Float
  private let peaks: UnsafeMutablePointer<Float>
  private let phases: Int

  /// - Parameter gate: nil where every step counts.
  package init(_ gate: ModelMetadata.Gate?, place: Int?, phases: Int) {
    func amplitude(_ decibels: Float) -> Float { pow(10, -decibels / 20) }
    self.place = place ?? -1
    decay = amplitude(gate?.decayDBPerStep ?? 0)
    range = amplitude(gate?.rangeDB ?? 0)
    floor = gate?.floor ?? 0
    self.phases = phases
    peaks = .allocate(capacity: phases)
    peaks.initialize(repeating: 0, count: phases)
  }

  deinit { peaks.deallocate() }

  /// Whether the step of `phase` that ends with `row` counts. What is no finite positive number is no sound.
  @_noAllocation @_noLocks
  package mutating func advance(phase: Int, row: UnsafePointer<Float>) -> Bool {
    guard place >= 0 else { return true }
    let found = row[place]
    let amplitude = found > 0 && found < .infinity ? found : 0
    let fallen = peaks[phase] * decay
    let peak = amplitude > fallen ? amplitude : fallen
    peaks[phase] = peak
    return amplitude >= peak * range && amplitude >= floor
  }

  /// Forgets what was loud.
  @_noAllocation @_noLocks
  mutating func reset() {
    for phase in 0..<phases { peaks[phase] = 0 }
  }
}
