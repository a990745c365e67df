import MoodCore
import MoodInference
import MoodRealtime
import MoodTestSupport
import Testing

@testable import MoodEngine

@Suite struct GainTests {
  private let hop = AnalysisGrid.hopSamples

  @Test func itsTextIsUnderstood() {
    #expect(InputGain("off") == .off)
    #expect(InputGain("auto") == .automatic)
    #expect(InputGain("-6.5") == .fixed(decibels: -6.5))
    #expect(InputGain("60") == .fixed(decibels: 60))
    for wrong in ["", "on", "61", "-60.5", "nan", "inf", "6dB"] { #expect(InputGain(wrong) == nil) }
  }

  @Test func aFixedGainIsAFactor() throws {
    let samples = whiteNoise(count: 40 * hop, amplitude: 0.1)
    let scaled = try estimates(of: samples.map { $0 * 4 })
    let gained = try estimates(of: samples, gain: .fixed(decibels: 12.041_2))
    #expect(scaled.count == gained.count && !scaled.isEmpty)
    for (ours, theirs) in zip(gained, scaled) {
      #expect(abs(ours.affect.valence - theirs.affect.valence) < 1e-3)
      #expect(abs(ours.loudnessLUFS - theirs.loudnessLUFS) < 1e-3)
    }
  }

  @Test func offIsTheSamplesThemselves() throws {
    var stage = GainStage(.off, silence: .standard)
    let samples = whiteNoise(count: hop)
    samples.withUnsafeBufferPointer { #expect(stage.advance($0.baseAddress!) == $0.baseAddress) }
  }

  @Test func whatOverflowsIsCut() {
    var stage = GainStage(.fixed(decibels: 60), silence: .standard)
    let output = run(&stage, [Float](repeating: 0x1p20, count: hop))
    #expect(output == [Float](repeating: 0x1p20, count: hop))
  }

  @Test func quietMusicComesToTheTargetSlowly() {
    var stage = GainStage(.automatic, silence: .standard)
    // About −46 LUFS: 23 dB take eight seconds at 3 dB a second.
    let amplitude: Float = 0.006
    _ = run(&stage, whiteNoise(count: 3 * 22_050 / hop * hop, amplitude: amplitude))
    let early = loudness(run(&stage, whiteNoise(count: 43 * hop, amplitude: amplitude)))
    _ = run(&stage, whiteNoise(count: 12 * 22_050 / hop * hop, amplitude: amplitude))
    let late = loudness(run(&stage, whiteNoise(count: 43 * hop, amplitude: amplitude)))
    let input = loudness(whiteNoise(count: 43 * hop, amplitude: amplitude))
    #expect(early < input + 13 && early > input + 6, "\(input) became \(early)")
    #expect(abs(late - AutomaticGain.targetLUFS) < 1.5, "\(late)")
  }

  @Test func loudMusicComesDownFaster() {
    var law = AutomaticGain(gateLUFS: -60)
    for _ in 0..<430 { law.advance(loudnessLUFS: -43) }
    #expect(abs(law.decibels - 20) < 0.5)
    var before = law.decibels
    for _ in 0..<43 {
      law.advance(loudnessLUFS: -3)
      #expect(before - law.decibels <= AutomaticGain.fallPerSecond / 43 * 1.01)
      before = law.decibels
    }
    #expect(law.decibels < 10)
  }

  @Test func itIsCappedAndMovesWithinItsLimits() {
    var law = AutomaticGain(gateLUFS: -70)
    var generator = SplitMix64(seed: 3)
    var before = law.decibels
    for hop in 0..<20_000 {
      let centre: Float = hop / 2_000 % 2 == 0 ? -68 : 5
      law.advance(loudnessLUFS: max(centre + Float.random(in: -20...20, using: &generator), -70))
      let step = law.decibels - before
      #expect(step <= AutomaticGain.risePerSecond / 43 && step >= -AutomaticGain.fallPerSecond / 43 * 1.01)
      #expect(abs(law.decibels) <= AutomaticGain.limitDecibels)
      before = law.decibels
    }
  }

  @Test func aPauseTurnsNothingUp() {
    var law = AutomaticGain(gateLUFS: -60)
    for _ in 0..<430 { law.advance(loudnessLUFS: -30) }
    let before = law.decibels
    for _ in 0..<4_300 { law.advance(loudnessLUFS: -61) }
    #expect(law.decibels == before)
  }

  @Test func silenceStaysSilentAndWhatFollowsIsHeardAsBefore() {
    var stage = GainStage(.automatic, silence: .standard)
    let music = whiteNoise(count: 20 * 43 * hop, amplitude: 0.004)
    let hiss = whiteNoise(count: 10 * 43 * hop, amplitude: 0.0004, seed: 2)
    let before = loudness(Array(run(&stage, music).suffix(43 * hop)))
    let silent = loudness(Array(run(&stage, hiss).suffix(43 * hop)))
    let after = loudness(Array(run(&stage, music).prefix(43 * hop).suffix(40 * hop)))
    #expect(loudness(hiss) < -62 && abs(silent - loudness(hiss)) < 0.5, "\(silent)")
    #expect(abs(after - before) < 0.5, "\(before), then \(after)")
  }

  @Test func silenceIsToldByWhatComesIn() throws {
    let music = whiteNoise(count: 20 * 43 * hop, amplitude: 0.004)
    let hiss = whiteNoise(count: 5 * 43 * hop, amplitude: 0.0004, seed: 2)
    let now = try estimates(of: music + hiss, gain: .automatic).filter { $0.stage == .now }
    #expect(now.last?.isSilent == true && (now.last?.loudnessLUFS ?? 0) < -60)
    #expect(now.filter(\.isSilent).count > 3 * 43)
  }

  @Test(arguments: [1, 7, 513, 100_000])
  func chunksAreInvisible(chunk: Int) throws {
    let samples = whiteNoise(count: 100 * hop, amplitude: 0.01)
    #expect(
      try estimates(of: samples, gain: .automatic, chunk: chunk)
        == estimates(of: samples, gain: .automatic, chunk: 4_096))
  }

  // MARK: -

  /// What the stage makes of whole hops.
  private func run(_ stage: inout GainStage, _ samples: [Float]) -> [Float] {
    var output: [Float] = []
    samples.withUnsafeBufferPointer { samples in
      for start in stride(from: 0, to: samples.count, by: hop) {
        let made = stage.advance(samples.baseAddress! + start)
        output += UnsafeBufferPointer(start: made, count: hop)
      }
    }
    return output
  }

  /// Momentary loudness at the end.
  private func loudness(_ samples: [Float]) -> Float {
    var stage = GainStage(.automatic, silence: .standard)
    _ = run(&stage, samples)
    return stage.inputLUFS ?? 0
  }

  private func estimates(
    of samples: [Float], gain: InputGain = .off, chunk: Int = 4_096
  ) throws -> [EmotionEstimate] {
    let analyzer = try StreamAnalyzer(TestModel.small(), gain: gain)
    var estimates: [EmotionEstimate] = []
    samples.withUnsafeBufferPointer { samples in
      for start in stride(from: 0, to: samples.count, by: chunk) {
        let end = min(start + chunk, samples.count)
        estimates += analyzer.feed(UnsafeBufferPointer(rebasing: samples[start..<end]))
      }
    }
    return estimates + analyzer.finish().estimates
  }
}
