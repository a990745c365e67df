import Glibc
import MoodCore
import MoodFeatures
import MoodTestSupport
import Testing

/// The families that follow another one over time, computed once more from that one's own columns.
struct TonalFamiliesTests {
  private static let pitchClasses = ["c", "cs", "d", "ds", "e", "f", "fs", "g", "gs", "a", "as", "b"]

  /// A signal with rests, chords and noise, long enough for the window of the key to slide.
  private static let signal: [Float] = {
    var random = SplitMix64(seed: 21)
    return (0..<7).flatMap { part -> [Float] in
      let count = Int.random(in: 10_000...40_000, using: &random)
      if part == 3 { return [Float](repeating: 0, count: count) }
      let semitones = (0..<3).map { _ in Double(Int.random(in: -12...24, using: &random)) }
      return (0..<count).map { index in
        let time = Double(index) / Double(AnalysisGrid.sampleRateHz)
        let chord = semitones.reduce(0.0) { $0 + sin(2 * .pi * 261.6256 * pow(2, $1 / 12) * time) }
        return 0.2 * Float(chord) + Float.random(in: -0.01...0.01, using: &random)
      }
    }
  }()

  /// Lines and parabolas through nine rows, those before the first being the first.
  @Test func deltasAreDerivativesOfFits() throws {
    let coefficients = 1...13
    let names = ["mfcc", "mfcc_delta", "mfcc_delta2"].flatMap { name in coefficients.map { "\(name)_\($0)" } }
    let rows = try featureRows(of: Self.signal, columns: names)
    for (end, row) in rows.enumerated() {
      for index in coefficients.lowerBound - 1..<coefficients.upperBound {
        let values = (-8...0).map { Double(rows[max(0, end + $0)][index]) }
        let times = (-4...4).map(Double.init)
        let slope = zip(times, values).reduce(0) { $0 + $1.0 * $1.1 } / 60
        // (9·Σt²x − 60·Σx) / (9·708 − 60²) is the parabola's highest coefficient.
        let curvature = zip(times, values).reduce(0) { $0 + (9 * $1.0 * $1.0 - 60) * $1.1 } / 2772
        let scale = values.map { abs($0) }.max() ?? 0
        #expect(abs(Double(row[13 + index]) - slope) <= 1e-6 * scale)
        #expect(abs(Double(row[26 + index]) - 2 * curvature) <= 1e-6 * scale)
      }
    }
  }

  @Test func harmonicChangeIsTheDistanceOfSmoothedCentroids() throws {
    let rows = try featureRows(of: Self.signal, columns: (1...6).map { "tonnetz_\($0)" } + ["hcdf"])
    let gaussian = (-4...4).map { exp(-Double($0 * $0) / 8) }
    let total = gaussian.reduce(0, +)
    func smoothed(_ row: Int, _ dimension: Int) -> Double {
      (-4...4).reduce(0) { sum, offset in
        let place = row + offset
        return sum + gaussian[offset + 4] / total * (place < 0 ? 0 : Double(rows[place][dimension]))
      }
    }
    for (row, values) in rows.enumerated() {
      let distance = (0..<6).reduce(0) { sum, dimension in
        let difference = smoothed(row - 4, dimension) - smoothed(row - 6, dimension)
        return sum + difference * difference
      }
      #expect(abs(Double(values[6]) - distance.squareRoot()) <= 1e-6)
    }
  }

  /// Whatever sounded before: the sums over the window are exact.
  @Test func keyDependsOnTheLastFourSecondsOnly() throws {
    var long = try FeaturePipeline(columns: ["mode", "key_clarity"])
    var short = try FeaturePipeline(columns: ["mode", "key_clarity"])
    // 172 rows and the three that share samples with the first of them.
    let last = Array(Self.signal.suffix(175 * AnalysisGrid.hopSamples))
    let loud = whiteNoise(count: 1000 * AnalysisGrid.hopSamples, amplitude: 1000)
    _ = featureRows(of: loud, by: &long)
    #expect(featureRows(of: last, by: &long).last == featureRows(of: last, by: &short).last)
    let silence = [Float](repeating: 0, count: 176 * AnalysisGrid.hopSamples)
    #expect(featureRows(of: silence, by: &long).last == [0, 0])
  }

  @Test func keysAreTheirTriadsOwn() throws {
    for (third, isMajor) in [(4, true), (3, false)] {
      for tonic in 0..<12 {
        // The tonic twice, so that a triad is not another key's as well.
        let notes = [tonic, tonic + 12, tonic + third, tonic + 7].map { 261.6256 * pow(2, Double($0) / 12) }
        let samples = (0..<50 * AnalysisGrid.hopSamples).map { index in
          let time = Double(index) / Double(AnalysisGrid.sampleRateHz)
          return Float(notes.reduce(0) { $0 + 0.1 * sin(2 * .pi * $1 * time) })
        }
        let row = try #require(try featureRows(of: samples, columns: ["mode", "key_clarity"]).last)
        #expect((row[0] > 0) == isMajor, "a triad on \(Self.pitchClasses[tonic])")
        #expect(row[1] > 0.6)
      }
    }
  }

  @Test func loudnessChangesNoHarmony() throws {
    let columns = (1...6).map { "tonnetz_\($0)" } + ["hcdf", "mode", "key_clarity"]
    let plain = try featureRows(of: Self.signal, columns: columns)
    let halved = try featureRows(of: Self.signal.map { $0 / 2 }, columns: columns)
    #expect(plain == halved)
  }

  @Test func whatStandsStillDoesNotMove() throws {
    let columns = ["mfcc_delta_1", "mfcc_delta2_1", "mfcc_delta_13", "hcdf"]
    // A period of a whole hop gives every row the same samples.
    let samples = (0..<40 * AnalysisGrid.hopSamples).map { sin(Float($0 % AnalysisGrid.hopSamples) * 0.3) }
    for row in try featureRows(of: samples, columns: columns).dropFirst(3 + 10) {
      #expect(row == [0, 0, 0, 0])
    }
    let silence = [Float](repeating: 0, count: 20 * AnalysisGrid.hopSamples)
    for row in try featureRows(
      of: silence, columns: columns + ["tonnetz_1", "tonnetz_6", "mode", "key_clarity"])
    {
      #expect(row == [0, 0, 0, 0, 0, 0, 0, 0])
    }
  }
}
