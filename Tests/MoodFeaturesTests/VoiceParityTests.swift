import MoodCore
import MoodFeatures
import MoodTestSupport
import Testing

/// The voice families against librosa's YIN, the published formulas and openSMILE.
struct VoiceParityTests {
  @Test(arguments: Goldens.signals)
  func rowsEqualTheFormulas(signal: String) throws {
    try expectParity("Voice", signal: signal)
  }

  @Test func silenceEqualsTheFormulas() throws {
    let goldens = try Goldens.load("Voice")
    let ours = try featureRows(of: Goldens.samples(of: "click"), columns: goldens.columns + ["rms"])
    for (index, column) in goldens.columns.enumerated() {
      let theirs = try goldens.values(of: index, signal: "click")
      for (expected, values) in zip(theirs, ours.dropFirst(3)) where values.last == 0 {
        #expect(abs(values[index] - expected) <= 1e-6, "\(column)")
      }
    }
  }

  /// Frames of 93 and of 20 or 60 ms cannot agree value by value. This signal varies little but in pitch and loudness,
  /// so some columns agree less here than on speech: there the two balances and both slopes correlate by 0.89 to 0.98.
  @Test(arguments: [
    ("f0_semitones", 0.99), ("hnr_db", 0.8), ("alpha_ratio_db", 0.75), ("hammarberg_db", 0.6),
    ("slope_low_db", 0.75), ("slope_high_db", 0.45), ("jitter", 0.9), ("shimmer_db", 0.7),
  ])
  func rowsCorrelateWithOpenSMILE(column: String, least: Double) throws {
    let goldens = try Goldens.load("OpenSMILE")
    let place = try #require(goldens.columns.firstIndex(of: column))
    let ours = try featureRows(of: Goldens.samples(of: "voice"), columns: [column, "voiced"]).dropFirst(3)
    let theirs = try goldens.values(of: place, signal: "voice")
    #expect(ours.count == theirs.count)
    let both = zip(ours, theirs).filter { $0.0[1] == 1 && !$0.1.isNaN }
    #expect(both.count > 70)
    let correlation = correlation(both.map { Double($0.0[0]) }, both.map { Double($0.1) })
    #expect(correlation >= least, "\(column): \(correlation)")
  }

  private func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let (meanA, meanB) = (a.reduce(0, +) / Double(a.count), b.reduce(0, +) / Double(b.count))
    let shared = zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) }
    let spreads = [(a, meanA), (b, meanB)].map { values, mean in
      values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    return shared / (spreads[0] * spreads[1]).squareRoot()
  }
}
