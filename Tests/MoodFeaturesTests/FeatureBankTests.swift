import MoodFeatures
import Testing

struct FeatureBankTests {
  @Test func columnsHaveNamesOfTheirOwn() {
    let names = FeatureBank.schema.names
    #expect(Set(names).count == names.count)
    #expect(names.count == 216)
  }

  /// A model is tied to this: where it changes, a column was added, moved or redefined, and that is to be meant.
  @Test func fingerprintIsStable() { #expect(FeatureBank.schema.hash == "9c7ed66bb1fcd70c") }

  @Test(arguments: FeatureSet.allCases)
  func setsNameColumnsThatExist(set: FeatureSet) throws {
    #expect(try FeaturePipeline(columns: set.columns).schema.names == set.columns)
  }
}
