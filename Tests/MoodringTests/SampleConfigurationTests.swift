import Foundation
import MoodConfiguration
import MoodCore
import MoodTestSupport
import Testing

@testable import moodring

/// The sample is the manual: every key at its default, and no other.
@Suite struct SampleConfigurationTests {
  private let schema = ConfigurationSchema.moodring
  private var sample: String {
    get throws { try String(contentsOfFile: packageRoot + "/Configs/moodring.json5", encoding: .utf8) }
  }

  @Test func theSampleIsTheDefaults() throws {
    let read = try schema.read(sample, file: "sample")
    let defaults = Dictionary(uniqueKeysWithValues: schema.keys.map { ($0.path, $0.standard) })
    #expect(read.values == defaults)
  }

  @Test func theSampleExplainsItsKeysInTheirOrderWithTheirOptions() throws {
    var rest = try sample[...]
    for key in schema.keys {
      let name = try #require(key.path.split(separator: ".").last)
      let place = try #require(rest.range(of: "\n *\(name): ", options: .regularExpression), "\(key.path)")
      rest = rest[place.upperBound...]
    }
    for command in moodring.Program.commands {
      for option in command.syntax.options where option.key != nil {
        #expect(try sample.contains("--\(option.name)"), "\(option.name)")
      }
    }
  }

  /// Words that a key may have stand in its comment, so that the manual cannot miss one.
  @Test func theSampleNamesTheWordsOfEveryChoice() throws {
    for key in schema.keys {
      guard case .words(let words) = key.kind else { continue }
      for word in words { #expect(try sample.contains("\"\(word)\""), "\(key.path) \(word)") }
    }
  }

  @Test func aMutatedSampleIsReadOrRefusedInOneSentence() throws {
    var generator = SplitMix64(seed: 41)
    let bytes = Array(try sample.utf8)
    let folder = try TemporaryFolder()
    for round in 0..<3000 {
      var mutant =
        round % 10 == 0 ? (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) } : bytes
      for _ in 0...generator.index(below: 6) {
        let place = generator.index(below: mutant.count)
        switch generator.index(below: 4) {
        case 0: mutant[place] = .random(in: 0...255, using: &generator)
        case 1: mutant.removeSubrange(place..<min(mutant.count, place + 1 + generator.index(below: 40)))
        case 2: mutant.insert(contentsOf: bytes[generator.index(below: bytes.count)...].prefix(30), at: place)
        default:
          mutant.insert(
            contentsOf: Array("0123456789-eE.+xNaN{}[]:,".utf8).shuffled(using: &generator).prefix(5),
            at: place)
        }
        if mutant.isEmpty { mutant = [0] }
      }
      let path = try folder.write(mutant, to: "mutant")
      do throws(ConfigurationFault) {
        _ = try schema.read(ConfigurationFile.text(path: path), file: "mutant")
      } catch {
        #expect(error.description.contains("mutant") && !error.description.contains("\n"))
      }
    }
  }

  @Test func filesAreReadWithinBounds() throws {
    let folder = try TemporaryFolder()
    let long = try folder.write([UInt8](repeating: 0x20, count: 2 << 20), to: "long")
    let broken = try folder.write([0x7b, 0xff, 0x7d], to: "broken")
    #expect(throws: ConfigurationFault.tooLong(file: long, limitBytes: 1 << 20)) {
      try ConfigurationFile.text(path: long)
    }
    #expect(throws: ConfigurationFault.tooLong(file: "/dev/zero", limitBytes: 1 << 20)) {
      try ConfigurationFile.text(path: "/dev/zero")
    }
    #expect(throws: ConfigurationFault.notUTF8(file: broken)) { try ConfigurationFile.text(path: broken) }
    #expect(throws: ConfigurationFault.unreadable(file: folder.path, errno: EISDIR)) {
      try ConfigurationFile.text(path: folder.path)
    }
    #expect(throws: ConfigurationFault.unreadable(file: folder.path + "/none", errno: ENOENT)) {
      try ConfigurationFile.text(path: folder.path + "/none")
    }
  }
}
