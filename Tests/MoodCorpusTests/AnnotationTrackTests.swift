import MoodCore
import Testing

@testable import MoodCorpus

@Suite struct AnnotationTrackTests {
  private static let header = "clip,annotator,measure,start_s,valence,arousal\n"

  private func corpus(_ annotations: String) throws -> Corpus {
    let text = "clip,audio,group,title,annotated_s,measures,midi\na,a.opus,c:x,T,6,2,a.mid\n"
    return try Corpus(
      name: "c", text: text, path: "c/clips.csv", folder: "c",
      annotations: { _ in Self.header + annotations },
      audioExists: { _ in true })
  }

  @Test func measuresAreTheMeansOfTheirAnnotators() throws {
    // Not in the order of the measures, and the second one rated by one annotator only.
    let clip = try corpus("a,1,1,2.5,-1,0.25\na,0,0,0,0.5,-0.5\na,1,0,0,1,0\n").clips[0]
    #expect(clip.affect == nil && clip.annotatedSeconds == 6 && clip.stratum == "c")
    let track = try #require(clip.track)
    let first = Affect(valence: 0.75, arousal: -0.25)
    let second = Affect(valence: -1, arousal: 0.25)
    #expect(
      track.points == [
        AnnotationTrack.Point(startSeconds: 0, affect: first, annotators: 2),
        AnnotationTrack.Point(startSeconds: 2.5, affect: second, annotators: 1),
      ])
    for (t, affect) in [(0, first), (2.49, first), (2.5, second), (6, second)] as [(Float, Affect)] {
      #expect(track.affect(atSeconds: t) == affect)
    }
    for t in [-0.01, 6.01, .nan] as [Float] { #expect(track.affect(atSeconds: t) == nil) }
  }

  @Test func theMeasureFoundIsTheLastThatHasBegun() {
    var generator = SplitMix64(seed: 1)
    for count in 0..<20 {
      var start = generator.uniform()
      let points = (0..<count).map { index in
        start += 0.1 + generator.uniform()
        return AnnotationTrack.Point(
          startSeconds: start, affect: Affect(valence: Float(index) / 20, arousal: 0), annotators: 1)
      }
      let track = AnnotationTrack(points: points, endSeconds: 20)
      for t in stride(from: 0 as Float, through: 20, by: 0.05) {
        #expect(track.affect(atSeconds: t) == points.last { $0.startSeconds <= t }?.affect)
      }
    }
  }

  @Test(arguments: [
    ("b,0,0,0,0,0\n", "row 2, column “clip”: found “b”, expected a clip of clips.csv"),
    ("a,0,0,0,1.5,0\n", "row 2, column “valence”: found “1.5”, expected a number from -1 to 1"),
    ("a,0,0,0,0,nan\n", "row 2, column “arousal”: found “nan”, expected a number from -1 to 1"),
    ("a,0,-1,0,0,0\n", "row 2, column “measure”: found “-1”, expected a whole number from 0"),
    ("a,0,0,x,0,0\n", "row 2, column “start_s”: found “x”, expected seconds from 0 to the 6.0"),
    ("a,0,0,6,0,0\n", "row 2, column “start_s”: found “6”, expected seconds from 0 to the 6.0"),
    (
      "a,0,0,2,0,0\na,0,1,2,0,0\n",
      "row 3, column “start_s”: found “2”, expected more than 2.0, where the measure before it begins"
    ),
    ("a,0,0,0,0,0\na,1,0,1,0,0\n", "row 3, column “start_s”: found “1”, expected 0.0, as in row 2"),
    ("a,0,0,0,0,0\na,0,0,0,0,0\n", "row 3, column “annotator”: found “0”, expected one who has not rated"),
    ("a,,0,0,0,0\n", "row 2, column “annotator”: found “”, expected a name"),
    ("a,0,0,0,0\n", "row 2: found 5 fields where the header names 6"),
  ])
  func errorsNameFileRowAndColumn(rows: String, sentence: String) {
    let error = #expect(throws: CorpusError.self) { try corpus(rows) }
    #expect(
      error?.description.hasPrefix("c/annotations.csv, " + sentence) == true,
      "\(error?.description ?? "none")")
  }

  @Test func everyClipIsRated() {
    let text = "clip,audio,group,annotated_s\na,a.opus,c:x,6\nb,b.opus,c:x,6\n"
    #expect(throws: CorpusError.unratedClip(path: "c/annotations.csv", clip: "b")) {
      try Corpus(
        name: "c", text: text, path: "c/clips.csv", folder: "c",
        annotations: { _ in Self.header + "a,0,0,0,0,0\n" }, audioExists: { _ in true })
    }
  }

  @Test func garbageNeverTraps() {
    var generator = SplitMix64(seed: 2)
    let pieces = ["a", ",", "0", "1", "-", ".", "\n", "e9", "nan", "\"", "a,0,0,0,0,0\n", "a,1,1,2,1,-1\n"]
    for _ in 0..<2000 {
      let text = (0..<generator.index(below: 12)).map { _ in pieces[generator.index(below: pieces.count)] }
      _ = try? corpus(text.joined())
    }
  }
}
