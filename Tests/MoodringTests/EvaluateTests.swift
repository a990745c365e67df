import Foundation
import MoodTestSupport
import Testing

/// `moodring evaluate`, as far as no corpus is needed.
@Suite struct EvaluateTests {
  @Test(arguments: [
    (["--config", "c.json5", "--model", "music"], "either --config or --model"),
    ([], "either --config or --model"),
    (["--model", "music", "--folds", "3"], "--folds goes with --config"),
    (["--model", "music", "--fresh"], "--fresh goes with --config"),
    (["--config", "c.json5", "--seen"], "--seen goes with --model"),
    (
      ["--config", "c.json5", "--folds", "3", "--leave-out", "a"],
      "--folds and --leave-out exclude one another"
    ),
    (
      ["--config", "c.json5", "--leave-out", "c"],
      "--leave-out: found c, expected “corpora” or one that the configuration trains on: a, b"
    ),
    (
      ["--config", "c.json5", "--on", "a,c"],
      "--on: found c, expected some that the configuration trains on: a, b"
    ),
    (["--config", "c.json5", "--leave-out", "a", "--on", "b"], "--leave-out a tests on nothing of b"),
    (["--config", "c.json5", "--folds", "1"], "--folds"),
  ])
  func whatMakesNoEvaluationIsRefused(_ words: [String], _ sentence: String) throws {
    let folder = try TemporaryFolder()
    let configuration = "{ corpora: [{ folder: 'a', share: 0.5 }, { folder: 'b', share: 0.5 }] }"
    try configuration.write(toFile: folder.path + "/c.json5", atomically: true, encoding: .utf8)
    let line = words.map { "'\($0)'" }.joined(separator: " ")
    let run = try Program.shell("$moodring evaluate --corpus . \(line)", in: folder)
    #expect(run.status == 64 && run.output.isEmpty, "\(run.errors)")
    #expect(run.errors.contains(sentence) && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }

  @Test func aMissingCorpusIsNamed() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell("$moodring evaluate --corpus . --model music --corpora jazz", in: folder)
    #expect(run.status == 65 && run.errors.contains("jazz"), "\(run.errors)")
  }
}
