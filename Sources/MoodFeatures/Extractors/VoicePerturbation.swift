package import MoodCore
import MoodDSP
import MoodRealtime
import MoodVector

/// How unequal the periods of a voice are, in length and in strength, within the frame.
///
/// Each period is the shift that maps one period's samples best onto the next ones, searched within a tenth of YIN's
/// period, by the normalised cross-correlation, between samples by a parabola. As in eGeMAPS (openSMILE's
/// cPitchJitter), pairs that correlate below one half do not count.
///
/// - `jitter`: the mean absolute difference of successive periods over the mean period (Praat's and eGeMAPS' local).
/// - `shimmer_db`: the mean absolute level difference of successive periods, of largest minus smallest sample.
///
/// Both are 0 where the frame is unvoiced or has no two successive periods.
package struct VoicePerturbation: ~Copyable, FeatureExtractor {
  package static let columns = [
    FeatureColumn("jitter", unit: "1", range: 0...0.25, reference: "eGeMAPS jitter, local; 0 unvoiced"),
    FeatureColumn("shimmer_db", unit: "dB", range: 0...40, reference: "eGeMAPS shimmer, local; 0 unvoiced"),
  ]
  package static let needs: FrameParts = .pitch

  /// Of the period, to either side.
  private let searchShare: Float = 0.1
  private let leastCorrelation: Float = 0.5

  /// Of the lags that are tried: dot products, then correlation coefficients.
  private let coefficients = SampleBuffer(count: 96)
  /// Of the lags that are tried: the energies of both parts multiplied.
  private let energies = SampleBuffer(count: 96)
  /// Of successive periods, larger over smaller amplitude.
  private let ratios = SampleBuffer(count: AnalysisGrid.frameSamples / 32)

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    row[0] = 0
    row[1] = 0
    let pitch = frame.pitch
    guard pitch.isVoiced else { return }
    let samples = frame.samples
    let nominal = Int(pitch.periodSamples + 0.5)
    let margin = Int(searchShare * pitch.periodSamples) + 1
    let end = AnalysisGrid.frameSamples - 2 * nominal - margin - 1
    var start = Self.firstPeriod(in: samples, nominal: nominal)
    var (periods, periodSum): (Float, Float) = (0, 0)
    var differenceSum: Float = 0
    var pairs = 0
    var before: Period?
    while start <= end {
      let period = nextPeriod(of: samples + start, nominal: nominal, margin: margin)
      if let period {
        periods += 1
        periodSum += period.samples
        if let before {
          differenceSum += abs(period.samples - before.samples)
          ratios.base[pairs] =
            max(period.amplitude, before.amplitude)
            / max(min(period.amplitude, before.amplitude), .leastNormalMagnitude)
          pairs += 1
        }
      }
      before = period
      start += period?.lag ?? nominal
    }
    guard pairs > 0 else { return }
    row[0] = min(differenceSum / Float(pairs) * periods / periodSum, 0.25)
    for index in 0..<pairs { ratios.base[index] = min(ratios.base[index], 100) }
    VectorMath.log10(ratios.base, into: ratios.base, count: pairs)
    row[1] = min(20 * VectorMath.sum(ratios.base, count: pairs) / Float(pairs), 40)
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}

  private struct Period {
    /// Between samples.
    var samples: Float
    var lag: Int
    /// Largest minus smallest sample.
    var amplitude: Float
  }

  /// Where the first whole period begins, if one begins a quarter before its strongest sample: a pulse at the border of
  /// two would be in both or in neither.
  @_noAllocation @_noLocks
  private static func firstPeriod(in samples: UnsafePointer<Float>, nominal: Int) -> Int {
    var strongest = 0
    for index in 0..<nominal where abs(samples[index]) > abs(samples[strongest]) { strongest = index }
    let start = strongest - nominal / 4
    return start < 0 ? start + nominal : start
  }

  /// The period that begins at `samples`; nil where nothing near the nominal one fits.
  @_noAllocation @_noLocks
  private borrowing func nextPeriod(of samples: UnsafePointer<Float>, nominal: Int, margin: Int) -> Period? {
    let shortest = nominal - margin
    let count = 2 * margin + 1
    let energy = VectorMath.sumOfSquares(samples, count: nominal)
    var later = VectorMath.sumOfSquares(samples + shortest, count: nominal)
    for index in 0..<count {
      let start = samples + (shortest + index)
      coefficients.base[index] = VectorMath.dot(samples, start, count: nominal)
      energies.base[index] = max(energy * later, .leastNormalMagnitude)
      later += start[nominal] * start[nominal] - start[0] * start[0]
    }
    VectorMath.squareRoot(energies.base, into: energies.base, count: count)
    var best = 1
    for index in 0..<count {
      // Not `/=`, on which Swift 6.3 crashes under the thread sanitizer where the pointer is a property.
      coefficients.base[index] = coefficients.base[index] / energies.base[index]
      if index > 0 && index < count - 1 && coefficients.base[index] > coefficients.base[best] { best = index }
    }
    let (left, here, right) = (
      coefficients.base[best - 1], coefficients.base[best], coefficients.base[best + 1]
    )
    guard here >= leastCorrelation && here >= left && here >= right else { return nil }
    let curvature = left + right - 2 * here
    let offset = curvature < 0 ? (left - right) / (2 * curvature) : 0
    return Period(
      samples: Float(shortest + best) + offset, lag: shortest + best,
      amplitude: Self.amplitude(samples, count: nominal))
  }

  @_noAllocation @_noLocks
  private static func amplitude(_ samples: UnsafePointer<Float>, count: Int) -> Float {
    // The last vector overlaps the one before it.
    var largest = UnsafeRawPointer(samples + (count - 8)).loadUnaligned(as: SIMD8<Float>.self)
    var smallest = largest
    for index in stride(from: 0, to: count & ~7, by: 8) {
      let block = UnsafeRawPointer(samples + index).loadUnaligned(as: SIMD8<Float>.self)
      largest.replace(with: block, where: block .> largest)
      smallest.replace(with: block, where: block .< smallest)
    }
    return largest.horizontalMaximum + (-smallest).horizontalMaximum
  }
}
