package import MoodCore
import MoodRealtime

/// How the cepstral coefficients move: first and second derivative, a row being the unit of time, of the line and the
/// parabola that fit nine rows best (Savitzky and Golay 1964), `librosa.feature.delta` with width 9.
///
/// The nine rows are the last ones, so row n holds the derivatives in the middle of them, at row n − 4. Before the
/// first row of a stream stands that row itself, as with `mode="nearest"`: a stream begins at rest, and only what
/// happens in it moves.
package struct MFCCDeltas: ~Copyable, FeatureExtractor {
  package static let columns = family("mfcc_delta", unit: "dB/hop") + family("mfcc_delta2", unit: "dB/hop2")
  package static let needs: FrameParts = .cepstrum

  /// Rows on either side of the one whose derivatives are taken.
  private static var reach: Int {
    @_noAllocation @_noLocks
    get { 4 }
  }
  private static var width: Int {
    @_noAllocation @_noLocks
    get { 2 * reach + 1 }
  }
  /// Floats from one row of the history to the next: the coefficients, and zeros that fill two vectors.
  private static var rowFloats: Int {
    @_noAllocation @_noLocks
    get { 16 }
  }

  /// The last rows, oldest first.
  private var history = SampleBuffer(count: width * rowFloats)
  /// First derivatives, then second ones.
  private let derivatives = SampleBuffer(count: 2 * rowFloats)
  private var isFirst = true

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let coefficients = FrameAnalysis.cepstralCoefficients
    if isFirst {
      for index in 0..<Self.width {
        history.copy(from: frame.cepstrum, count: coefficients, at: index * Self.rowFloats)
      }
      isFirst = false
    } else {
      history.slide(by: Self.rowFloats)
      history.copy(from: frame.cepstrum, count: coefficients, at: (Self.width - 1) * Self.rowFloats)
    }
    differentiate(from: 0)
    differentiate(from: 8)
    for index in 0..<coefficients {
      row[index] = derivatives.base[index]
      row[coefficients + index] = derivatives.base[Self.rowFloats + index]
    }
  }

  @_noAllocation @_noLocks
  package mutating func reset() { isFirst = true }

  /// Derivatives of eight coefficients. Through differences of rows, so that what does not move gives exactly 0.
  @inline(__always) @_noAllocation @_noLocks
  private borrowing func differentiate(from coefficient: Int) {
    let middle = coefficients(of: Self.reach, from: coefficient)
    var first = SIMD8<Float>.zero
    var second = SIMD8<Float>.zero
    for distance in 1...Self.reach {
      let before = coefficients(of: Self.reach - distance, from: coefficient)
      let after = coefficients(of: Self.reach + distance, from: coefficient)
      let weight = Float(3 * distance * distance - 20)
      first += Float(distance) * (after - before)
      second += weight * ((after - middle) + (before - middle))
    }
    // Σ k² = 60 over −4 … 4; the parabola's term is Σ (3k² − 20)·x / 924, and the second derivative twice that.
    let (perRow, perRow2): (Float, Float) = (1 / 60, 1 / 462)
    first *= perRow
    second *= perRow2
    let target = UnsafeMutableRawPointer(derivatives.base + coefficient)
    target.storeBytes(of: first, as: SIMD8<Float>.self)
    target.storeBytes(
      of: second, toByteOffset: Self.rowFloats * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
  }

  @inline(__always) @_noAllocation @_noLocks
  private borrowing func coefficients(of row: Int, from coefficient: Int) -> SIMD8<Float> {
    UnsafeRawPointer(history.base + (row * Self.rowFloats + coefficient)).loadUnaligned(as: SIMD8<Float>.self)
  }

  private static func family(_ name: String, unit: String) -> [FeatureColumn] {
    (1...FrameAnalysis.cepstralCoefficients).map {
      FeatureColumn(
        "\(name)_\($0)", unit: unit, range: -Float.infinity...(.infinity),
        reference: "librosa feature.delta, width 9, 4 rows late")
    }
  }
}
