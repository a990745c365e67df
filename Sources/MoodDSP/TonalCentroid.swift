import Glibc
import MoodRealtime

/// The centre of gravity of a chroma in Harte's tonal space, in which pitch classes a fifth, a minor third or a major
/// third apart are neighbours on three circles.
///
/// Coordinates are sine and cosine of the circles of fifths, minor thirds and major thirds, with the radii 1, 1 and ½
/// (Harte, Sandler and Gasser 2006, "Detecting harmonic change in musical audio"; `librosa.feature.tonnetz`).
package struct TonalCentroid: ~Copyable, Sendable {
  package static var dimensions: Int {
    @_noAllocation @_noLocks
    get { 6 }
  }
  /// Floats that a centroid takes: its coordinates, and zeros that fill a vector.
  package static var paddedDimensions: Int {
    @_noAllocation @_noLocks
    get { 8 }
  }

  /// The place of each pitch class in the space, `paddedDimensions` floats each.
  private let places: SampleBuffer

  package init() {
    places = SampleBuffer(
      (0..<ChromaFilterbank.classes).flatMap { pitchClass in
        let circles = [(turn: 7.0 / 6, radius: 1.0), (3.0 / 2, 1), (2.0 / 3, 0.5)].flatMap { circle in
          let angle = Double.pi * circle.turn * Double(pitchClass)
          return [circle.radius * sin(angle), circle.radius * cos(angle)]
        }
        return (circles + [0, 0]).map { Float($0) }
      })
  }

  /// Writes the centroid of twelve sums, C first, of any scale: `paddedDimensions` values. All 0 in silence.
  @_noAllocation @_noLocks
  package borrowing func apply(_ chroma: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
    let bytes = UnsafeRawPointer(places.base)
    var centroid = SIMD8<Float>.zero
    var total: Float = 0
    for pitchClass in 0..<ChromaFilterbank.classes {
      let offset = pitchClass * Self.paddedDimensions * MemoryLayout<Float>.stride
      centroid += chroma[pitchClass] * bytes.load(fromByteOffset: offset, as: SIMD8<Float>.self)
      total += chroma[pitchClass]
    }
    let scale = total >= .leastNormalMagnitude ? total : .infinity
    UnsafeMutableRawPointer(output).storeBytes(of: centroid / scale, as: SIMD8<Float>.self)
  }
}
