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
    .And<SpectralRolloff>
    .And<OnsetStrength>
    .And<SpectralContrast>
    .And<MelBands>
    .And<MFCC>
    .And<Chroma>
    .And<VoicePitch>
    .And<VoiceQuality>
    .And<VoicePerturbation>
    .And<Formants>

  /// Every base column in its order.
  package static var schema: FeatureSchema { FeatureSchema(All.columns) }
}
