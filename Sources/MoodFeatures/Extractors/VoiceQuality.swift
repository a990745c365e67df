package import MoodCore
import MoodDSP
import MoodRealtime
import MoodVector

/// How a voice sounds, after eGeMAPS (Eyben et al., IEEE Transactions on Affective Computing 7, 2016): harmonics to
/// noise, and the balance of the spectrum. All are ratios, so gain leaves them alone.
///
/// - `hnr_db`: 10·log₁₀(r / (1 − r)), r the autocorrelation at YIN's period, normalised by that of the window (Boersma,
///   1993), bounded to −20 … 40 dB. Of every frame, voiced or not; −20 in silence. A parabola misses the narrow peaks of
///   a bright voice between samples: with harmonics alike up to 5 kHz a perfect tone reads some 20 dB.
/// - `alpha_ratio_db`: the energy of 1–5 kHz over that of 50–1000 Hz. openSMILE's sign: more treble is more.
/// - `hammarberg_db`: the strongest bin of 0–2 kHz over that of 2–5 kHz.
/// - `slope_low_db`, `slope_high_db`: the regression of level on frequency in 30–500 and 500–1500 Hz. eGeMAPS takes
///   frames of 20 ms, which do not tell harmonics apart; here power is smoothed over as many Hz first, else the gaps
///   between harmonics would count as much as the voice.
/// - `h1_h2_db`: the level of the first harmonic minus that of the second, each the strongest bin within a quarter of
///   F0, between bins by a parabola; 0 unvoiced. (openSMILE's column of that name is the second minus the third.)
///
/// openSMILE smooths over three of its frames (20 ms, 60 ms for the harmonics, every 10 ms); ours are 93 ms.
package struct VoiceQuality: ~Copyable, FeatureExtractor {
  package static let columns = [
    FeatureColumn("hnr_db", unit: "dB", range: -20...40, reference: "eGeMAPS HNR, by autocorrelation"),
    FeatureColumn("alpha_ratio_db", unit: "dB", range: -100...100, reference: "eGeMAPS, openSMILE's sign"),
    FeatureColumn("hammarberg_db", unit: "dB", range: -100...100, reference: "eGeMAPS Hammarberg index"),
    FeatureColumn(
      "slope_low_db", unit: "dB/Hz", range: -1...1, reference: "eGeMAPS spectral slope, 30-500 Hz"),
    FeatureColumn(
      "slope_high_db", unit: "dB/Hz", range: -1...1, reference: "eGeMAPS spectral slope, 500-1500 Hz"),
    FeatureColumn("h1_h2_db", unit: "dB", range: -100...100, reference: "eGeMAPS H1-H2; 0 unvoiced"),
  ]
  package static let needs: FrameParts = [.power, .pitch]

  private var harmonicity = Harmonicity()
  private let smoothing = SpectralSmoothing()
  private let lowSlope = SlopeWeights(fromHz: 30, toHz: 500)
  private let highSlope = SlopeWeights(fromHz: 500, toHz: 1500)
  /// Of the bins from 0 Hz to beyond the second harmonic of the highest voice.
  private let levels = SampleBuffer(count: SpectralSmoothing.bins)

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let (power, pitch) = (frame.power, frame.pitch)
    row[0] = harmonicity.ratio(of: frame.samples, periodSamples: pitch.periodSamples)
    row[1] = Self.ratio(
      Self.sum(power, fromHz: 1000, toHz: 5000), to: Self.sum(power, fromHz: 50, toHz: 1000))
    row[2] = Self.ratio(
      Self.maximum(power, fromHz: 0, toHz: 2000), to: Self.maximum(power, fromHz: 2000, toHz: 5000))
    VectorMath.log10(row, into: row, count: 3)
    // The logarithm rounds.
    row[0] = min(max(10 * row[0], -20), 40)
    for index in 1..<3 { row[index] = min(max(10 * row[index], -100), 100) }
    smoothing.apply(power, into: levels.base)
    Decibels.levels(ofPowers: levels.base, into: levels.base, count: levels.count)
    row[3] = min(max(lowSlope.slope(of: levels.base), -1), 1)
    row[4] = min(max(highSlope.slope(of: levels.base), -1), 1)
    row[5] = 0
    guard pitch.isVoiced else { return }
    Decibels.levels(ofPowers: power, into: levels.base, count: levels.count)
    let f0Bins = Float(AnalysisGrid.frameSamples) / pitch.periodSamples
    let first = peakLevel(around: f0Bins, f0Bins: f0Bins)
    let second = peakLevel(around: 2 * f0Bins, f0Bins: f0Bins)
    row[5] = min(max(first - second, -100), 100)
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}

  /// a/b within ±100 dB; 1 where there is nothing.
  @_noAllocation @_noLocks
  private static func ratio(_ a: Float, to b: Float) -> Float {
    let smallest: Float = 1e-25
    guard max(a, b) > smallest else { return 1 }
    if a <= 1e-10 * b { return 1e-10 }
    if b <= 1e-10 * a { return 1e10 }
    return a / b
  }

  /// The first bin that is not below a frequency.
  @_noAllocation @_noLocks
  private static func bin(atHz hertz: Float) -> Int {
    let below = Int(hertz / FrameAnalysis.binHz)
    return Float(below) * FrameAnalysis.binHz < hertz ? below + 1 : below
  }

  @_noAllocation @_noLocks
  private static func sum(_ power: UnsafePointer<Float>, fromHz: Float, toHz: Float) -> Float {
    let first = bin(atHz: fromHz)
    return VectorMath.sum(power + first, count: bin(atHz: toHz) - first)
  }

  @_noAllocation @_noLocks
  private static func maximum(_ power: UnsafePointer<Float>, fromHz: Float, toHz: Float) -> Float {
    var index = bin(atHz: fromHz)
    let end = bin(atHz: toHz)
    var largest = SIMD8<Float>.zero
    while index + 8 <= end {
      let block = UnsafeRawPointer(power + index).loadUnaligned(as: SIMD8<Float>.self)
      largest.replace(with: block, where: block .> largest)
      index += 8
    }
    var result = largest.horizontalMaximum
    while index < end {
      result = max(result, power[index])
      index += 1
    }
    return result
  }

  /// The highest level within a quarter of F0 around a place in bins, between bins by a parabola.
  @_noAllocation @_noLocks
  private borrowing func peakLevel(around center: Float, f0Bins: Float) -> Float {
    let first = max(Int(center - f0Bins / 4 + 0.5), 1)
    let last = min(Int(center + f0Bins / 4 + 0.5), levels.count - 2)
    let values = levels.base
    var best = first
    for bin in first...last where values[bin] > values[best] { best = bin }
    let (before, here, after) = (values[best - 1], values[best], values[best + 1])
    let curvature = after + before - 2 * here
    let slope = (after - before) / 2
    return curvature < 0 && abs(slope) < -curvature ? here - slope * slope / (2 * curvature) : here
  }
}
