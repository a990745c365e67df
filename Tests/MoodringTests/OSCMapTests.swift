import Foundation
import MoodTestSupport
import Testing

@Suite struct OSCMapTests {
  private func addresses(_ arguments: [String]) throws -> [[String: Any]] {
    let run = try Program.run(["osc-map", "--json"] + arguments)
    #expect(run.status == 0 && run.errors.isEmpty)
    let json = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    return try #require(json?["addresses"] as? [[String: Any]])
  }

  @Test func everyAddressHasItsTypeUnitRangeAndMeaning() throws {
    let addresses = try addresses(["--prefix", "/stage/left", "--send", "rms,centroid_hz"])
    let names = addresses.compactMap { $0["address"] as? String }
    #expect(names.count == addresses.count && Set(names).count == names.count)
    #expect(names.allSatisfy { $0.hasPrefix("/stage/left/") })
    for address in addresses {
      let meaning = try #require(address["meaning"] as? String)
      #expect(!meaning.isEmpty && address["unit"] is String && address["type"] is String)
    }
    let centroid = try #require(
      addresses.first { $0["address"] as? String == "/stage/left/feature/centroid_hz" })
    #expect(centroid["unit"] as? String == "Hz" && centroid["minimum"] as? Double == 0)
    let quadrant = try #require(addresses.first { $0["address"] as? String == "/stage/left/quadrant/name" })
    #expect(quadrant["words"] as? [String] == ["Q1", "Q2", "Q3", "Q4"])
  }

  @Test func everyAddressHasALineForPeople() throws {
    let run = try Program.run(["osc-map"])
    #expect(run.lines.count == 1 + (try addresses([])).count)
    #expect(run.lines[1] == run.lines[1].trimmingCharacters(in: .whitespaces))
    #expect(run.lines[1].split(separator: " ").prefix(4) == ["/moodring/valence", "f", "1", "-1…1"])
  }

  @Test(arguments: [
    ("--prefix x", "expected a prefix such as /stage/left"), ("--prefix ''", "expected a prefix"),
    ("--send nothing_at_all", "feature column 'nothing_at_all' does not exist"), ("demo", "takes no operand"),
  ])
  func whatCannotBeIsRefused(arguments: String, says: String) throws {
    let run = try Program.shell("$moodring osc-map \(arguments)", in: TemporaryFolder())
    #expect(run.status == 64)
    #expect(run.errors.split(separator: "\n").count == 1 && run.errors.contains(says), "\(run.errors)")
  }
}
