internal import Glibc

/// Smooths a few values that belong together, on the clock of whoever calls.
///
/// In this order: an input that stays the same comes out the same to the bit; no smoothing changes no bit; weights that
/// sum to 1 still do where they are smoothed as one. A low-pass with the cutoff f that is asked after Δt seconds moves by
/// the share α = 1 / (1 + 1 / (2π f Δt)) towards its input. The one-euro filter (Casiez, Roussel and Vogel, CHI 2012,
/// algorithm 1) takes f = minimumCutoff + beta · |ẋ|, ẋ being the low-passed distance of the input from the output before
/// it, for each second.
struct SmoothingFilter<Values: SIMD>: Sendable where Values.Scalar == Float, Values: Sendable {
  /// Whether all values have the cutoff of the one that moves fastest.
  private let isJoint: Bool
  /// The last output; nil before the first input.
  private(set) var values: Values?
  /// Units a second, low-passed.
  private var speeds = Values.zero

  init(isJoint: Bool) { self.isJoint = isJoint }

  /// Takes the input that comes `elapsedSeconds` after the one before, and gives the output.
  mutating func advance(
    _ input: Values, elapsedSeconds: Float, _ smoothing: EstimateShaping.Smoothing
  ) -> Values {
    guard let before = values else {
      values = input
      return input
    }
    let share: Values
    switch smoothing {
    case .none:
      settle(at: input)
      return input
    case .exponential(let timeConstantSeconds):
      speeds = .zero
      share = Values(repeating: Self.share(elapsedSeconds, timeConstantSeconds))
    case .oneEuro(let minimumCutoffHz, let beta, let derivativeCutoffHz):
      guard elapsedSeconds > 0 else { return before }
      let speed = (input - before) / elapsedSeconds
      speeds += (speed - speeds) * Self.shares(Values(repeating: Float(derivativeCutoffHz)), elapsedSeconds)
      var magnitudes = speeds.replacing(with: -speeds, where: speeds .< 0)
      if isJoint { magnitudes = Values(repeating: magnitudes.max()) }
      share = Self.shares(Float(minimumCutoffHz) + Float(beta) * magnitudes, elapsedSeconds)
    }
    let output = before + (input - before) * share
    // Values that are no emotions overflow.
    guard Self.isFinite(output), Self.isFinite(speeds) else {
      settle(at: input)
      return input
    }
    values = output
    return output
  }

  /// Moves the output to `neutral` as one pole does, or leaves it where it is without a time constant; begins there where
  /// there was no input yet.
  mutating func rest(_ neutral: Values, elapsedSeconds: Float, timeConstantSeconds: Double?) -> Values {
    guard let before = values else {
      settle(at: neutral)
      return neutral
    }
    let share = timeConstantSeconds.map { Self.share(elapsedSeconds, $0) } ?? 0
    let output = before + (neutral - before) * share
    settle(at: output)
    return output
  }

  private mutating func settle(at output: Values) {
    values = output
    speeds = .zero
  }

  private static func isFinite(_ values: Values) -> Bool { values.indices.allSatisfy { values[$0].isFinite } }

  private static func shares(_ cutoffsHz: Values, _ elapsedSeconds: Float) -> Values {
    let turns = cutoffsHz * (2 * Float.pi * elapsedSeconds)
    return turns / (turns + 1)
  }

  private static func share(_ elapsedSeconds: Float, _ timeConstantSeconds: Double) -> Float {
    elapsedSeconds > 0 ? -expm1(-elapsedSeconds / Float(timeConstantSeconds)) : 0
  }
}
