import MoodCore
import MoodFeatures
import MoodTestSupport
import Testing

@Suite struct OnsetDetectorTests {
  @Test(arguments: [70, 100, 140, 180], [-0.1, 0, 0.1])
  func strokesAreFound(bpm: Double, drift: Double) throws {
    // At 180 BPM the hat is hidden in the tail of the snare.
    for pattern in bpm < 180 ? [DrumPattern.clicks, .accents, .rock] : [.clicks, .accents] {
      let played = pattern.played(bpm: bpm, drift: drift)
      let found = try RhythmRun(played.samples).onsets.map(\.seconds)
      // The chord begins with the stream: that is an onset too.
      let score = RhythmRun.fMeasure(found, [0] + played.onsets, window: 0.05)
      #expect(score > 0.95, "\(pattern.name)")
    }
  }

  @Test func theirTimesAreRightWithinHalfAHopAndWithoutBias() throws {
    let played = DrumPattern.clicks.played(bpm: 97, seconds: 60)
    let found = try RhythmRun(played.samples).onsets.map(\.seconds).dropFirst()
    let errors = found.map { time in
      played.onsets.map { time - $0 }.min { abs($0) < abs($1) } ?? .infinity
    }
    #expect(errors.allSatisfy { abs($0) < 0.025 })
    #expect(abs(errors.reduce(0, +) / Double(errors.count)) < 0.005)
  }

  @Test func gainDoesNotMatter() throws {
    let loud = DrumPattern.rock.played(bpm: 110)
    let soft = DrumPattern.rock.played(bpm: 110, gain: 0.1)
    let (a, b) = (try RhythmRun(loud.samples).onsets, try RhythmRun(soft.samples).onsets)
    #expect(RhythmRun.fMeasure(a.map(\.seconds), b.map(\.seconds), window: 0.03) > 0.97)
  }

  @Test func strengthsGrowWithTheStrokeOnAverage() throws {
    // That of one stroke depends on how much of it the first row holds.
    let means = try [Float(1), 4, 16, 64].map { gain in
      var samples = whiteNoise(count: 40 * AnalysisGrid.sampleRateHz, amplitude: 0.005)
      for stroke in 1...50 {
        for offset in 0..<3000 { samples[stroke * 17_123 + offset] *= 1 + gain }
      }
      let found = try RhythmRun(samples).onsets.filter { $0.seconds > 0.5 }
      #expect(found.count == 50)
      #expect(found.allSatisfy { $0.strength > 0 && $0.strength < 1 })
      return found.reduce(0) { $0 + $1.strength } / Float(found.count)
    }
    #expect(zip(means, means.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test(arguments: [Float(0.5), 0.01, 1e-3, 1e-4, 0])
  func steadyNoiseHasNoOnsetsButItsFirst(amplitude: Float) throws {
    let noise = whiteNoise(count: 300 * AnalysisGrid.sampleRateHz, amplitude: amplitude)
    #expect(try RhythmRun(noise).onsets.allSatisfy { $0.seconds < 0.1 })
  }

  @Test func whatIsBarelyAudibleHasNoOnsets() throws {
    let played = DrumPattern.rock.played(bpm: 110, gain: 1e-4)
    #expect(try RhythmRun(played.samples).onsets.isEmpty)
  }

  @Test func resetEqualsNew() throws {
    let played = DrumPattern.syncopated.played(bpm: 123).samples
    var onsets = OnsetDetector()
    var beats = BeatTracker()
    let first = try RhythmRun(played, &onsets, &beats)
    onsets.reset()
    beats.reset()
    #expect(try RhythmRun(played, &onsets, &beats) == first)
    #expect(!first.onsets.isEmpty)
    #expect(!first.beats.isEmpty)
  }

  @Test func anyFiniteStrengthGivesAStrengthInRange() {
    var random = SplitMix64(seed: 5)
    var detector = OnsetDetector()
    for _ in 0..<100_000 {
      let magnitude = Float.random(in: -30...30, using: &random)
      let strength = [0, 1e-20, 0.1, 80, Float(sign: .plus, exponent: Int(magnitude), significand: 1.5)]
        .randomElement(using: &random)!
      if let found = detector.advance(onsetStrength: strength, loudnessLUFS: -20) {
        #expect(found > 0 && found <= 1)
      }
    }
  }
}
