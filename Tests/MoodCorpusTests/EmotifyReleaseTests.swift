import MoodCore
import Testing

@testable import MoodCorpus

@Suite struct EmotifyReleaseTests {
  private static let header =
    "track id,genre, amazement, solemnity, tenderness, nostalgia, calmness, power, joyful_activation, tension, "
    + "sadness, mood, liked, disliked, age, gender, mother tongue\n"

  private func read(
    _ rows: String, header: String = header, audioExists: (String) -> Bool = { _ in true }
  ) throws -> [Clip] {
    try EmotifyRelease(
      name: "emotify", text: header + rows, path: "e/data.csv", folder: "e", audioExists: audioExists
    ).clips
  }

  private func reason(_ rows: String, header: String = header) -> String {
    do {
      _ = try read(rows, header: header)
      return ""
    } catch { return "\(error)" }
  }

  @Test func sharesAreThoseOfAllListenersOfATrack() throws {
    let clips = try read(
      """
      300,electronic,1,0,0,0,1,0,0,0,0,3,1,0,21,1,English
      2,classical,0,0,1,0,0,0,0,0,0,3,0,0,34,0,Dutch
      300,electronic,1,0,0,0,0,0,0,1,0,2,0,1,40,0,Russian

      """)
    #expect(clips.map(\.name) == ["002", "300"])
    #expect(clips[0].emotionShares == [0, 0, 1, 0, 0, 0, 0, 0, 0])
    #expect(clips[1].emotionShares == [1, 0, 0, 0, 0.5, 0, 0, 0.5, 0])
  }

  @Test func recordingsAreNumberedWithinTheirGenre() throws {
    let zeros = ",0,0,0,0,0,0,0,0,0,3,0,0,30,1,x\n"
    let tracks = [
      (1, "classical"), (100, "classical"), (101, "rock"), (300, "electronic"), (301, "pop"), (400, "pop"),
    ]
    let clips = try read(tracks.map { "\($0.0),\($0.1)" + zeros }.joined())
    #expect(
      clips.map(\.audio) == [
        "e/classical/1.mp3", "e/classical/100.mp3", "e/rock/1.mp3", "e/electronic/100.mp3", "e/pop/1.mp3",
        "e/pop/100.mp3",
      ])
    #expect(Set(clips.map(\.group)).count == clips.count, "no artist is known: a track is a group")
  }

  @Test func whatIsWrongIsNamedByRowAndColumn() throws {
    let rest = "0,0,0,0,0,0,0,0,0,3,0,0,30,1,x\n"
    #expect(
      reason("1,classical," + rest + "401,pop," + rest)
        == "e/data.csv, row 3, column “track id”: found “401”, expected a whole number from 1 to 400")
    #expect(
      reason("1,pop," + rest)
        == "e/data.csv, row 2, column “genre”: found “pop”, expected classical, of which track 1 is")
    #expect(
      reason("1,classical,2,0,0,0,0,0,0,0,0,3,0,0,30,1,x\n")
        == "e/data.csv, row 2, column “amazement”: found “2”, expected a number from 0 to 1")
    #expect(
      reason("1,classical\n", header: "track id,genre\n") == "e/data.csv has no column “amazement”")
    #expect(
      throws: CorpusError.missingAudio(path: "e/data.csv", row: 2, audio: "e/classical/7.mp3")
    ) { try read("7,classical," + rest, audioExists: { _ in false }) }
  }
}
