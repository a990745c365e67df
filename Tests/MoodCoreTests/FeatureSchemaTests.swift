import MoodCore
import Testing

@Suite struct FeatureSchemaTests {
  private let columns = [
    FeatureColumn("rms", unit: "1", range: 0...1, reference: "a"),
    FeatureColumn("centroid_hz", unit: "Hz", range: 0...11_025, reference: "b"),
  ]

  @Test func theHashIsStable() {
    #expect(FeatureSchema(columns).hash == FeatureSchema(columns).hash)
    #expect(FeatureSchema([]).hash == "cbf29ce484222325")
  }

  @Test func theHashSeesNameUnitVersionAndOrderAndNothingElse() {
    let hash = FeatureSchema(columns).hash
    #expect(FeatureSchema(columns.reversed()).hash != hash)
    for change: (inout FeatureColumn) -> Void in [{ $0.name = "x" }, { $0.unit = "dB" }, { $0.version = 2 }] {
      var other = columns
      change(&other[1])
      #expect(FeatureSchema(other).hash != hash)
    }
    var other = columns
    other[1].reference = "c"
    other[1].range = 0...1
    #expect(FeatureSchema(other).hash == hash)
  }
}
