import Foundation
import MoodCore
import MoodCorpus
import MoodTestSupport
import Testing

@testable import MoodTraining

@Suite struct TrainingConfigurationTests {
  @Test func absentKeysKeepTheirDefaults() throws {
    let read = try TrainingConfiguration(json5: "{ seed: 7, network: { stride: 4 }, /* why not */ }")
    var expected = TrainingConfiguration()
    expected.seed = 7
    expected.network.stride = 4
    #expect(read == expected)
  }

  /// The shipped file is the manual: every key at its default.
  @Test func shippedConfigurationIsTheDefault() throws {
    let path = packageRoot + "/Configs/Training/music.json5"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(try TrainingConfiguration(json5: text) == TrainingConfiguration())
    for key in ["averaging", "hardLabels", "patience", "concordance", "latest"] {
      #expect(text.contains(key + ":"))
    }
  }

  @Test func unknownKeysAreNamedByTheirPath() {
    #expect(
      throws: TrainingConfigurationError.unknownKey(
        path: "corpora.0.part", known: ["folder", "share", "weight", "classes"])
    ) {
      try TrainingConfiguration(json5: "{ corpora: [{ folder: '4q', part: 1 }] }")
    }
    let error = #expect(throws: TrainingConfigurationError.self) {
      try TrainingConfiguration(json5: "{ optimiser: { rat: 1 } }")
    }
    #expect(error?.description.contains("“optimiser.rat”") == true)
  }

  @Test(arguments: [
    ("{ seed: 'one' }", "is \"one\", expected a value like 1"), ("{ network: 3 }", "“network”"),
    (
      "{ network: { stride: 1.5 } }",
      "“network.stride” in the training configuration is 1.5, expected a value like 8"
    ), ("{ network: { stride: 0 } }", "1 to 64"),
    ("{ network: { recurrentWidth: 20 } }", "a multiple of 8"),
    (
      "{ network: { recurrentLayers: 2 } }", "is 2, expected 1, since this version trains one recurrent layer"
    ),
    ("{ seed: 1e16 }", "“seed” in the training configuration is 10000000000000000, expected 0 to"),
    ("{ optimiser: { weightDecay: -1 } }", "“optimiser.weightDecay” in the training configuration is -1.0"),
    ("{ losses: { affect: -0.1 } }", "“losses.affect”"), ("{ losses: { now: -1 } }", "“losses.now”"),
    (
      "{ losses: { now: 0, settled: 0, clip: 0 } }",
      "is 0 for all of now, settled, clip, expected one of them above 0"
    ), ("{ losses: { quadrant: 0, affect: 0, concordance: 0, emotions: 0 } }", "is 0 for all of quadrant"),
    ("{ network: { dilations: [1, 0] } }", "“network.dilations” in the training configuration is 0"),
    ("{ network: { gateDB: -1 } }", "“network.gateDB”"), ("{ teacher: { epochs: -1 } }", "“teacher.epochs”"),
    ("{ regularisation: { speeds: [3] } }", "“regularisation.speeds” in the training configuration is 3.0"),
    (
      "{ regularisation: { degradations: ['noise', 'rain'] } }",
      "“regularisation.degradations” in the training configuration is “rain”, expected some of low-pass, louder"
    ),
    (
      "{ experts: { shares: { affect: 1.5 } } }",
      "“experts.shares.affect” in the training configuration is 1.5, expected 0 to 1"
    ),
    ("{ features: { affect: ['rms'] }, network: { statisticsDirect: true } }", "is 2 families, expected one"),
    ("{ experts: { penalties: [] } }", "“experts.penalties” in the training configuration is 0 values"),
    ("{ experts: { penalties: [1, 0] } }", "“experts.penalties” in the training configuration is 0.0"),
    (
      "{ experts: { families: [['4q'], ['emotify', '4q']] } }",
      "“experts.families” in the training configuration is “4q” twice, expected each corpus in one family"
    ),
    ("{ affectGuess: { weight: -1 } }", "“affectGuess.weight”"),
    ("{ affectGuess: { valenceReach: -1 } }", "“affectGuess.valenceReach”"),
    ("{ affectGuess: { arousalReach: -1 } }", "“affectGuess.arousalReach”"),
    (
      "{ corpora: [{ folder: 'a', share: 0.01 }, { folder: 'b', share: 0.99 }] }",
      "“corpora.0.share” in the training configuration is 0.01, expected at least one sequence in a batch of 32"
    ), ("{ corpora: [{ folder: 'a', share: 1 }, { folder: 'b', share: 0 }] }", "“corpora.1.share”"),
    ("{ corpora: [{ folder: 'a', share: 1, weight: -1 }] }", "“corpora.0.weight”"),
    (
      "{ corpora: [{ folder: 'a', share: 0.5 }, { folder: 'a', share: 0.5 }] }",
      "“corpora.1.folder” in the training configuration is “a” again, expected each corpus once"
    ),
    ("{ corpora: [{ folder: 'a', share: 0.5 }] }", "expected 1"), ("{ corpora: [3] }", "“corpora”"),
    ("{ seed: {} }", "“seed”"),
    ("{ seed: { a: 1 } }", "“seed”"), ("{ seed: Infinity }", "“seed”"),
    ("[1]", "is a list, expected an object in braces"),
    ("{", "is no JSON5 at line 1, column 2: found the end, expected a key or }"),
  ])
  func errorsAreOneSentence(text: String, part: String) {
    let error = #expect(throws: TrainingConfigurationError.self) { try TrainingConfiguration(json5: text) }
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("\n") == false)
  }

  @Test func garbageNeverTraps() {
    var generator = SplitMix64(seed: 5)
    let pieces = [
      "{", "}", "[", "]", ":", ",", "seed", "network", "stride", "1", "-", "'", "\"", "null", " ", "e9",
    ]
    for _ in 0..<300 {
      let text = (0..<generator.index(below: 12)).map { _ in pieces[generator.index(below: pieces.count)] }
      _ = try? TrainingConfiguration(json5: text.joined())
    }
  }

  @Test func starsStandForOneWord() throws {
    let known = ["rms", "mfcc_1", "mfcc_2", "mfcc_delta_1", "chroma_c"]
    var configuration = TrainingConfiguration()
    configuration.features = TrainingConfiguration.Features(
      pooled: ["mfcc_*", "rms"], latest: ["mfcc_*_mean_6s"], affect: [])
    let choice = try ColumnChoice(configuration, known: known)
    #expect(choice.pooled == ["mfcc_1", "mfcc_2", "rms"])
    #expect(choice.latest == ["mfcc_1_mean_6s", "mfcc_2_mean_6s"])
    #expect(throws: TrainingConfigurationError.unknownColumn("mel_*")) {
      configuration.features.pooled = ["mel_*"]
      return try ColumnChoice(configuration, known: known)
    }
  }

  /// Of many clips each degradation is heard about as often, and of each clip as many as were asked for.
  @Test func clipsShareTheDegradations() throws {
    var configuration = TrainingConfiguration()
    configuration.regularisation.degradations = ["low-pass", "louder", "mp3", "noise", "room"]
    let clips = (0..<500).map { Clip(corpus: "made", name: "\($0)", audio: "", group: "made:\($0)") }
    #expect(clips.allSatisfy { configuration.degradations(of: $0) == [0, 1, 2, 3, 4] })
    configuration.regularisation.degradationsEach = 2
    let heard = clips.map(configuration.degradations)
    #expect(heard.allSatisfy { Set($0).count == 2 && $0 == $0.sorted() })
    for place in 0..<5 { #expect((150...250).contains(heard.count { $0.contains(place) })) }
  }
}
