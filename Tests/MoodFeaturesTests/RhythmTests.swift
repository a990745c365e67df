import MoodCore
import MoodTestSupport
import Testing

@testable import MoodFeatures

struct RhythmTests {
  /// By design, and in the goldens alike: the tempogram is a trailing one, for librosa's looks 4 s ahead, and ends at 30
  /// BPM, below which nobody's beat is; tempo and clarity are 0 where nothing is known, for librosa then says 117.5 BPM;
  /// onset strengths are rounded to 2⁻¹³ dB in ours alone. Contrasts and slopes refer to the last 10 s and not to the
  /// recording; the envelope has steps of 2.9 and 11.6 ms; an event is told at the latest 0.25 s after its peak.
  @Test(arguments: Goldens.signals)
  func rowsEqualTheReferences(signal: String) throws { try expectParity("Rhythm", signal: signal) }

  /// The tempo of a whole lag next to that of the clicks: lags are 23.2 ms apart. To librosa, too, 180 BPM is 90 (it says
  /// 89.1 of these clicks): the lag of two beats is nearer to a whole one, and by its prior 90 is nearer to 120.
  @Test(arguments: [(60, 60), (90, 90), (120, 120), (140, 140), (180, 90)])
  func clicksHaveTheirTempo(played: Int, heard: Int) throws {
    let rows = try featureRows(of: clicks(bpm: Double(played)), columns: ["tempo_bpm", "pulse_clarity"])
    let rowsPerMinute = 60 * Double(AnalysisGrid.sampleRateHz) / Double(AnalysisGrid.hopSamples)
    let lag = rowsPerMinute / Double(heard)
    for row in rows.dropFirst(8 * 44) {
      let found = rowsPerMinute / Double(row[0])
      #expect(abs(found - lag) < 1, "\(row[0]) BPM")
      #expect(row[1] > 0.4)
    }
  }

  @Test func aPulseIsClearerThanNoise() throws {
    let noise = try featureRows(of: whiteNoise(count: 10 * 22_050), columns: ["pulse_clarity"])
    for row in noise { #expect(row[0] < 0.3) }
  }

  @Test(arguments: [Float(0), 0.3])
  func whatNeverChangesHasNoRhythm(level: Float) throws {
    let columns = [
      "tempo_bpm", "pulse_clarity", "event_density", "attack_time_s", "attack_slope", "low_energy",
    ]
    let still = [Float](repeating: level, count: 30 * 22_050)
    let rows = try featureRows(of: still, columns: columns)
    #expect(rows[0] == [0, 0, 0, 0, 0, 0])
    // A level that begins is an event; 10 s later it is forgotten, but for its attack.
    let last = try #require(rows.last)
    #expect(last[0...2] == [0, 0, 0])
    #expect(last[5] == 0)
    if level == 0 { #expect(last == [0, 0, 0, 0, 0, 0]) }
  }

  @Test func clicksAreEvents() throws {
    let rows = try featureRows(of: clicks(bpm: 150), columns: ["event_density", "attack_time_s"])
    let last = try #require(rows.last)
    #expect(abs(last[0] - 2.5) <= 0.1)
    #expect(last[1] < 0.03)
  }

  /// A tone that swells for a given time. Its energy climbs as the square: what is below a tenth of the steepest step is
  /// no attack, and the frame of 29 ms rounds both ends.
  @Test(arguments: [0.1, 0.3, 1.0])
  func slowAttacksTakeTheirTime(seconds: Double) throws {
    let rate = Double(AnalysisGrid.sampleRateHz)
    let samples = (0..<3 * AnalysisGrid.sampleRateHz).map { index in
      let time = Double(index) / rate - 0.5
      let gain = max(0, min(1, time / seconds))
      return Float(gain) * squareWave(index)
    }
    let rows = try featureRows(of: samples, columns: ["attack_time_s", "attack_slope"])
    let last = try #require(rows.last)
    #expect(abs(Double(last[0]) - 0.95 * seconds) < 0.04 + 0.05 * seconds, "\(last[0]) s")
    #expect(abs(Double(last[1]) * Double(last[0]) - 1) < 0.1)
  }

  @Test func lowEnergyIsTheShareOfQuietRows() throws {
    // A second in four is loud.
    let samples = (0..<20 * 22_050).map { Float($0 / 22_050 % 4 == 0 ? 1 : 0.1) * squareWave($0) }
    let last = try #require(try featureRows(of: samples, columns: ["low_energy"]).last)
    #expect(abs(last[0] - 0.75) < 0.06)
  }

  /// All but the onset strength itself is relative.
  @Test func gainLeavesRhythm() throws {
    let columns = [
      "pulse_clarity", "tempo_bpm", "event_density", "attack_time_s", "attack_slope", "low_energy",
    ]
    let demo = try Goldens.samples(of: "demo")
    let plain = try featureRows(of: demo, columns: columns)
    let halved = try featureRows(of: demo.map { $0 / 2 }, columns: columns)
    for (a, b) in zip(plain, halved) {
      #expect(a[2...] == b[2...])
      #expect(abs(a[0] - b[0]) <= 0.01)
    }
  }

  /// A tone of 1 kHz in which every stretch has the same energy.
  private func squareWave(_ index: Int) -> Float { index / 11 % 2 == 0 ? 0.5 : -0.5 }

  /// 14 s of bursts that die away within 50 ms, over a little noise.
  private func clicks(bpm: Double) -> [Float] {
    let period = 60 * Double(AnalysisGrid.sampleRateHz) / bpm
    return whiteNoise(count: 14 * AnalysisGrid.sampleRateHz, amplitude: 1).enumerated().map { index, noise in
      let since = Int(Double(index).truncatingRemainder(dividingBy: period))
      return noise * (0.002 + (since < 1100 ? 0.5 * (1 - Float(since) / 1100) : 0))
    }
  }
}
