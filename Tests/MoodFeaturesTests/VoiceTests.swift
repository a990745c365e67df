import Foundation
import MoodCore
import MoodFeatures
import MoodTestSupport
import Testing

/// What the voice families say of signals of which everything is known.
struct VoiceTests {
  private static let columns = [
    "f0_hz", "f0_semitones", "periodicity", "voiced", "hnr_db", "alpha_ratio_db", "hammarberg_db",
    "slope_low_db",
    "slope_high_db", "h1_h2_db", "jitter", "shimmer_db", "f1_hz", "f2_hz", "f3_hz",
  ]

  /// The rows whose frames are full.
  private func rows(_ samples: [Float], _ columns: String...) throws -> ArraySlice<[Float]> {
    try featureRows(of: samples, columns: columns).dropFirst(3)
  }

  @Test(arguments: [60.2, 75, 98, 110, 146.8, 185, 220, 261.6, 330, 440, 523, 599], [1, 3, 20])
  func pitchIsThatOfTheTone(hertz: Double, harmonics: Int) throws {
    let tone = SyntheticVoice.tone(hertz: hertz, harmonics: harmonics, fall: 3, noise: 0.005)
    // librosa's difference, which has zeros after the frame, draws the blunt troughs of low sines to shorter periods.
    let tolerance = harmonics == 1 && hertz < 80 ? 0.01 : 0.005
    for row in try rows(tone, "f0_hz", "f0_semitones", "voiced") {
      #expect(abs(Double(row[0]) / hertz - 1) <= tolerance, "\(row[0]) Hz of \(hertz)")
      #expect(abs(row[1] - 12 * log2(row[0] / 55)) <= 1e-4)
      #expect(row[2] == 1)
    }
  }

  @Test func gainLeavesEverythingAlone() throws {
    let voice = try Goldens.samples(of: "voice")
    let plain = try featureRows(of: voice, columns: Self.columns)
    for gain in [0.0625, 0.3, 4] as [Float] {
      let scaled = try featureRows(of: voice.map { $0 * gain }, columns: Self.columns)
      for (a, b) in zip(plain, scaled) where a[3] == b[3] {
        for (index, column) in Self.columns.enumerated() {
          #expect(abs(a[index] - b[index]) <= 2e-4 * max(abs(a[index]), 1), "\(column)")
        }
      }
      #expect(zip(plain, scaled).count { $0[3] != $1[3] } <= 1)
    }
  }

  @Test func silenceAndNoiseAreUnvoiced() throws {
    let silence = try featureRows(of: [Float](repeating: 0, count: 8 * 512), columns: Self.columns)
    for row in silence {
      // The slope of a constant is rounding.
      #expect(
        zip(row, [0, 0, 0, 0, -20] + [Float](repeating: 0, count: 10)).allSatisfy { abs($0 - $1) <= 1e-5 })
    }
    for row in try featureRows(of: whiteNoise(count: 100 * 512), columns: Self.columns) {
      #expect(row[3] == 0 && row[0] == 0 && row[1] == 0)
      #expect(row[9...] == [0, 0, 0, 0, 0, 0])
    }
  }

  @Test(arguments: [100.0, 150, 230], [0.0, 5, 10, 15, 20])
  func harmonicsToNoiseIsTheRatioOfTheirEnergies(hertz: Double, ratioDB: Double) throws {
    let tone = SyntheticVoice.tone(hertz: hertz, harmonics: 8, seconds: 2)
    let energy = tone.reduce(0) { $0 + Double($1 * $1) } / Double(tone.count)
    // White noise of amplitude a has the energy a²/3.
    let amplitude = Float((3 * energy / pow(10, ratioDB / 10)).squareRoot())
    let noise = whiteNoise(count: tone.count, amplitude: amplitude)
    let found = try rows(zip(tone, noise).map { $0 + $1 }, "hnr_db")
    let mean = found.reduce(0) { $0 + Double($1[0]) } / Double(found.count)
    #expect(abs(mean - ratioDB) <= 1, "\(mean) dB")
  }

  @Test(arguments: [-10.0, 0, 10])
  func balancesAreThoseOfTwoTones(differenceDB: Double) throws {
    let low = SyntheticVoice.tone(hertz: 400, harmonics: 1)
    let high = SyntheticVoice.tone(hertz: 3000, harmonics: 1, amplitude: 0.1 * pow(10, -differenceDB / 20))
    for row in try rows(zip(low, high).map { $0 + $1 }, "alpha_ratio_db", "hammarberg_db") {
      #expect(abs(Double(row[0]) + differenceDB) <= 0.1)
      // A tone between two bins loses up to 1.4 dB.
      #expect(abs(Double(row[1]) - differenceDB) <= 1.5)
    }
  }

  @Test(arguments: [110.0, 170, 260], [-6.0, 0, 6, 12])
  func firstHarmonicStandsAboveTheSecond(hertz: Double, fall: Double) throws {
    let tone = SyntheticVoice.tone(hertz: hertz, harmonics: 6, fall: fall, amplitude: 0.05, noise: 1e-4)
    for row in try rows(tone, "h1_h2_db") { #expect(abs(Double(row[0]) - fall) <= 0.5) }
  }

  /// The levels of the harmonics fall by 3 dB each.
  @Test(arguments: [110.0, 130])
  func slopesAreThoseOfTheHarmonics(hertz: Double) throws {
    let tone = SyntheticVoice.tone(hertz: hertz, harmonics: 40, fall: 3, noise: 1e-4)
    for row in try rows(tone, "slope_high_db") { #expect(abs(Double(row[0]) * hertz / -3 - 1) <= 0.25) }
  }

  @Test func slopesOfFlatNoiseAreNone() throws {
    let found = try rows(whiteNoise(count: 400 * 512), "slope_low_db", "slope_high_db")
    for column in 0..<2 {
      let mean = found.reduce(0) { $0 + $1[column] } / Float(found.count)
      #expect(abs(mean) <= 0.001)
    }
  }

  /// Peterson and Barney's (1952) vowels of men and women.
  @Test(arguments: [
    [730.0, 1090, 2440], [270, 2290, 3010], [300, 870, 2240], [530, 1840, 2480], [570, 840, 2410],
    [660, 1720, 2410],
    [850, 1220, 2810], [310, 2790, 3310], [610, 2330, 2990],
  ])
  func formantsAreThoseOfTheVowel(resonances: [Double]) throws {
    for hertz in [95.0, 120, 160, 220] {
      let pulses = SyntheticVoice.pulses(SyntheticVoice.periods(hertz: hertz))
      let all = zip(resonances + [3500, 4500], [60.0, 80, 120, 175, 250]).map { (hertz: $0, width: $1) }
      let vowel = SyntheticVoice.resonate(pulses, all)
      let found = try rows(vowel, "f1_hz", "f2_hz", "f3_hz").dropFirst(4).dropLast(4)
      for (formant, expected) in resonances.enumerated() {
        let values = found.map { Double($0[formant]) }.sorted()
        let middle = values[values.count / 2]
        // Prediction leans towards the nearest harmonic, which shows where harmonics are far apart.
        let tolerance = hertz <= 120 ? 0.08 * expected : max(0.08 * expected, hertz / 4)
        #expect(
          abs(middle - expected) <= tolerance, "F\(formant + 1) of \(resonances) at \(hertz) Hz: \(middle)")
      }
    }
  }

  @Test(arguments: [90.0, 140, 220])
  func jitterIsThatOfThePulses(hertz: Double) throws {
    try expectPerturbation("jitter", of: [0, 0.005, 0.01, 0.02, 0.04], atRest: 0.001) { amount in
      SyntheticVoice.periods(hertz: hertz, lengthDeviation: amount)
    } expected: { periods in
      let differences = zip(periods, periods.dropFirst()).map { abs($0.length - $1.length) }
      return mean(differences) / mean(periods.map(\.length))
    }
  }

  @Test(arguments: [90.0, 140, 220])
  func shimmerIsThatOfThePulses(hertz: Double) throws {
    try expectPerturbation("shimmer_db", of: [0, 0.25, 0.5, 1, 2], atRest: 0.05) { amount in
      SyntheticVoice.periods(hertz: hertz, levelDeviationDB: amount)
    } expected: { periods in
      mean(zip(periods, periods.dropFirst()).map { abs(20 * log10($0.strength / $1.strength)) })
    }
  }

  /// A column grows with the amount of perturbation and lies within 30 % of what was put in.
  private func expectPerturbation(
    _ column: String, of amounts: [Double], atRest: Double,
    periods: (Double) -> [(length: Double, strength: Double)],
    expected: ([(length: Double, strength: Double)]) -> Double
  ) throws {
    var before = -1.0
    for amount in amounts {
      let periods = periods(amount)
      let vowel = SyntheticVoice.resonate(
        SyntheticVoice.pulses(periods), [(600, 80), (1200, 100), (2500, 150)])
      let voiced = try rows(vowel, column, "voiced").dropFirst(4).filter { $0[1] == 1 }
      let found = mean(voiced.map { Double($0[0]) })
      let truth = expected(periods)
      #expect(
        abs(found - truth) <= max(0.3 * truth, atRest), "\(column) of \(amount): \(found), not \(truth)")
      #expect(found > before)
      before = found
    }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
