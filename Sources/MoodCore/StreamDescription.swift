/// What a model has an opinion on.
public struct ModelOutputs: Sendable, Equatable {
  /// Whether valence and arousal are estimated.
  public var affect: Bool
  /// Whether the four quadrants are estimated.
  public var quadrants: Bool
  /// Names of the estimated emotions; at most `EmotionEstimate.maximumEmotions`.
  public var emotions: [String]

  public init(affect: Bool, quadrants: Bool, emotions: [String]) {
    precondition(
      emotions.count <= EmotionEstimate.maximumEmotions,
      "a model has at most \(EmotionEstimate.maximumEmotions) emotions")
    self.affect = affect
    self.quadrants = quadrants
    self.emotions = emotions
  }
}

/// What stays the same for a whole stream: the content of the `begin` record.
public struct StreamDescription: Sendable, Equatable {
  /// Name of the stream: `main`, or the path of one file among several.
  public var name: String
  /// The program and its version: `moodring 0.1.0`.
  public var program: String
  /// The input as it was asked for: `demo`, `song.mp3`, `-`.
  public var source: String
  public var format: AudioFormat
  /// Name of the model.
  public var model: String
  /// What the model's training material allows.
  public var licence: String
  public var outputs: ModelOutputs
  /// Columns of the feature engine that come with every estimate, besides what the model says.
  public var features: [FeatureColumn]
  /// Seconds by which settled estimates come later than what they describe.
  public var lookaheadSeconds: Double
  /// Hops in one step of the network.
  public var stride: Int
  /// Start on the wall clock, ISO 8601 in UTC; nil where the output is to depend on the input alone.
  public var started: String?

  public init(
    name: String, program: String, source: String, format: AudioFormat, model: String, licence: String,
    outputs: ModelOutputs, features: [FeatureColumn] = [], lookaheadSeconds: Double, stride: Int,
    started: String?
  ) {
    self.name = name
    self.program = program
    self.source = source
    self.format = format
    self.model = model
    self.licence = licence
    self.outputs = outputs
    self.features = features
    self.lookaheadSeconds = lookaheadSeconds
    self.stride = stride
    self.started = started
  }
}
