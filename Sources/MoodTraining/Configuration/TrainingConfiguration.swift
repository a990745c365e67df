/// How a model is trained: all that, with the corpora and the machine, decides its weights.
package struct TrainingConfiguration: Codable, Sendable, Equatable {
  /// A corpus and its part of every batch.
  package struct CorpusShare: Codable, Sendable, Equatable {
    /// Name of its folder.
    package var folder: String
    /// Part of the sequences of each batch, 0…1; the parts sum to 1.
    package var share: Float
    /// How much its labels count beside those of other corpora.
    package var weight: Float?
    /// Whether its emotion classes train that head, or only valence and arousal.
    package var classes: Bool?
  }

  /// What a step of the network reads.
  package struct Features: Codable, Sendable, Equatable {
    /// Columns whose mean and deviation over a stride are read; `mel_db_*` stands for all that begin so.
    package var pooled: [String]
    /// Columns read as they stand at the end of a stride.
    package var latest: [String]
    /// Columns whose statistics are all that valence and arousal hear; none for no such limit.
    package var affect: [String]
  }

  /// The shape of the network; every width counts units.
  package struct Network: Codable, Sendable, Equatable {
    /// Hops in a step.
    package var stride: Int
    /// Steps that a settled estimate waits for.
    package var lookaheadSteps: Int
    package var trunkWidth: Int
    /// Steps between the taps of each convolution, the lowest first.
    package var dilations: [Int]
    package var convolutionKernel: Int
    package var recurrentWidth: Int
    package var recurrentLayers: Int
    /// Of the rectified layer over running statistics; 0 leaves that path out.
    package var statisticsWidth: Int
    /// Time constant of the running statistics once the stream is longer.
    package var statisticsSeconds: Double
    /// Whether statistics have a linear say of their own, past that layer.
    package var statisticsDirect: Bool
    /// Whether slopes of the inputs are among them.
    package var statisticsSlopes: Bool
    /// Steps quieter than the loudest of late by more than this do not count; 0 counts all.
    package var gateDB: Float
    /// How fast the loudest of late is forgotten.
    package var gateDecayDBPerSecond: Float
    /// Steps quieter than this do not count, in dB below full scale; 0 for no such limit.
    package var gateFloorDB: Float
    /// Whether steps count in a clip as a head says, rather than alike.
    package var attention: Bool
    /// Networks that are trained apart, each from its own beginning, and whose linear outputs are averaged.
    package var members: Int
  }

  /// Linear maps beside the network, over the statistics of what it reads: solved for rather than learnt step by step.
  package struct Experts: Codable, Sendable, Equatable {
    /// What they count beside the network in each head, 0…1.
    package var shares: Shares
    /// Lists of corpora that sound alike, each of which has maps of its own; what stands in none is one more.
    package var families: [[String]]
    /// Weights of the squared coefficients beside a mean squared error, of which inner folds choose.
    package var penalties: [Double]

    package struct Shares: Codable, Sendable, Equatable {
      package var quadrant: Float
      package var affect: Float
      package var emotions: Float
    }

    /// Whether they count anywhere.
    var count: Bool { shares.quadrant > 0 || shares.affect > 0 || shares.emotions > 0 }
  }

  /// Training on what a teacher said of each moment (`teacher_musicnn.npz` of each corpus), before that on labels.
  package struct Teacher: Codable, Sendable, Equatable {
    /// Passes over all clips that the teacher heard; 0 for no pre-training.
    package var epochs: Int
    package var rate: Float
    package var dropout: Float
    package var noise: Float
    /// How much the tags, the inner layer, and valence and arousal count.
    package var tags: Float
    package var layer: Float
    package var affect: Float
  }

  /// How the weights move.
  package struct Optimiser: Codable, Sendable, Equatable {
    /// Passes over as many sequences as there are clips.
    package var epochs: Int
    /// Sequences in a batch.
    package var batch: Int
    /// Seconds of a sequence whose estimates count.
    package var cropSeconds: Double
    /// Moments of a sequence that are judged, beside it as a whole.
    package var queries: Int
    /// Peak of the learning rate.
    package var rate: Float
    /// Part of all steps over which the rate rises, 0…1.
    package var warmUp: Float
    package var weightDecay: Float
    /// Of the path over statistics.
    package var statisticsDecay: Float
    /// Longest gradient.
    package var gradientNorm: Float
    /// What a running mean of the weights keeps of itself at each step; 0 takes the last weights.
    package var averaging: Float
  }

  /// What keeps the network from learning clips by heart.
  package struct Regularisation: Codable, Sendable, Equatable {
    /// Probability that a unit is silent.
    package var dropout: Float
    /// The same of a statistic, and of a unit of the layer over statistics.
    package var statisticsDropout: Float
    package var hiddenDropout: Float
    /// Part of a class label that is spread over all classes.
    package var labelSmoothing: Float
    /// Deviation of the noise on each normalised input.
    package var noise: Float
    /// Probability that an input is silent for a whole sequence.
    package var inputDrop: Float
    /// Deviation of a sequence's shift in level, in dB.
    package var levelShiftDB: Float
    /// Deviation of the tilt of a sequence's mel bands, in dB from the middle to either end.
    package var tiltDB: Float
    /// Longest stretch of a sequence that is silenced, in seconds.
    package var timeMaskSeconds: Float
    /// β of the Beta distribution by which two clips of a corpus are mixed; 0 mixes none.
    package var mixup: Float
    /// Speeds (with pitch) at which clips are heard as well, each as often as the recording itself.
    package var speeds: [Double]
    /// Names of the degradations through which clips are heard as well, each of a clip's as often as the recording itself.
    package var degradations: [String]
    /// How many of them each clip is heard through, others for others; 0: all.
    package var degradationsEach: Int

    /// The speed of a clip's rendition, the recording itself being 0.
    func speed(ofRendition rendition: Int) -> Double {
      speeds.indices.contains(rendition - 1) ? speeds[rendition - 1] : 1
    }
  }

  /// What the network is punished for; 0 leaves a term out.
  package struct Losses: Codable, Sendable, Equatable {
    /// Of the estimates given at once, after the lookahead, and of the clip as a whole.
    package var now: Float
    package var settled: Float
    package var clip: Float
    /// Cross-entropy of the quadrants.
    package var quadrant: Float
    /// Squared error of valence and arousal; of acted ones, cross-entropy of their sides.
    package var affect: Float
    /// 1 − CCC of the batch's clip estimates.
    package var concordance: Float
    /// Cross-entropy of the emotions.
    package var emotions: Float
    /// Squared error beside the teacher, while labels train.
    package var teacher: Float
    /// Whether emotion classes count alike, however many clips they have.
    package var balanced: Bool
  }

  /// Where clips with a quadrant and no ratings lie on the plane: centre ± reach.
  package struct AffectGuess: Codable, Sendable, Equatable {
    /// How much the guess counts beside ratings; 0 makes none.
    package var weight: Float
    package var valenceCentre: Float
    package var valenceReach: Float
    package var arousalCentre: Float
    package var arousalReach: Float
    /// Corpora for whose clips a guess is made.
    package var corpora: [String]
  }

  /// Groups set aside to calibrate, and to choose the epoch.
  package struct Validation: Codable, Sendable, Equatable {
    /// One part in so many.
    package var parts: Int
    /// Epochs without gain after which training stops.
    package var patience: Int
  }

  /// What `--model` calls the result.
  package var name = "music"
  /// What the corpora allow.
  package var licence = "research use only"
  package var seed: UInt64 = 1
  package var corpora = [
    CorpusShare(folder: "4q", share: 0.4), CorpusShare(folder: "musifeast", share: 0.15),
    CorpusShare(folder: "emotify", share: 0.2), CorpusShare(folder: "emopia", share: 0.1, weight: 0.5),
    CorpusShare(folder: "vgmidi", share: 0.15, weight: 0.5),
  ]
  package var features = Features(
    pooled: [
      "rms", "loudness_momentary_lufs", "loudness_short_lufs", "zcr", "centroid_hz", "spread_hz", "skewness",
      "kurtosis", "flatness", "entropy", "rolloff_hz", "brightness", "roughness", "flux", "onset_strength",
      "contrast_*", "mel_db_*/2", "mfcc_*", "chroma_*", "tempo_bpm", "pulse_clarity", "event_density",
      "attack_time_s", "attack_slope", "low_energy", "tonnetz_*", "hcdf", "mode", "key_clarity",
      "harmonic_energy", "percussive_energy", "harmonic_ratio",
    ], latest: [], affect: [])
  package var network = Network(
    stride: 8, lookaheadSteps: 6, trunkWidth: 96, dilations: [1, 2, 4], convolutionKernel: 3,
    recurrentWidth: 48, recurrentLayers: 1, statisticsWidth: 64, statisticsSeconds: 15,
    statisticsDirect: false,
    statisticsSlopes: false, gateDB: 0,
    gateDecayDBPerSecond: 0.5, gateFloorDB: 0, attention: false, members: 1)
  package var experts = Experts(
    shares: .init(quadrant: 0.3, affect: 0.5, emotions: 0.3),
    families: [["4q", "musifeast", "emotify"], ["emopia", "vgmidi"]], penalties: [0.1, 0.3, 1, 3])
  package var teacher = Teacher(
    epochs: 18, rate: 3e-3, dropout: 0.1, noise: 0.3, tags: 1, layer: 0.5, affect: 5)
  package var optimiser = Optimiser(
    epochs: 12, batch: 32, cropSeconds: 20, queries: 4, rate: 1.5e-3, warmUp: 0.1, weightDecay: 1e-2,
    statisticsDecay: 3e-2, gradientNorm: 1, averaging: 0.98)
  package var regularisation = Regularisation(
    dropout: 0.3, statisticsDropout: 0.2, hiddenDropout: 0.5, labelSmoothing: 0, noise: 0.3, inputDrop: 0.1,
    levelShiftDB: 4,
    tiltDB: 0, timeMaskSeconds: 0, mixup: 0, speeds: [],
    degradations: [], degradationsEach: 0)
  package var losses = Losses(
    now: 0.3, settled: 0.3, clip: 1, quadrant: 1, affect: 4, concordance: 0.2, emotions: 2, teacher: 0.3,
    balanced: false)
  /// Soft labels spread what the label's share leaves over the other quadrants.
  package var hardLabels = false
  package var affectGuess = AffectGuess(
    weight: 0.3, valenceCentre: 0.2, valenceReach: 0.35, arousalCentre: 0.09, arousalReach: 0.5,
    corpora: ["4q"])
  package var validation = Validation(parts: 10, patience: 10)

  package init() {}

  /// How much the labels of a corpus count.
  func weight(ofCorpus name: String) -> Float {
    corpora.first { $0.folder == name }?.weight ?? 1
  }

  /// The families of the experts, as far as their corpora are trained on.
  var families: [[String]] {
    let trained = corpora.map(\.folder)
    let listed = experts.families.map { $0.filter(trained.contains) }
    let rest = trained.filter { folder in !listed.contains { $0.contains(folder) } }
    return (listed + [rest]).filter { !$0.isEmpty }
  }

  /// Whether a corpus's emotion classes are learnt.
  func speaksClasses(_ name: String) -> Bool {
    corpora.first { $0.folder == name }?.classes ?? true
  }
}
