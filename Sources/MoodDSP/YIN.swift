import MoodRealtime

/// How a frame repeats itself.
@frozen
package struct Pitch: Sendable, Equatable, BitwiseCopyable {
  /// Samples of the period that fits best, between samples too; 0 in silence.
  package var periodSamples: Float
  /// How well it fits, 1 − d′, from 0 to 1; 0 in silence.
  package var periodicity: Float

  /// Of a frame in which nothing is to be found.
  package static var none: Pitch {
    @_noAllocation @_noLocks
    get { Pitch(periodSamples: 0, periodicity: 0) }
  }

  @_noAllocation @_noLocks
  package init(periodSamples: Float, periodicity: Float) {
    self.periodSamples = periodSamples
    self.periodicity = periodicity
  }
}

/// The period of frames by YIN (de Cheveigné and Kawahara, JASA 111, 2002), in the form of `librosa.yin` 0.11.
///
/// d(τ) = Σ (x_j − x_{j+τ})² over the whole frame, in which zeros stand after the frame. So d grows by the energy of
/// the last τ samples, which favours the shorter of two periods a little: a perfectly periodic frame of n samples has
/// d′ ≈ τ/2n, not 0, and a mere sine is found a little high, by up to 0.9 % at 60 Hz and 0.1 % from 150 Hz on.
/// d′(τ) = d(τ) / mean of d(1 … τ). The period is the first trough of d′ below the threshold, or else the lowest place of
/// all, moved to the vertex of the parabola through it and its neighbours.
package struct YIN: ~Copyable, Sendable {
  private let frameSamples: Int
  /// Samples of the shortest and the longest period, both included.
  private let shortest: Int
  private let longest: Int
  private let threshold: Float
  private var autocorrelation: Autocorrelation
  /// d′ of the lags from 0 on; 1 for lag 0.
  private let differences: SampleBuffer

  /// Frames whose mean square is below this (−120 dBFS) are silent: the squares of what they hold have no digits left.
  private let silentMeanSquare: Float = 1e-12

  /// Plans the search between two frequencies.
  package init(
    frameSamples: Int, sampleRateHz: Int, lowestHz: Double, highestHz: Double, threshold: Float
  ) {
    // Locals: a message that reads self makes Swift 6.3.1 destroy properties that are not yet there.
    let shortest = Int((Double(sampleRateHz) / highestHz).rounded(.down))
    let longest = Int((Double(sampleRateHz) / lowestHz).rounded(.up))
    precondition(
      shortest > 1 && shortest < longest && longest < frameSamples,
      "periods of \(shortest) to \(longest) samples in a frame of \(frameSamples)")
    self.shortest = shortest
    self.longest = longest
    self.frameSamples = frameSamples
    self.threshold = threshold
    autocorrelation = Autocorrelation(frameSamples: frameSamples, lags: longest + 1)
    differences = SampleBuffer(count: longest + 1)
  }

  /// Finds the period of a frame. O(n·log n).
  @_noAllocation @_noLocks
  package mutating func analyze(_ frame: UnsafePointer<Float>) -> Pitch {
    autocorrelation.analyze(frame)
    let energy = autocorrelation.values[0]
    guard energy > silentMeanSquare * Float(frameSamples) else { return .none }
    computeDifferences(frame)
    let trough = findTrough()
    return Pitch(
      periodSamples: Float(trough) + vertexOffset(at: trough),
      periodicity: min(max(1 - differences.base[trough], 0), 1))
  }

  @_noAllocation @_noLocks
  private borrowing func computeDifferences(_ frame: UnsafePointer<Float>) {
    let products = autocorrelation.values
    let normalised = differences.base
    var head: Float = 0
    var sum: Float = 0
    normalised[0] = 1
    for lag in 1...longest {
      head += frame[lag - 1] * frame[lag - 1]
      let difference = 2 * (products[0] - products[lag]) - head
      sum += difference
      normalised[lag] = sum > 0 ? difference * Float(lag) / sum : 1
    }
  }

  /// The first trough below the threshold, or the lowest place of all, the first of equals.
  @_noAllocation @_noLocks
  private borrowing func findTrough() -> Int {
    let values = differences.base
    var lowest = shortest
    for lag in shortest...longest {
      let value = values[lag]
      if value < values[lowest] { lowest = lag }
      guard value < threshold else { continue }
      let falls = lag == shortest || value < values[lag - 1]
      let rises = lag == longest || (lag == shortest ? value < values[lag + 1] : value <= values[lag + 1])
      if falls && rises { return lag }
    }
    return lowest
  }

  /// How far the vertex of the parabola is from the lag in its middle; 0 where that would be a sample or more.
  @_noAllocation @_noLocks
  private borrowing func vertexOffset(at lag: Int) -> Float {
    guard lag > shortest && lag < longest else { return 0 }
    let (before, here, after) = (differences.base[lag - 1], differences.base[lag], differences.base[lag + 1])
    let curvature = after + before - 2 * here
    let slope = (after - before) / 2
    return abs(slope) < abs(curvature) ? -slope / curvature : 0
  }
}
