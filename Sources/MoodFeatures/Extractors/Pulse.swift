import Glibc
package import MoodCore
import MoodDSP
import MoodRealtime

/// Tempo and clarity of the pulse, from the autocorrelation of the onset strength of the last 8 s.
///
/// The tempo is what `librosa.feature.tempo` says of the newest column of a trailing tempogram (Hann window of 8 s, so
/// that what was 4 s ago counts most): the lag of the largest autocorrelation once that is weighted by a log-normal
/// prior, 120 BPM and an octave wide. Tempi are those of whole lags: 120 BPM lies between 117.5 and 123.
///
/// The clarity is the largest autocorrelation of the onset strength less its mean, lags of 40 to 200 BPM, normalised
/// by the energy and by the share of the window that overlaps: MIRtoolbox's `mirpulseclarity` (`MaxAutocor`) without
/// its resonance curve. Near 0 for noise, near 1 for a steady pulse.
///
/// Both are 0, unknown, for the first 4 s and where nothing begins.
package struct Pulse: ~Copyable, FeatureExtractor {
  package static let columns = [
    FeatureColumn(
      "tempo_bpm", unit: "BPM", range: 0...320,
      reference: "librosa feature.tempo of a trailing 8 s tempogram, from 30 BPM on; 0 where unknown"),
    FeatureColumn(
      "pulse_clarity", unit: "1", range: 0...1,
      reference: "MIRtoolbox mirpulseclarity MaxAutocor, 8 s, 40 to 200 BPM; 0 where unknown"),
  ]
  package static let needs: FrameParts = .onsetStrength

  /// The whole rows in 8 s.
  private static let windowRows = 8 * AnalysisGrid.sampleRateHz / AnalysisGrid.hopSamples
  /// Up to 30 BPM: slower ones are a quarter as likely by the prior as 60 BPM is, and nobody's beat.
  private static let lags = 88
  private static let rowsPerMinute = 60 * Float(AnalysisGrid.sampleRateHz) / Float(AnalysisGrid.hopSamples)

  /// A mean square of the onset strength below that of 0.01 dB is that of nothing.
  private let leastPower = 1e-4
  private let rowsToKnow = windowRows / 2
  private let firstTempoLag = Int(rowsPerMinute / 320) + 1
  private let lastTempoLag = Int(rowsPerMinute / 30)
  private let firstClarityLag = Int(rowsPerMinute / 200) + 1
  private let lastClarityLag = Int(rowsPerMinute / 40)
  private let rowsPerMinute = Self.rowsPerMinute

  private var autocorrelation = SlidingAutocorrelation(window: windowRows, lags: lags)
  /// e^(log prior) of each lag; 0 beyond the tempi.
  private let prior = SampleBuffer(count: lags)
  /// The sum of the first and the last l values, for each lag l.
  private let edges = DoubleBuffer(count: lags)

  package init() {
    for lag in firstTempoLag...lastTempoLag {
      let octaves = log2(rowsPerMinute / Float(lag) / 120)
      prior.base[lag] = exp(-0.5 * octaves * octaves)
    }
  }

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    autocorrelation.append(frame.onsetStrength)
    let count = autocorrelation.count
    guard count >= rowsToKnow, autocorrelation.plain[0] > leastPower * Double(count) else {
      row[0] = 0
      row[1] = 0
      return
    }
    row[0] = tempo()
    row[1] = clarity()
  }

  @_noAllocation @_noLocks
  package mutating func reset() { autocorrelation.reset() }

  /// The tempo of the lag with the largest ln(1 + 10⁶·r) + ln(prior), r the windowed autocorrelation over that of lag
  /// 0; their exponentials are compared. 0 where all onsets are at the window's rim.
  @_noAllocation @_noLocks
  private borrowing func tempo() -> Float {
    let hann = autocorrelation.hann
    guard hann[0] > Float(1e-10 * autocorrelation.plain[0]) else { return 0 }
    let scale = 1e6 / hann[0]
    var best: Float = 0
    var bestLag = firstTempoLag
    for lag in firstTempoLag...lastTempoLag {
      let score = (1 + scale * hann[lag]) * prior.base[lag]
      if score > best {
        best = score
        bestLag = lag
      }
    }
    return rowsPerMinute / Float(bestLag)
  }

  /// max over the lags of Σ a(n)·a(n + l) / Σ a(n)² · N / (N − l), a the values less their mean; within 0 and 1.
  @_noAllocation @_noLocks
  private borrowing func clarity() -> Float {
    let plain = autocorrelation.plain
    let count = autocorrelation.count
    let end = autocorrelation.values + autocorrelation.window
    let begin = end - count
    let total = autocorrelation.sum
    let length = Double(count)
    let mean = total / length
    let energy = plain[0] - mean * total
    guard energy > 1e-9 * plain[0] else { return 0 }
    var edge = 0.0
    for lag in 1...lastClarityLag {
      edge += begin[lag - 1] + end[-lag]
      edges.base[lag] = edge
    }
    var largest = 0.0
    for lag in firstClarityLag...lastClarityLag {
      let overlap = length - Double(lag)
      // Of the pairs' values, the first lack at the one side and the last at the other.
      let centred = plain[lag] - mean * (2 * total - edges.base[lag] - overlap * mean)
      largest = max(largest, centred / overlap)
    }
    return Float(min(1, largest * length / energy))
  }
}
