import Glibc

/// A plucked string: noise going round a delay line that dulls it (Karplus and Strong 1983, tuned after Jaffe and Smith).
struct StringVoice: Voice {
  /// What differs between instruments.
  struct Patch: Sendable {
    /// Seconds in which the string falls by 60 dB.
    var ring: Float
    /// Share of the treble that survives each round, 0…1.
    var brightness: Float
    /// Where the pluck's own low-pass lies, in Hz: a fingertip 1500, a plectrum 8000.
    var pluckHz: Float
    /// Seconds in which a released string falls by 60 dB.
    var damp: Float = 0.15
  }

  private let gain: Float
  private let brightness: Float
  private let loss: Float
  private let dampedLoss: Float
  private var line: [Float]
  private var position = 0
  private var previous: Float = 0
  private var tuned: Float = 0
  private let tuning: Float
  private var remaining: Int
  private var dying: Int
  private var blocked: Float = 0

  init(_ patch: Patch, note: Note, rate: Float) {
    brightness = 0.5 + 0.5 * patch.brightness
    gain = note.velocity
    // The averaging of neighbours delays by 1 − brightness samples, the all-pass by the rest that is no whole number.
    let period = rate / note.hertz - (1 - brightness)
    let whole = max(Int(period - 0.3), 2)
    let fraction = period - Float(whole)
    tuning = (1 - fraction) / (1 + fraction)
    loss = expf(-6.9 / (patch.ring * note.hertz))
    dampedLoss = expf(-6.9 / (patch.damp * note.hertz))
    remaining = note.length
    dying = Int(patch.damp * rate)
    var noise = NoiseGenerator(seed: UInt32(truncatingIfNeeded: note.start) ^ note.hertz.bitPattern)
    var softener = StateVariableFilter(cutoff: patch.pluckHz * note.velocity / rate)
    line = (0..<whole).map { _ in softener.step(noise.next()).low }
    // A string plucked at a fifth of its length lacks every fifth partial.
    let comb = max(whole / 5, 1)
    line = line.indices.map { line[$0] - line[($0 + comb) % whole] }
    let mean = line.reduce(0, +) / Float(whole)
    let power = line.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(whole)
    let scale = 0.35 / max(power.squareRoot(), 1e-6)
    line = line.map { ($0 - mean) * scale }
  }

  mutating func add(to samples: UnsafeMutablePointer<Float>, count: Int) -> Bool {
    let loss = remaining > 0 ? loss : dampedLoss
    let whole = line.count
    line.withUnsafeMutableBufferPointer { line in
      for index in 0..<count {
        let current = line[position]
        let mixed = loss * (brightness * current + (1 - brightness) * previous)
        previous = current
        let output = tuning * (mixed - tuned) + blocked
        blocked = mixed
        tuned = output
        line[position] = output
        position = position + 1 == whole ? 0 : position + 1
        samples[index] += current * gain
      }
    }
    remaining -= count
    if remaining <= 0 { dying -= count }
    return dying > 0
  }
}
