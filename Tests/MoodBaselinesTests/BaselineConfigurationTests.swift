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
      guard case .baseline(_, let columns, _) = try BaselineConfiguration(text, file: name).content else {
        Issue.record("\(name) is no baseline")
        continue
      }
      #expect(!columns.isEmpty)
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

  /// Those with a classifier, of which the ensemble's members are others.
  @Test func architecturesAreRead() throws {
    let folder = packageRoot + "/Configs/Training"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json5") }
    var (networks, ensembles): ([String], [String]) = ([], [])
    for name in names {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      guard text.contains("classifier:") else { continue }
      switch try BaselineConfiguration(text, file: name).content {
      case .baseline(let baseline, _, _):
        #expect(baseline.kind.recipe != nil)
        networks.append(name)
      case .ensemble(let members): ensembles += members
      }
    }
    #expect(networks.count >= 6 && ensembles.count >= 3)
    #expect(ensembles.allSatisfy(networks.contains))
  }

  @Test(arguments: [
    ("{ classifier: 'network', layers: ['conv 3 3x3'] }", "picture"),
    ("{ classifier: 'network', layers: ['magic 3'] }", "magic 3"),
    ("{ classifier: 'network', layers: ['dense 4'], features: { form: 'sequence' } }", "at the end"),
    ("{ classifier: 'network', layers: ['dense 4'], features: { columns: ['nose_*'] } }", "nose_*"),
    ("{ classifier: 'network', layers: ['dense 4'], features: { columns: ['nose'] } }", "nose"),
    ("{ classifier: 'network', layers: ['dense 4'], training: { batch: 1 } }", "training.batch"),
    ("{ classifier: 'ensemble', members: ['a.json5'] }", "at least two files"),
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
