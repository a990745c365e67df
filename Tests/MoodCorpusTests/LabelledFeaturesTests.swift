import MoodCore
import Testing

@testable import MoodCorpus

@Suite struct LabelledFeaturesTests {
  private func reason(_ text: String) -> String {
    do {
      _ = try LabelledFeatures(name: "t", text: text, path: "t.csv")
      return ""
    } catch { return "\(error)" }
  }

  @Test func whatIsNoLabelIsAFeature() throws {
    let table = try LabelledFeatures(
      name: "t", text: "b,clip,quadrant,group,a\n1.5,x,Q2,me,-2e3\n0,y,Q4,you,7\n", path: "t.csv")
    #expect(table.names == ["b", "a"])
    #expect(table.rows == [[1.5, -2000], [0, 7]])
    #expect(table.clips.map(\.quadrant?.quadrant) == [.q2, .q4])
    #expect(table.clips.map(\.group) == ["t/me", "t/you"])
  }

  @Test(arguments: [
    ("clip,group,quadrant,a\nx,me,Q5,1\n", "row 2, column “quadrant”: found “Q5”"),
    ("clip,group,quadrant,a\nx,me,Q1,one\n", "row 2, column “a”: found “one”, expected a number"),
    ("clip,group,quadrant,a\nx,me,Q1,nan\n", "column “a”: found “nan”"),
    ("clip,group,quadrant,a\nx,me,Q1,1e999\n", "column “a”: found “1e999”"),
    ("clip,group,quadrant,a\nx,me,Q1,1\nx,me,Q1,1\n", "row 3, column “clip”: “x” stands in an earlier row"),
    ("clip,group,quadrant,a\nx,me,Q1\n", "row 2: found 3 fields"),
    ("clip,quadrant,a\nx,Q1,1\n", "no column “group”"),
    ("clip,group,quadrant\nx,me,Q1\n", "a feature’s name"),
    ("clip,group,a,a\nx,me,1,1\n", "the column “a” twice"), ("clip,group,a\n", "holds no clip"),
    ("", "holds no clip"),
    ("clip,group,sadness,a\nx,me,1,1\n", "no column “amazement”"),
    ("clip,group,quadrant,valence,a\nx,me,Q1,3,1\n", "column “valence”: found “3”"),
    (",clip,group,quadrant,a\n0,x,me,Q1,1\n", "unknown column “”"),
    ("clip,group,emotion,a\nx,me,glad,1\n", "column “emotion”: found “glad”"),
  ])
  func whatIsWrongIsNamedWithRowAndColumn(_ text: String, _ sentence: String) {
    let reason = reason(text)
    #expect(reason.contains(sentence) && reason.contains("t.csv"), "\(reason)")
  }

  @Test func garbageIsRefused() {
    var random = SplitMix64(seed: 1)
    let alphabet = Array("clip,group\n\"a1.e-Q\r\0é")
    for _ in 0..<3000 {
      let text = String(
        (0..<random.index(below: 60)).map { _ in alphabet[random.index(below: alphabet.count)] })
      #expect(!reason(text).isEmpty)
    }
  }
}
