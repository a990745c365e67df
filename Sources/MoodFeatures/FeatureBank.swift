package import MoodCore

/// Every family of features that there is.
package enum FeatureBank {
  /// One line a family; their order is the order of the columns.
  package typealias All = Families
    .And<RootMeanSquare>
    .And<Loudness>
    .And<ZeroCrossingRate>
    .And<SpectralMoments>
    .And<SpectralFlatness>
    .And<SpectralEntropy>
    .And<SpectralRolloff>
    .And<Brightness>
    .And<Roughness>
    .And<SpectralFlux>
    .And<OnsetStrength>
    .And<SpectralContrast>
    .And<MelBands>
    .And<MFCC>
    .And<Chroma>
    .And<Pulse>
    .And<Events>
    .And<LowEnergy>
    .And<MFCCDeltas>
    .And<Tonnetz>
    .And<HarmonicChange>
    .And<Tonality>
    .And<HarmonicPercussive>
    .And<CentredHarmonicPercussive>
    .And<VoicePitch>
    .And<VoiceQuality>
    .And<VoicePerturbation>
    .And<Formants>

  /// Every family in its order.
  package static var families: [FeatureFamily] { All.families }

  /// Every base column in its order.
  package static let schema = FeatureSchema(All.columns)
}
