import Foundation
import MoodTestSupport
import Testing

/// The examples of the section Outputs are run, a second of each.
@Suite struct ReadmeTests {
  private static let examples: [String] = {
    let text = (try? String(contentsOfFile: packageRoot + "/README.md", encoding: .utf8)) ?? ""
    let section = text.components(separatedBy: "\n## ").first { $0.hasPrefix("Outputs\n") } ?? ""
    // What stands between fences.
    let blocks = section.components(separatedBy: "\n```\n").enumerated().filter { $0.offset % 2 == 1 }
    return blocks.flatMap { $0.element.split(separator: "\n").map(String.init) }.filter { line in
      line.hasPrefix("moodring ") && (!line.contains("[::1]") || DatagramReceiver(ipv6: true) != nil)
    }
  }()

  @Test func thereAreExamples() { #expect(Self.examples.count > 5) }

  @Test(arguments: examples)
  func anExampleRuns(line: String) throws {
    let second = line.replacingOccurrences(
      of: #"^moodring (listen|analyze demo)"#, with: "\\$moodring $1 --duration 1",
      options: .regularExpression
    ).replacingOccurrences(of: "255.255.255.255", with: "127.255.255.255")
    let run = try Program.shell(second, in: TemporaryFolder())
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.errors.contains("error"), "\(run.errors)")
  }
}
