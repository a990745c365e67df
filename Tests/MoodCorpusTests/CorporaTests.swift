import Foundation
import MoodCore
import Testing

@testable import MoodCorpus

@Suite struct CorporaTests {
  private let root = NSTemporaryDirectory() + "moodring-corpora-\(UUID().uuidString)"

  private func write(_ files: [String: String], in folder: String) throws {
    for (path, text) in files {
      let url = URL(filePath: "\(root)/\(folder)/\(path)")
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
  }

  private func corpora(_ folders: String...) -> Corpora { Corpora(folders: folders.map { "\(root)/\($0)" }) }

  @Test func theFirstFolderWithRecordingsIsRead() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let table = "clip,audio,group,midi\na,a.opus,x:y,a.mid\nb,b.opus,x:y,b.mid\n"
    try write(["x/clips.csv": table], in: "silent")
    try write(["x/clips.csv": table, "x/a.opus": "", "x/b.opus": ""], in: "rendered")
    try write(["x/clips.csv": table, "x/a.opus": ""], in: "half")
    let found = try corpora("nowhere", "silent", "rendered").corpus("x")
    #expect(
      found.name == "x" && found.clips.map(\.audio) == ["a", "b"].map { "\(root)/rendered/x/\($0).opus" })
    #expect(
      throws: CorpusError.unrenderedAudio(
        path: "\(root)/silent/x/clips.csv", row: 2, audio: "\(root)/silent/x/a.opus")
    ) { try corpora("silent", "nowhere").corpus("x") }
    #expect(
      throws: CorpusError.unrenderedAudio(
        path: "\(root)/half/x/clips.csv", row: 3, audio: "\(root)/half/x/b.opus")
    ) { try corpora("half", "rendered").corpus("x") }
    let folders = ["\(root)/silent", "\(root)/half"]
    let error = #expect(throws: CorpusError.notFound(corpus: "y", folders: folders)) {
      try corpora("silent", "half").corpus("y")
    }
    #expect(error?.description == "there is no corpus “y”: no y/clips.csv in \(root)/silent, \(root)/half")
  }

  @Test func annotationsAreIgnoredWhereRatingsRunAlongNothing() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try write(
      [
        "e/clips.csv": "clip,audio,group\n1,1.opus,e:x\n", "e/1.opus": "",
        "e/annotations.csv": "clip,amazement,mood\n1,0,3\n",
      ], in: "")
    #expect(try corpora("").corpus("e").clips[0].track == nil)
  }

  @Test func theTeacherIsLookedForInAllFolders() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    for (folder, name) in [("one", "teacher_musicnn"), ("two", "teacher_va")] {
      try FileManager.default.createDirectory(
        atPath: "\(root)/\(folder)/x", withIntermediateDirectories: true)
      try Data(goldenBytes(name)).write(to: URL(filePath: "\(root)/\(folder)/x/\(name).npz"))
    }
    #expect(try corpora("two", "one").teacher("x")?.hasAffect == true)
    #expect(try corpora("one").teacher("x")?.hasAffect == false)
    #expect(try corpora("two").teacher("x") == nil)
  }
}
