import MoodFeatures
import MoodTestSupport
import Testing

/// Every family keeps the promises of `FeatureExtractor`.
struct FeatureExtractorTests {
  @Test func rootMeanSquare() { #expect(featureExtractorViolations(of: RootMeanSquare.self) == []) }
  @Test func loudness() { #expect(featureExtractorViolations(of: Loudness.self) == []) }
  @Test func zeroCrossingRate() { #expect(featureExtractorViolations(of: ZeroCrossingRate.self) == []) }
  @Test func spectralMoments() { #expect(featureExtractorViolations(of: SpectralMoments.self) == []) }
  @Test func spectralFlatness() { #expect(featureExtractorViolations(of: SpectralFlatness.self) == []) }
  @Test func spectralRolloff() { #expect(featureExtractorViolations(of: SpectralRolloff.self) == []) }
  @Test func onsetStrength() { #expect(featureExtractorViolations(of: OnsetStrength.self) == []) }
  @Test func spectralContrast() { #expect(featureExtractorViolations(of: SpectralContrast.self) == []) }
  @Test func melBands() { #expect(featureExtractorViolations(of: MelBands.self) == []) }
  @Test func mfcc() { #expect(featureExtractorViolations(of: MFCC.self) == []) }
  @Test func mfccDeltas() { #expect(featureExtractorViolations(of: MFCCDeltas.self) == []) }
  @Test func tonnetz() { #expect(featureExtractorViolations(of: Tonnetz.self) == []) }
  @Test func harmonicChange() { #expect(featureExtractorViolations(of: HarmonicChange.self) == []) }
  @Test func tonality() { #expect(featureExtractorViolations(of: Tonality.self) == []) }
  @Test func chroma() { #expect(featureExtractorViolations(of: Chroma.self) == []) }
  @Test func harmonicPercussive() { #expect(featureExtractorViolations(of: HarmonicPercussive.self) == []) }
  @Test func centredHarmonicPercussive() {
    #expect(featureExtractorViolations(of: CentredHarmonicPercussive.self) == [])
  }
  @Test func pulse() { #expect(featureExtractorViolations(of: Pulse.self) == []) }
  @Test func events() { #expect(featureExtractorViolations(of: Events.self) == []) }
  @Test func lowEnergy() { #expect(featureExtractorViolations(of: LowEnergy.self) == []) }
}
