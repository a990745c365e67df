import Foundation
import MoodTestSupport
import Testing

/// `moodring train`, as far as no corpus is needed.
@Suite struct TrainTests {
  /// What would be lost at the end of a training is refused before it begins.
  @Test(arguments: [
    ("--out there/model", 73, "there/model cannot be written"),
    ("--history there/history", 73, "there/history cannot be written"),
    ("--checkpoint there/kept", 73, "there/kept cannot be written"),
    ("--checkpoint broken", 65, "broken is no checkpoint of a training"),
  ])
  func whatCannotBeKeptIsRefused(_ option: String, _ status: Int32, _ sentence: String) throws {
    let folder = try TemporaryFolder()
    try "{}".write(toFile: folder.path + "/c.json5", atomically: true, encoding: .utf8)
    try "?".write(toFile: folder.path + "/broken", atomically: true, encoding: .utf8)
    let run = try Program.shell("$moodring train c.json5 --corpus . \(option)", in: folder)
    #expect(run.status == status && run.output.isEmpty, "\(run.errors)")
    #expect(run.errors.contains(sentence) && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }
}
