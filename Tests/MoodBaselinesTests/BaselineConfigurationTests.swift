import Foundation
import MoodConfiguration
import MoodTestSupport
import Testing

@testable import MoodBaselines

@Suite struct BaselineConfigurationTests {
  private let folder = packageRoot + "/Configs/Baselines"

  @Test func shippedOnesAreReadAndTheSampleHasEveryKeyAtItsDefault() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json5") }
    #expect(names.count >= 4)
    for name in names {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      #expect(!(try BaselineConfiguration(text, file: name).columns.isEmpty))
    }
    let text = try String(contentsOfFile: "\(folder)/logistic.json5", encoding: .utf8)
    let least = "{ name: \"logistic regression\", classifier: \"logistic\" }"
    #expect(
      try BaselineConfiguration(text, file: "x") == BaselineConfiguration(least, file: "x"))
    for key in BaselineConfiguration.schema.keys {
      let word = try #require(key.path.split(separator: ".").last)
      #expect(text.contains("\(word):"))
    }
  }

  @Test(arguments: [
    ("{}", "classifier"), ("{ classifier: 'tree' }", "classifier"), ("{ clasifier: 'forest' }", "classifier"),
    ("{ classifier: 'forest', trees: 0 }", "trees"), ("{ classifier: 'forest', trees: 1.5 }", "trees"),
    ("{ classifier: 'rbf-svm', cost: -1 }", "cost"),
    ("{ classifier: 'forest', features: { statistics: [] } }", "statistic"),
    ("{ classifier: 'forest', features: { set: 'some' } }", "features.set"), ("[", "JSON5"), ("", "JSON5"),
  ])
  func whatCannotBeIsSaid(text: String, word: String) {
    let fault = #expect(throws: ConfigurationFault.self) { try BaselineConfiguration(text, file: "b.json5") }
    #expect(fault.map { "\($0)".contains(word) && "\($0)".contains("b.json5") } == true)
  }
}
