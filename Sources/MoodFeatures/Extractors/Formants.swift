package import MoodCore
import MoodDSP
import MoodRealtime
import MoodVector

/// The lowest three resonances of the vocal tract, by linear prediction of order 12 at 11,025 Hz.
///
/// The frame is halved in rate, emphasised (1 − 0.97z⁻¹), windowed (a Gaussian of 12 ms deviation: the middle 40 ms
/// count) and predicted from its autocorrelation; the roots of the polynomial above the real axis are resonances, of
/// frequency arg z · 11,025/2π and bandwidth −ln |z| · 11,025/π. Those from 90 to 5400 Hz that are narrower than 800 Hz
/// are formants; wider ones shape the tilt of the spectrum. 0 where the frame is unvoiced, and for those that are
/// missing.
///
/// Roots rather than peaks of the predicted spectrum, since close formants (/u/, /o/) merge into one peak. openSMILE
/// predicts frames of 20 ms without emphasis, so its formants, F1 above all, lie elsewhere; Praat's agree with these.
package struct Formants: ~Copyable, FeatureExtractor {
  package static let columns = (1...3).map {
    FeatureColumn("f\($0)_hz", unit: "Hz", range: 0...5400, reference: "eGeMAPS formants, LPC-12; 0 unvoiced")
  }
  package static let needs: FrameParts = .pitch

  private static var order: Int {
    @_noAllocation @_noLocks
    get { 12 }
  }
  private static var samples: Int {
    @_noAllocation @_noLocks
    get { AnalysisGrid.frameSamples / 2 }
  }

  private let emphasis: Float = 0.97
  private let lowestHz: Float = 90
  private let highestHz: Float = 5400
  private let widestHz: Float = 800

  private var filter = HalfBandFilter(outputs: samples)
  private let window = SampleBuffer(
    WindowFunction.gaussian(
      count: samples, deviation: 0.012 * Double(AnalysisGrid.sampleRateHz) / 2))
  private let halved = SampleBuffer(count: samples)
  private let emphasised = SampleBuffer(count: samples)
  private var prediction = LinearPrediction(order: order)
  private var polynomial = PolynomialRoots(degree: order)
  private let scratch = SampleBuffer(count: 1)

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    for index in 0..<3 { row[index] = 0 }
    guard frame.pitch.isVoiced else { return }
    filter.apply(frame.samples, into: halved.base)
    let count = Self.samples
    emphasised.base[0] = 0
    for index in 1..<count { emphasised.base[index] = halved.base[index] - emphasis * halved.base[index - 1] }
    VectorMath.multiply(emphasised.base, window.base, into: emphasised.base, count: count)
    prediction.analyze(emphasised.base, count: count)
    polynomial.solve(prediction.polynomial)
    for index in 0..<polynomial.count { insert(polynomial.roots[index], into: row) }
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}

  /// Puts a resonance among the lowest three, in order, if it is a formant.
  @_noAllocation @_noLocks
  private borrowing func insert(_ root: PolynomialRoots.Root, into row: UnsafeMutablePointer<Float>) {
    let radiansToHz = Float(AnalysisGrid.sampleRateHz) / 2 / (2 * .pi)
    scratch.base[0] = Float(root.re * root.re + root.im * root.im)
    VectorMath.naturalLog(scratch.base, into: scratch.base, count: 1)
    var hertz = Arctangent.angle(x: Float(root.re), y: Float(root.im)) * radiansToHz
    // −ln |z| · 2 · rate/2π, the logarithm being that of |z|².
    guard -scratch.base[0] * radiansToHz < widestHz, hertz >= lowestHz, hertz <= highestHz else { return }
    for index in 0..<3 where row[index] == 0 || hertz < row[index] {
      let moved = row[index]
      row[index] = hertz
      hertz = moved
      if hertz == 0 { return }
    }
  }
}
