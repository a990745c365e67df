/// A point on Russell's circumplex.
@frozen
public struct Affect: Sendable, Equatable, BitwiseCopyable {
  /// Unpleasant to pleasant, −1…1.
  public var valence: Float
  /// Calm to excited, −1…1.
  public var arousal: Float

  @_noAllocation @_noLocks
  public init(valence: Float, arousal: Float) {
    self.valence = valence
    self.arousal = arousal
  }
}

/// One quarter of Russell's circumplex.
public enum Quadrant: Int, Sendable, CaseIterable, BitwiseCopyable {
  /// Pleasant and excited.
  case q1 = 1
  /// Unpleasant and excited.
  case q2
  /// Unpleasant and calm.
  case q3
  /// Pleasant and calm.
  case q4

  /// `Q1` … `Q4`.
  public var name: String { "Q\(rawValue)" }

  /// What people call this mood.
  public var words: String {
    switch self {
    case .q1: "happy, excited"
    case .q2: "tense, angry"
    case .q3: "sad, gloomy"
    case .q4: "calm, content"
    }
  }

  /// The quadrant named `Q1` … `Q4`, or nil.
  public init?(name: some StringProtocol) {
    guard let match = Quadrant.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  /// The most probable of four shares in the order Q1…Q4; the first of equals.
  @_noAllocation @_noLocks
  public init(largestOf shares: SIMD4<Float>) {
    var best = 0
    for index in 1..<4 where shares[index] > shares[best] { best = index }
    switch best {
    case 0: self = .q1
    case 1: self = .q2
    case 2: self = .q3
    default: self = .q4
    }
  }
}
