/// What is done to the model's estimates before lights and pictures see them.
public struct EstimateShaping: Sendable, Equatable {
  /// How the jitter between hops is taken out.
  public enum Smoothing: Sendable, Equatable {
    /// Not at all.
    case none
    /// One pole: after the time constant, in seconds and above 0, 63 % of a step is done.
    case exponential(timeConstantSeconds: Double)
    /// Slow while little changes, quick when much does (Casiez, Roussel and Vogel, CHI 2012). `minimumCutoffHz` is what
    /// counts at rest, `beta` how many Hz each unit a second of change adds, `derivativeCutoffHz` how quickly that change
    /// is noticed.
    case oneEuro(minimumCutoffHz: Double, beta: Double, derivativeCutoffHz: Double)
  }

  /// What is sent while nothing is heard.
  public enum Silence: Sendable, Equatable {
    /// What the model says of silence.
    case follow
    /// What was sent last.
    case hold
    /// What was sent last on its way to neutral: valence and arousal 0, the quadrants alike, all emotions 0. After the
    /// time constant, in seconds and above 0, 63 % of the way is done.
    case decay(timeConstantSeconds: Double)
    /// Nothing.
    case stop
  }

  public var smoothing: Smoothing
  /// How far another quadrant must lead, 0…1, before it takes over.
  public var quadrantMargin: Double
  /// How long a quadrant stays at least, in seconds.
  public var quadrantDwellSeconds: Double
  public var silence: Silence

  public init(
    smoothing: Smoothing, quadrantMargin: Double, quadrantDwellSeconds: Double, silence: Silence
  ) {
    self.smoothing = smoothing
    self.quadrantMargin = quadrantMargin
    self.quadrantDwellSeconds = quadrantDwellSeconds
    self.silence = silence
  }

  /// What counts where nothing else was asked for.
  public static let standard = EstimateShaping(
    smoothing: .oneEuro(minimumCutoffHz: 0.2, beta: 0.5, derivativeCutoffHz: 1), quadrantMargin: 0.1,
    quadrantDwellSeconds: 1, silence: .hold)

  /// Estimates as the model gave them.
  public static let none = EstimateShaping(
    smoothing: .none, quadrantMargin: 0, quadrantDwellSeconds: 0, silence: .follow)
}
