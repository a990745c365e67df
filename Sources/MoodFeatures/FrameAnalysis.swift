import MoodCore
import MoodDSP
import MoodRealtime
import MoodVector

/// One frame of the stream and the spectra that families share.
package struct FrameAnalysis: ~Copyable, Sendable {
  /// Bins of a spectrum, from 0 Hz to half the sample rate.
  package static var bins: Int {
    @_noAllocation @_noLocks
    get { AnalysisGrid.frameSamples / 2 + 1 }
  }
  /// Hz between two bins.
  package static var binHz: Float {
    @_noAllocation @_noLocks
    get { Float(AnalysisGrid.sampleRateHz) / Float(AnalysisGrid.frameSamples) }
  }
  package static var melBands: Int {
    @_noAllocation @_noLocks
    get { 128 }
  }
  /// Cepstral coefficients that are computed of the mel levels.
  package static var cepstralCoefficients: Int {
    @_noAllocation @_noLocks
    get { 13 }
  }

  /// What `advance` computes besides the samples.
  package let parts: FrameParts

  private var framer: Framer
  private var spectrum: PowerSpectrum
  private let magnitudes: SampleBuffer
  private let melFilterbank: MelFilterbank
  private let melValues: SampleBuffer
  private var rise: MelRise
  /// Nil where the chroma is not needed: its weights take milliseconds.
  private var chromaFilterbank: ChromaFilterbank?
  private let chromaValues: SampleBuffer
  private let cosineTransform: DCT
  private let cepstralValues: SampleBuffer
  private let centroid: TonalCentroid
  private let centroidValues: SampleBuffer

  /// Plans what `parts` take.
  package init(parts: FrameParts) {
    self.parts = parts
    framer = Framer(frameSamples: AnalysisGrid.frameSamples, hopSamples: AnalysisGrid.hopSamples)
    spectrum = PowerSpectrum(frameSamples: AnalysisGrid.frameSamples)
    magnitudes = SampleBuffer(count: Self.bins + PowerSpectrum.padding)
    melFilterbank = MelFilterbank(
      bands: Self.melBands, frameSamples: AnalysisGrid.frameSamples, sampleRateHz: AnalysisGrid.sampleRateHz)
    melValues = SampleBuffer(count: Self.melBands)
    rise = MelRise(bands: Self.melBands)
    chromaFilterbank =
      parts.contains(.chroma)
      ? ChromaFilterbank(frameSamples: AnalysisGrid.frameSamples, sampleRateHz: AnalysisGrid.sampleRateHz)
      : nil
    chromaValues = SampleBuffer(count: ChromaFilterbank.classes)
    cosineTransform = DCT(inputs: Self.melBands, outputs: Self.cepstralCoefficients)
    cepstralValues = SampleBuffer(count: Self.cepstralCoefficients)
    centroid = TonalCentroid()
    centroidValues = SampleBuffer(count: TonalCentroid.paddedDimensions)
  }

  /// The `AnalysisGrid.frameSamples` samples, oldest first.
  package var samples: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get { framer.samples }
  }

  /// The `AnalysisGrid.hopSamples` samples that are new in this frame.
  package var hop: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get { framer.samples + (AnalysisGrid.frameSamples - AnalysisGrid.hopSamples) }
  }

  /// |X|² of the Hann-windowed frame: `bins` values and `PowerSpectrum.padding` zeros.
  package var power: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get {
      precondition(parts.contains(.power), "the power spectrum was read without being needed")
      return spectrum.values
    }
  }

  /// |X| of the Hann-windowed frame: `bins` values and `PowerSpectrum.padding` zeros.
  package var magnitude: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get {
      precondition(parts.contains(.magnitude), "the magnitude spectrum was read without being needed")
      return UnsafePointer(magnitudes.base)
    }
  }

  /// Levels in dB, from −100 on, of `melBands` bands on Slaney's mel scale.
  package var melLevels: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get {
      precondition(parts.contains(.melLevels), "the mel levels were read without being needed")
      return UnsafePointer(melValues.base)
    }
  }

  /// How much louder the mel bands are than one row before, in dB and on average; 0 in the first row.
  package var onsetStrength: Float {
    @_noAllocation @_noLocks
    get {
      precondition(parts.contains(.onsetStrength), "the onset strength was read without being needed")
      return rise.mean
    }
  }

  /// The power in each of the `ChromaFilterbank.classes` pitch classes, C first, unnormalised.
  package var chroma: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get {
      precondition(parts.contains(.chroma), "the chroma was read without being needed")
      return UnsafePointer(chromaValues.base)
    }
  }

  /// The first `cepstralCoefficients` coefficients of the mel levels' cosine transform, in dB.
  package var cepstrum: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get {
      precondition(parts.contains(.cepstrum), "the cepstrum was read without being needed")
      return UnsafePointer(cepstralValues.base)
    }
  }

  /// The `TonalCentroid.dimensions` coordinates of the chroma's tonal centroid, and zeros up to
  /// `TonalCentroid.paddedDimensions` values.
  package var tonalCentroid: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get {
      precondition(parts.contains(.tonalCentroid), "the tonal centroid was read without being needed")
      return UnsafePointer(centroidValues.base)
    }
  }

  /// Moves on by the `AnalysisGrid.hopSamples` samples of `hop` and computes the parts.
  @_noAllocation @_noLocks
  package mutating func advance(_ hop: UnsafePointer<Float>) {
    framer.advance(hop)
    if parts.contains(.power) { spectrum.analyze(framer.samples) }
    if parts.contains(.magnitude) {
      VectorMath.squareRoot(spectrum.values, into: magnitudes.base, count: Self.bins)
    }
    if parts.contains(.melLevels) {
      melFilterbank.apply(spectrum.values, into: melValues.base)
      Decibels.levels(ofPowers: melValues.base, into: melValues.base, count: Self.melBands)
    }
    if parts.contains(.onsetStrength) { rise.advance(melValues.base) }
    chromaFilterbank?.apply(spectrum.values, into: chromaValues.base)
    if parts.contains(.cepstrum) { cosineTransform.apply(melValues.base, into: cepstralValues.base) }
    if parts.contains(.tonalCentroid) { centroid.apply(chromaValues.base, into: centroidValues.base) }
  }

  /// Forgets the stream. The parts hold what they held until the next `advance`.
  @_noAllocation @_noLocks
  package mutating func reset() {
    framer.reset()
    rise.reset()
  }
}
