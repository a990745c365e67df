/// How a model is trained: all that, with the corpora and the machine, decides its weights.
package struct TrainingConfiguration: Codable, Sendable, Equatable {
  /// A corpus and its part of every batch.
  package struct CorpusShare: Codable, Sendable, Equatable {
    /// Name of its folder.
    package var folder: String
    /// Part of the sequences of each batch, 0…1; the parts sum to 1.
    package var share: Float
  }

  /// What a step of the network reads.
  package struct Features: Codable, Sendable, Equatable {
    /// Columns whose mean and deviation over a stride are read; `mel_db_*` stands for all that begin so.
    package var pooled: [String]
    /// Columns read as they stand at the end of a stride.
    package var latest: [String]
  }

  /// The shape of the network; every width counts units.
  package struct Network: Codable, Sendable, Equatable {
    /// Hops in a step.
    package var stride: Int
    /// Steps that a settled estimate waits for.
    package var lookaheadSteps: Int
    package var trunkWidth: Int
    package var convolutionLayers: Int
    package var convolutionKernel: Int
    package var recurrentWidth: Int
    package var recurrentLayers: Int
  }

  /// How the weights move.
  package struct Optimiser: Codable, Sendable, Equatable {
    /// Passes over the largest corpus.
    package var epochs: Int
    /// Sequences in a batch.
    package var batch: Int
    /// Seconds of a sequence whose estimates count.
    package var cropSeconds: Double
    /// Peak of the learning rate.
    package var rate: Float
    /// Part of all steps over which the rate rises, 0…1.
    package var warmUp: Float
    package var weightDecay: Float
    /// Longest gradient.
    package var gradientNorm: Float
    /// What a running mean of the weights keeps of itself at each step; 0 takes the last weights.
    package var averaging: Float
  }

  /// What keeps the network from learning clips by heart.
  package struct Regularisation: Codable, Sendable, Equatable {
    /// Probability that a unit is silent.
    package var dropout: Float
    /// Deviation of the noise on each normalised input.
    package var noise: Float
    /// Probability that an input is silent for a whole sequence.
    package var inputDrop: Float
    /// Deviation of a sequence's shift in level, in dB.
    package var levelShiftDB: Float
  }

  /// What the network is punished for; 0 leaves a term out.
  package struct Losses: Codable, Sendable, Equatable {
    /// Of the estimates given at once, and after the lookahead.
    package var now: Float
    package var settled: Float
    /// Cross-entropy of the quadrants at each step, and of the mean over the clip.
    package var quadrantStep: Float
    package var quadrantClip: Float
    /// Squared error of valence and arousal at each step, and of the mean over the clip.
    package var affectStep: Float
    package var affectClip: Float
    /// 1 − CCC of the batch's clip means.
    package var affectConcordance: Float
  }

  /// Where clips with a quadrant and no ratings lie on the plane: centre ± reach.
  package struct AffectGuess: Codable, Sendable, Equatable {
    /// How much the guess counts beside ratings; 0 makes none.
    package var weight: Float
    package var valenceCentre: Float
    package var valenceReach: Float
    package var arousalCentre: Float
    package var arousalReach: Float
  }

  /// Groups set aside to choose the best epoch.
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
    CorpusShare(folder: "4q", share: 0.75), CorpusShare(folder: "musifeast", share: 0.25),
  ]
  package var features = Features(
    pooled: [
      "rms", "loudness_momentary_lufs", "loudness_short_lufs", "zcr", "centroid_hz", "spread_hz",
      "rolloff_hz",
      "flatness", "onset_strength", "contrast_*", "mel_db_*", "mfcc_*", "chroma_*",
    ], latest: [])
  package var network = Network(
    stride: 8, lookaheadSteps: 6, trunkWidth: 64, convolutionLayers: 1, convolutionKernel: 3,
    recurrentWidth: 48, recurrentLayers: 1)
  package var optimiser = Optimiser(
    epochs: 24, batch: 32, cropSeconds: 20, rate: 2e-3, warmUp: 0.1, weightDecay: 1e-2, gradientNorm: 1,
    averaging: 0.98)
  package var regularisation = Regularisation(dropout: 0.3, noise: 0.3, inputDrop: 0.1, levelShiftDB: 6)
  package var losses = Losses(
    now: 0.5, settled: 1, quadrantStep: 0.7, quadrantClip: 0.7, affectStep: 0.5, affectClip: 0.5,
    affectConcordance: 0.2)
  /// Soft labels spread what the label's share leaves over the other quadrants.
  package var hardLabels = false
  package var affectGuess = AffectGuess(
    weight: 0.3, valenceCentre: 0.2, valenceReach: 0.35, arousalCentre: 0.09, arousalReach: 0.5)
  package var validation = Validation(parts: 8, patience: 10)

  package init() {}
}
