package import MoodCore

/// Every family of features that there is.
package enum FeatureBank {
  /// One line a family, and a bracket at the end; their order is the order of the columns.
  ///
  /// Not a chain of nested type aliases, which would read better: the compiler takes twice the time for every link.
  // swift-format-ignore
  package typealias All =
    Chain<RootMeanSquare,
    Chain<Loudness,
    Chain<ZeroCrossingRate,
    Chain<SpectralMoments,
    Chain<SpectralFlatness,
    Chain<SpectralEntropy,
    Chain<SpectralRolloff,
    Chain<Brightness,
    Chain<Roughness,
    Chain<SpectralFlux,
    Chain<OnsetStrength,
    Chain<SpectralContrast,
    Chain<MelBands,
    Chain<MFCC,
    Chain<Chroma,
    Chain<Pulse,
    Chain<Events,
    Chain<LowEnergy,
    Chain<MFCCDeltas,
    Chain<Tonnetz,
    Chain<HarmonicChange,
    Chain<Tonality,
    Chain<HarmonicPercussive,
    Chain<CentredHarmonicPercussive,
    Chain<VoicePitch,
    Chain<VoiceQuality,
    Chain<VoicePerturbation,
    Chain<Formants,
    NoFamilies>>>>>>>>>>>>>>>>>>>>>>>>>>>>

  /// Every family in its order.
  package static var families: [FeatureFamily] { All.families }

  /// Every base column in its order.
  package static let schema = FeatureSchema(All.columns)
}
