import Foundation
import MoodCore
import MoodRealtime
import MoodTestSupport
import Testing

@testable import MoodCorpus

/// The corpora where they are: in the folders that MOODRING_CORPORA names, with colons, or beside the package.
private let realCorpora = Corpora(
  folders: ProcessInfo.processInfo.environment["MOODRING_CORPORA"]?.split(separator: ":").map(String.init)
    ?? ["\(packageRoot)/../shared/corpora"])

private let absence: Comment = "needs the corpora: name their folders in MOODRING_CORPORA"

private func has(_ names: String...) -> Bool {
  names.allSatisfy { (try? realCorpora.corpus($0)) != nil }
}

@Suite struct RealCorporaTests {
  private func check(_ name: String, clips: Int, groups: Int, _ label: @escaping (Clip) -> Bool) throws {
    let found = try realCorpora.corpus(name).clips
    #expect(found.count == clips)
    #expect(Set(found.map(\.group)).count == groups && Set(found.map(\.artist)).count == groups)
    #expect(found.allSatisfy(label))
  }

  @Test(.enabled(if: has("4q", "musifeast", "emotify"), absence)) func musicIsAllThere() throws {
    try check("4q", clips: 717, groups: 520) { $0.quadrant != nil }
    try check("musifeast", clips: 237, groups: 234) { $0.affect != nil }
    try check("emotify", clips: 311, groups: 100) { $0.emotionShares?.count == 9 }
  }

  @Test(.enabled(if: has("ravdess", "tess", "nemo", "urdu"), absence)) func speechIsAllThere() throws {
    try check("ravdess", clips: 1080, groups: 18) { $0.emotionClass != nil }
    try check("tess", clips: 644, groups: 2) { $0.emotionClass != nil }
    try check("nemo", clips: 1494, groups: 9) { $0.emotionClass != nil }
    try check("urdu", clips: 400, groups: 29) { $0.emotionClass != nil }
  }

  @Test(.enabled(if: has("emopia"), absence)) func renderedPianoIsAllThere() throws {
    try check("emopia", clips: 910, groups: 330) { $0.quadrant != nil }
  }

  @Test(.enabled(if: has("vgmidi"), absence)) func renderedGamesAreRatedFromStartToEnd() throws {
    try check("vgmidi", clips: 158, groups: 7) { clip in
      guard let track = clip.track, let end = clip.annotatedSeconds else { return false }
      return clip.affect == nil && track.affect(atSeconds: 0) != nil && track.affect(atSeconds: end) != nil
        && track.affect(atSeconds: end + 0.01) == nil && track.points.allSatisfy { $0.annotators > 20 }
    }
  }

  @Test(.enabled(if: has("4q", "musifeast"), absence)) func artistsOfTwoCorporaStayOnOneSide() throws {
    let clips = try ["4q", "musifeast"].flatMap { try realCorpora.corpus($0).clips }
    let artists = Dictionary(grouping: clips, by: \.artist).mapValues { Set($0.map(\.corpus)) }
    #expect(artists.values.count { $0.count == 2 } == 12)
    let split = try Split.leaveOneCorpusOut(clips)
    let (held, rest) = split.sides(of: clips, held: 1)
    #expect(held.count == 237 && rest.count < 717 - 11)
    try Split.checkDisjoint(held, rest)
  }

  @Test(
    .enabled(if: has("4q"), absence), arguments: ["4q", "musifeast", "emotify"])
  func theTeacherHeardEveryClip(name: String) throws {
    let clips = try realCorpora.corpus(name).clips
    let teacher = try #require(try realCorpora.teacher(name))
    #expect(teacher.hasAffect)
    let target = SampleBuffer(count: TeacherOutputs.width)
    for clip in clips {
      #expect(teacher.interpolated(clip: clip, atSeconds: 10, into: target.base))
      #expect((0..<target.count).allSatisfy { target[$0].isFinite })
    }
    let patches = ["4q": 19_711, "musifeast": 6_633, "emotify": 17_925]
    #expect(teacher.startSeconds.count == patches[name])
  }
}
