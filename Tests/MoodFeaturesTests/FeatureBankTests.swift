import MoodFeatures
import Testing

struct FeatureBankTests {
  @Test func columnsHaveNamesOfTheirOwn() {
    let names = FeatureBank.schema.names
    #expect(Set(names).count == names.count)
    #expect(names.count == 237)
  }

  /// A model is tied to this: where it changes, a column was added, moved or redefined, and that is to be meant.
  @Test func fingerprintIsStable() { #expect(FeatureBank.schema.hash == "2205366c4462611e") }

  @Test(arguments: FeatureSet.allCases)
  func setsNameColumnsThatExist(set: FeatureSet) throws {
    #expect(try FeaturePipeline(columns: set.columns).schema.names == set.columns)
  }

  @Test func setsHoldWhatTheirNamesPromise() {
    #expect(FeatureSet.mir46.columns.count == 46)
    let all = Set(FeatureSet.all.columns)
    #expect(all.isSuperset(of: FeatureSet.mir46.columns) && all.isSuperset(of: FeatureSet.basic.columns))
    let others = Set(FeatureBank.schema.names).subtracting(all)
    #expect(others.isSuperset(of: ["f0_hz", "jitter", "f3_hz", "harmonic_ratio", "harmonic_ratio_centred"]))
    #expect(
      Set(FeatureSet.voice.columns).isSuperset(of: ["f0_hz", "hnr_db", "shimmer_db", "f1_hz", "mfcc_13"]))
  }
}
