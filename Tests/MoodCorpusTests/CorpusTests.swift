import MoodCore
import Testing

@testable import MoodCorpus

@Suite struct CorpusTests {
  private func corpus(_ text: String, missing: String = "") throws -> Corpus {
    try Corpus(name: "c", text: text, path: "c/clips.csv", folder: "c") { $0 != missing }
  }

  @Test func readsLabels() throws {
    let text = """
      clip,audio,group,quadrant,quadrant_share,valence,arousal,moods
      a,audio/a.opus,"4q:The ""5"" Royales",Q3,0.7,-0.5,0.25,sad; slow

      """
    let clip = try #require(try corpus(text).clips.first)
    #expect(clip.audio == "c/audio/a.opus")
    #expect(clip.artist == "the5royales")
    #expect(clip.quadrant == Clip.QuadrantLabel(quadrant: .q3, share: 0.7))
    #expect(clip.affect == Affect(valence: -0.5, arousal: 0.25))
    let probabilities = try #require(clip.quadrant).probabilities
    #expect(abs(probabilities.sum() - 1) < 1e-6 && abs(probabilities.x - 0.1) < 1e-6)
  }

  private static let shares = EmotionNames.music.joined(separator: ",")

  @Test func readsEmotions() throws {
    let felt = try corpus(
      "clip,audio,group,genre,annotators,\(Self.shares)\na,b,g:h,pop,9,.1,0,0,0,0,0,.25,1,0\n")
    #expect(felt.clips[0].emotionShares == [0.1, 0, 0, 0, 0, 0, 0.25, 1, 0])
    #expect(felt.clips[0].stratum == "c/tension" && felt.clips[0].emotionClass == nil)
    let spoken = try corpus(
      "clip,audio,group,emotion,intensity,statement,repetition,sex\na,b,SM1,fearful,normal,01,02,male\n")
    #expect(spoken.clips[0].emotionClass == 5)
    #expect(spoken.clips[0].stratum == "c/fearful" && spoken.clips[0].emotionShares == nil)
  }

  @Test func speakersAreTheCorpussOwnAndArtistsAreNot() {
    func artist(_ corpus: String, _ group: String) -> String {
      let clip = Clip(corpus: corpus, name: "", audio: "", group: group)
      #expect(Clip.artist(ofGroup: clip.group) == clip.artist)
      return clip.artist
    }
    #expect(artist("ravdess", "actor01") != artist("savee", "actor01"))
    #expect(artist("ravdess", "actor01") != artist("4q", "4q:Actor 01"))
    #expect(artist("musifeast", "musifeast:milesdavis") == artist("4q", "4q:Miles Davis"))
  }

  @Test func recordingsOfMIDIAreToBeRendered() {
    let error = #expect(throws: CorpusError.self) {
      try corpus("clip,audio,midi,group\na,gone,c,d\n", missing: "c/gone")
    }
    let sentence = error?.description ?? ""
    #expect(sentence.hasPrefix("c/clips.csv, row 2, column “audio”: there is no file c/gone"))
    #expect(sentence.contains("MIDI") && sentence.contains("render OUT_DIR"))
  }

  @Test(arguments: [
    ("clip,audio\na,b\n", "c/clips.csv has no column “group”"),
    ("clip,audio,group,mood\na,b,c,d\n", "c/clips.csv has an unknown column “mood”"),
    ("clip,audio,group,clip\na,b,c,d\n", "c/clips.csv has the column “clip” twice"),
    ("clip,audio,group\na,b\n", "c/clips.csv, row 2: found 2 fields where the header names 3"),
    (
      "clip,audio,group,quadrant\na,b,c,Q5\n",
      "c/clips.csv, row 2, column “quadrant”: found “Q5”, expected Q1, Q2, Q3 or Q4"
    ),
    (
      "clip,audio,group,valence,arousal\na,b,c,0,1.5\n",
      "c/clips.csv, row 2, column “arousal”: found “1.5”, expected a number from -1 to 1"
    ),
    (
      "clip,audio,group,valence,arousal\na,b,c,nan,0\n",
      "c/clips.csv, row 2, column “valence”: found “nan”, expected a number from -1 to 1"
    ),
    ("clip,audio,group,valence\na,b,c,0\n", "c/clips.csv has no column “arousal”"),
    (
      "clip,audio,group\na,b,c\na,d,e\n",
      "c/clips.csv, row 3, column “clip”: “a” stands in an earlier row too"
    ),
    ("clip,audio,group\na,gone,c\n", "c/clips.csv, row 2, column “audio”: there is no file c/gone"),
    ("clip,audio,group\n,b,c\n", "c/clips.csv, row 2, column “clip”: found “”, expected a name"),
    ("clip,audio,group\n\"a,b,c\n", "c/clips.csv, row 2: a quotation mark"),
    ("clip,audio,group\n", "c/clips.csv holds no clip"),
    ("clip,audio,group,happiness\na,b,c,1\n", "c/clips.csv has an unknown column “happiness”"),
    ("clip,audio,group,amazement,solemnity\na,b,c,1,1\n", "c/clips.csv has no column “tenderness”"),
    (
      "clip,audio,group,\(shares)\na,b,c,0,0,0,0,0,1.01,0,0,0\n",
      "c/clips.csv, row 2, column “power”: found “1.01”, expected a number from 0 to 1"
    ),
    (
      "clip,audio,group,emotion\na,b,c,bored\n",
      "c/clips.csv, row 2, column “emotion”: found “bored”, expected one of neutral, calm, happy"
    ),
    (
      "clip,audio,group,annotated_s\na,b,c,0\n",
      "c/clips.csv, row 2, column “annotated_s”: found “0”, expected seconds, more than 0"
    ),
  ])
  func errorsNameFileRowAndColumn(text: String, sentence: String) {
    let error = #expect(throws: CorpusError.self) { try corpus(text, missing: "c/gone") }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "none")")
  }

  @Test(arguments: ["../../a", "a/b", ".a", "a\0b", "/\u{338}"])
  func namesThatAreNoFileNamesAreRefused(name: String) {
    #expect(
      throws: CorpusError.badValue(
        path: "c/clips.csv", row: 2, column: "clip", found: name,
        expected: "a name without a slash, a NUL or a leading dot")
    ) { try corpus("clip,audio,group\n\(name),b,c\n") }
  }

  @Test func absentFolderIsASentence() {
    let error = #expect(throws: CorpusError.self) { try Corpus(folder: "/nowhere/4q") }
    #expect(error?.description.hasPrefix("/nowhere/4q/clips.csv cannot be read") == true)
  }
}
