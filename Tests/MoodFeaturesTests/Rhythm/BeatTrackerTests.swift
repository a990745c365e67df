import Foundation
import MoodCore
import MoodFeatures
import MoodTestSupport
import Testing

@Suite struct BeatTrackerTests {
  /// From here on the beats are held against the truth: seconds.
  private static let warmUp = 6.0

  @Test(arguments: [70, 85, 100, 120, 140, 160, 180], [-0.1, 0, 0.1])
  func beatsOfClicksAreFound(bpm: Double, drift: Double) throws {
    for pattern in [DrumPattern.clicks, .accents] {
      let played = pattern.played(bpm: bpm, drift: drift)
      let beats = try RhythmRun(played.samples).beats
      let score = RhythmRun.fMeasure(
        beats.map(\.seconds).filter { $0 > Self.warmUp }, played.beats.filter { $0 > Self.warmUp },
        window: 0.07)
      #expect(score > 0.9, "\(pattern.name)")
      for beat in beats where beat.seconds > Self.warmUp {
        let truth = bpm * (1 + drift * beat.seconds / 30)
        #expect(abs(Double(beat.tempoBPM) / truth - 1) < 0.06, "\(pattern.name) at \(beat.seconds) s")
      }
    }
  }

  @Test(arguments: [96, 110, 120, 128, 140])
  func beatsOfDrumsAreFound(bpm: Double) throws {
    // The hat's own pulse contends for a while.
    let settled = 10.0
    for pattern in [DrumPattern.rock, .syncopated] {
      let played = pattern.played(bpm: bpm)
      let beats = try RhythmRun(played.samples).beats
      let score = RhythmRun.fMeasure(
        beats.map(\.seconds).filter { $0 > settled }, played.beats.filter { $0 > settled },
        window: 0.07)
      #expect(score > 0.9, "\(pattern.name)")
    }
  }

  @Test func theTempoNeitherDoublesNorHalvesWhenTheAccentsChange() throws {
    // The same pulse all along, but every ten seconds another of its levels is stressed.
    let patterns: [DrumPattern] = [.clicks, .accents, .rock, .clicks]
    for bpm in [88.0, 104, 126, 150] {
      let bars = (10 * bpm / 240).rounded()
      let seconds = bars * 240 / bpm
      var samples: [Float] = []
      for pattern in patterns {
        let part = pattern.played(bpm: bpm, seconds: seconds + 0.5).samples
        samples += part.dropFirst(AnalysisGrid.sampleRateHz / 2)
      }
      let beats = try RhythmRun(samples).beats
      #expect(beats.count > Int(3 * seconds * bpm / 60))
      for (beat, next) in zip(beats, beats.dropFirst()) {
        let ratio = next.tempoBPM / beat.tempoBPM
        #expect(ratio > 0.9 && ratio < 1.1, "\(bpm) BPM at \(next.seconds) s")
      }
    }
  }

  @Test func beatsAreToldAheadByLessThanAHop() throws {
    let beats = try RhythmRun(DrumPattern.clicks.played(bpm: 117).samples).beats
    #expect(beats.count > 45)
    let hop = AnalysisGrid.seconds(hops: 1)
    #expect(beats.dropFirst().allSatisfy { $0.lead > -0.001 && $0.lead <= hop })
    #expect(zip(beats, beats.dropFirst()).allSatisfy { $0.seconds < $1.seconds })
  }

  @Test(arguments: [Float(0.5), 1e-3, 0])
  func noiseAndSilenceHaveNoBeats(amplitude: Float) throws {
    let noise = whiteNoise(count: 300 * AnalysisGrid.sampleRateHz, amplitude: amplitude)
    #expect(try RhythmRun(noise).beats.isEmpty)
  }

  @Test(arguments: [55, 440, 443.1, 3000])
  func steadyTonesHaveNoBeatsAndNoOnsetsButTheirFirst(hertz: Double) throws {
    let rate = Double(AnalysisGrid.sampleRateHz)
    // With the noise of sixteen bits: in one without any, the onset strength hears how the leakage of the window, 140 dB
    // below the tone, changes from row to row.
    let noise = whiteNoise(count: 60 * AnalysisGrid.sampleRateHz, amplitude: 1 / 32768)
    let run = try RhythmRun(
      noise.enumerated().map { $1 + Float(0.3 * sin(2 * .pi * hertz * Double($0) / rate)) })
    #expect(run.beats.isEmpty)
    #expect(run.onsets.allSatisfy { $0.seconds < 0.1 })
  }

  @Test func beatsEndWithTheMusic() throws {
    let played = DrumPattern.rock.played(bpm: 120, seconds: 20).samples
    let beats = try RhythmRun(played + [Float](repeating: 0, count: 20 * AnalysisGrid.sampleRateHz)).beats
    #expect(beats.count > 30)
    // Loudness is measured over 0.4 s: the last beat may be one that nobody plays.
    #expect(beats.allSatisfy { $0.seconds < 20.6 })
  }

  @Test func aDayLaterThePhaseIsWhatItWas() {
    // 125 BPM: 20.67 rows, so that the beat wanders through the row.
    let samplesPerBeat: Int64 = 10_584
    let rows: Int64 = 24 * 3600 * 22_050 / 512
    var tracker = BeatTracker()
    var errors: [Int64: [Int64]] = [:]
    var beats: Int64 = 0
    for row in 1...rows {
      let end = row * 512
      // A stroke is heard in the first row that holds some of it, and more of it in the next.
      let age = end % samplesPerBeat
      let strength: Float = age < 512 ? 4 + Float(age) / 256 : age < 1024 ? 2 - Float(age) / 512 : 0.5
      guard let beat = tracker.advance(onsetStrength: strength, loudnessLUFS: -20) else { continue }
      beats += 1
      let time = end + beat.samplesAhead
      let hour = row * 24 / rows
      errors[hour, default: []].append((time + samplesPerBeat / 2) % samplesPerBeat - samplesPerBeat / 2)
    }
    let expected = rows * 512 / samplesPerBeat
    #expect(abs(expected - beats) < 10)
    func mean(_ hour: Int64) -> Int64 {
      errors[hour, default: []].reduce(0, +) / Int64(errors[hour, default: []].count)
    }
    #expect(abs(mean(23) - mean(1)) < 10)
    #expect(errors.values.joined().dropFirst(20).allSatisfy { abs($0) < 900 })
  }

  @Test func anyFiniteInputGivesATempoInRange() {
    var random = SplitMix64(seed: 5)
    var tracker = BeatTracker()
    for row in 0..<200_000 {
      let strength: Float = [0, 1e-20, 0.1, 8, 80, 1e6].randomElement(using: &random)!
      let loudness: Float = row % 1000 < 900 ? -20 : -70
      let regular: Float = row % 20 == 0 ? 10 : 0
      if let beat = tracker.advance(
        onsetStrength: row % 5000 < 2000 ? strength : regular, loudnessLUFS: loudness)
      {
        #expect(beat.tempoBPM > 50 && beat.tempoBPM < 210)
        #expect(beat.samplesAhead > -22_050 && beat.samplesAhead <= 512)
        #expect(loudness > -60)
      }
    }
  }
}
