import MoodCore
import MoodFeatures
import MoodTestSupport
import Testing

/// Harmonic-percussive separation against librosa, and what it keeps to by itself.
struct SeparationTests {
  static let causal = ["harmonic_energy", "percussive_energy", "harmonic_ratio"]
  static let centred = causal.map { $0 + "_centred" }

  @Test(arguments: Goldens.signals)
  func rowsEqualLibrosa(signal: String) throws { try expectParity("Separation", signal: signal) }

  @Test func silenceHasNoEnergyAndIsNeitherHarmonicNorPercussive() throws {
    let silence = [Float](repeating: 0, count: 40 * AnalysisGrid.hopSamples)
    for row in try featureRows(of: silence, columns: Self.causal + Self.centred) {
      #expect(row == [0, 0, 0.5, 0, 0, 0.5])
    }
  }

  /// To the bit, a power of two changing no digit.
  @Test func gainScalesEnergiesByItsSquareAndLeavesTheRatio() throws {
    let noise = whiteNoise(count: 60 * AnalysisGrid.hopSamples)
    let columns = Self.causal + Self.centred
    let plain = try featureRows(of: noise, columns: columns)
    for gain: Float in [1 / 1024, 0.5, 32] {
      let scaled = try featureRows(of: noise.map { $0 * gain }, columns: columns)
      let square = gain * gain
      for (a, b) in zip(plain, scaled) {
        #expect(b == [a[0] * square, a[1] * square, a[2], a[3] * square, a[4] * square, a[5]])
      }
    }
  }

  /// Loud and quiet by turns and with pauses, in which all magnitudes are equal; then beyond all measure.
  @Test func nothingRemainsOfWhatHasLeftTheWindow() throws {
    let hop = AnalysisGrid.hopSamples
    var random = SplitMix64(seed: 21)
    var long: [Float] = []
    for _ in 0..<300 {
      let scale: Float = [0, 1e-20, 1e-3, 1, 1000].randomElement(using: &random)!
      let hops = Int.random(in: 1...40, using: &random)
      long += (0..<hops * hop).map { _ in scale * random.signedUnit() }
    }
    long += (0..<20 * hop).map { _ in .greatestFiniteMagnitude * random.signedUnit() }
    let last = (0..<80 * hop).map { _ in random.signedUnit() }
    // The window of medians, and the rows that a frame reaches back.
    let rowsReached = 31 + 4
    let columns = Self.causal + Self.centred
    let rows = try featureRows(of: long + last, columns: columns)
    let fresh = try featureRows(of: last, columns: columns)
    #expect(rows.allSatisfy { $0.allSatisfy(\.isFinite) })
    #expect(Array(rows.suffix(80 - rowsReached)) == Array(fresh.suffix(80 - rowsReached)))
  }

  @Test func whatLastsIsHarmonicAndWhatIsBroadIsPercussive() throws {
    let index = Self.causal.count - 1
    for columns in [Self.causal, Self.centred] {
      let sine = try featureRows(of: Goldens.samples(of: "sine"), columns: columns)
      #expect(sine[40...].allSatisfy { $0[index] > 0.99 })
      let click = try featureRows(of: Goldens.samples(of: "click"), columns: columns)
      #expect(click.contains { $0[1] > 0 })
      #expect(click.allSatisfy { $0[0] == 0 && ($0[1] == 0 || $0[index] == 0) })
    }
  }
}
