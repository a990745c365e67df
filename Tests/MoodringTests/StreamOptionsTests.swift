import MoodCore
import Testing

@testable import moodring

@Suite struct StreamOptionsTests {
  private func fragmentSeconds(_ words: [String]) throws -> Double? {
    let arguments = try Arguments(["--config", "none"] + words, syntax: moodring.ListenCommand.syntax)
    return try StreamOptions(arguments, Settings(arguments)).hearing.input.fragmentSeconds
  }

  /// Where nobody waits for every estimate several hops come at once.
  @Test(arguments: [
    ([], true), (["--out", "csv:x"], true), (["--out", "ndjson:-?rate=3"], true),
    (["--out", "terminal"], false),
    (["--out", "ndjson:-?rate=10.001"], false), (["--out", "ndjson:-?rate=hop"], false),
    (["--out", "osc:127.0.0.1:7700"], false), (["--out", "ndjson:-", "--out", "osc:127.0.0.1:7700"], false),
    (["--out", "osc:127.0.0.1:7700?rate=5"], true),
  ])
  func theFragmentGoesByTheFastestOutput(words: [String], isUnhurried: Bool) throws {
    #expect(try fragmentSeconds(words) == (isUnhurried ? AnalysisGrid.seconds(hops: 4) : nil))
    #expect(try fragmentSeconds(words + ["--fragment", "5"]) == 0.005)
  }
}
