package import MoodCore
import MoodDSP
import MoodRealtime
import MoodVector

/// How major and how clear the key of the last 4 s is: Pearson's correlations of the mean `chroma_*` with the 24 key
/// profiles of Krumhansl and Kessler (1982).
///
/// The mode is the best major less the best minor correlation, the clarity the best of all. At the beginning of a
/// stream the mean is that of the rows there are; where all of them are silent, both are 0.
package struct Tonality: ~Copyable, FeatureExtractor {
  package static let columns = [
    // The twelve correlations of a profile in all its keys add up to 0, so the best is never below it.
    FeatureColumn(
      "mode", unit: "1", range: -1...1, reference: "Krumhansl and Kessler 1982, best major - best minor"),
    FeatureColumn(
      "key_clarity", unit: "1", range: 0...1, reference: "Krumhansl and Kessler 1982, best of 24 keys"),
  ]
  package static let needs: FrameParts = .chroma

  /// 4 s, to the nearest row.
  private static var windowRows: Int {
    @_noAllocation @_noLocks
    get { (4 * AnalysisGrid.sampleRateHz + AnalysisGrid.hopSamples / 2) / AnalysisGrid.hopSamples }
  }
  private static var classes: Int {
    @_noAllocation @_noLocks
    get { ChromaFilterbank.classes }
  }
  /// Twelve keys and as many of them again as fill two vectors.
  private static var keyFloats: Int {
    @_noAllocation @_noLocks
    get { 16 }
  }

  private let history = SampleBuffer(count: windowRows * classes)
  /// The row of the history that is the oldest.
  private var oldest = 0
  /// Of the history. Its values are multiples of 2⁻²³, which add up exactly: nothing drifts, and silence leaves 0.
  private var sums = DoubleBuffer(count: classes)
  /// The newest row, then the sums' distances from their mean.
  private let chroma = SampleBuffer(count: classes)
  /// For each pitch class what it weighs in twelve major keys, C first, four of them again, and as many minor keys.
  private let weights = SampleBuffer(makeWeights())

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    Chroma.normalise(frame.chroma, into: chroma.base)
    let total = slide()
    // The correlation knows no scale, so twelve times the distances will do, and the sums for the means.
    for pitchClass in 0..<Self.classes {
      chroma.base[pitchClass] = Float(Double(Self.classes) * sums.base[pitchClass] - total)
    }
    row[0] = 0
    row[1] = VectorMath.sumOfSquares(chroma.base, count: Self.classes)
    guard row[1] > 0 else { return }
    VectorMath.squareRoot(row + 1, into: row + 1, count: 1)
    let bestMajor = min(max(bestProduct(from: 0) / row[1], 0), 1)
    let bestMinor = min(max(bestProduct(from: Self.keyFloats) / row[1], 0), 1)
    row[0] = bestMajor - bestMinor
    row[1] = max(bestMajor, bestMinor)
  }

  @_noAllocation @_noLocks
  package mutating func reset() {
    oldest = 0
    for index in 0..<history.count { history.base[index] = 0 }
    sums.clear()
  }

  /// Puts the newest row in the place of the oldest and gives the sum of all.
  @inline(__always) @_noAllocation @_noLocks
  private mutating func slide() -> Double {
    let place = history.base + oldest * Self.classes
    var total = 0.0
    for pitchClass in 0..<Self.classes {
      // Up to 1 and back rounds to multiples of 2⁻²³.
      let newest = (chroma.base[pitchClass] + 1) - 1
      // Not `+=`, on which Swift 6.3 crashes under the thread sanitizer where the pointer is a property.
      sums.base[pitchClass] = sums.base[pitchClass] + (Double(newest) - Double(place[pitchClass]))
      total += sums.base[pitchClass]
      place[pitchClass] = newest
    }
    oldest = oldest + 1 == Self.windowRows ? 0 : oldest + 1
    return total
  }

  /// The largest of the sums' products with the weights of twelve keys, of which the first is `first`.
  @inline(__always) @_noAllocation @_noLocks
  private borrowing func bestProduct(from first: Int) -> Float {
    let bytes = UnsafeRawPointer(weights.base + first)
    let vector = MemoryLayout<SIMD8<Float>>.stride
    var (low, high) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    for pitchClass in 0..<Self.classes {
      let offset = pitchClass * 4 * vector
      low += chroma.base[pitchClass] * bytes.load(fromByteOffset: offset, as: SIMD8<Float>.self)
      high += chroma.base[pitchClass] * bytes.load(fromByteOffset: offset + vector, as: SIMD8<Float>.self)
    }
    return low.replacing(with: high, where: high .> low).horizontalMaximum
  }

  /// How well each pitch class fits C major and C minor.
  private static let major = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88]
  private static let minor = [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17]

  private static func makeWeights() -> [Float] {
    let profiles = [major, minor].map { ratings in
      let mean = ratings.reduce(0, +) / Double(classes)
      let length = ratings.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }.squareRoot()
      return ratings.map { Float(($0 - mean) / length) }
    }
    return (0..<classes).flatMap { pitchClass in
      profiles.flatMap { profile in
        (0..<keyFloats).map { key in profile[(pitchClass + 2 * classes - key) % classes] }
      }
    }
  }
}
