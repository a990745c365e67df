import Foundation
import MoodConfiguration
import MoodSinks
import MoodTestSupport
import Testing

@testable import moodring

@Suite struct PresetTests {
  @Test func thoseInTheRepositoryAreThoseInTheProgram() throws {
    let folder = packageRoot + "/Configs/Presets"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json5") }
    #expect(Set(files) == Set(Preset.all.map { $0.name + ".json5" }))
    for preset in Preset.all {
      #expect(
        try String(contentsOfFile: "\(folder)/\(preset.name).json5", encoding: .utf8) == preset.text)
    }
  }

  @Test(arguments: Preset.all.map(\.name))
  func eachIsLoaded(name: String) throws {
    let arguments = try Arguments(
      ["--config", "none", "--preset", name], syntax: moodring.ListenCommand.syntax)
    let settings = try Settings(arguments)
    let options = try StreamOptions(arguments, settings)
    #expect(options.output.areChosen && options.output.outputs.count == 1)
    #expect(options.output.outputs[0].isShaped)
    let preset = try #require(Preset(named: name))
    #expect(
      !preset.summary.isEmpty
        && preset.text.contains("osc:ADDRESS") == (name != "live" && name != "wekinator"))
  }

  @Test func theFileAndTheCommandLineCountMore() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      Array("{ preset: 'qlcplus', shaping: { silence: 'stop' }, gain: 'off' }".utf8), to: "c")
    func options(_ words: [String]) throws -> StreamOptions {
      let arguments = try Arguments(["--config", file] + words, syntax: moodring.ListenCommand.syntax)
      return try StreamOptions(arguments, Settings(arguments))
    }
    let filed = try options([])
    #expect(filed.output.shaping.silence == .stop && filed.gain == .off)
    #expect(filed.output.texts[0].hasPrefix("osc:127.0.0.1:7700") && filed.output.addresses.count == 3)
    let typed = try options(["--silence", "hold", "--preset", "resolume", "--out", "ndjson:-"])
    #expect(typed.output.shaping.silence == .hold && typed.output.texts == ["ndjson:-"])
    #expect(typed.output.shaping.quadrantDwellSeconds == 1, "as with resolume, which does not say it")
  }

  @Test func wekinatorsInputsAreThoseOfTheModels() throws {
    let text = try #require(Preset(named: "wekinator")).text
    for name in ["music", "speech"] {
      let outputs = try ModelChoice.load(name).metadata.outputs
      let addresses = OSCAddressMap.estimates(of: .now, outputs: outputs, features: [], prefix: "")
      let floats = addresses.count { $0.range != nil }
      #expect(text.contains("\(floats) with --model \(name)"), "\(floats)")
    }
  }

  @Test func theyAreListedAndPrinted() throws {
    let list = try Program.run(["presets"])
    #expect(list.status == 0)
    #expect(list.text.split(separator: "\n").count == Preset.all.count)
    for preset in Preset.all {
      #expect(list.text.contains(preset.name))
      #expect(try Program.run(["presets", preset.name]).text == preset.text)
    }
    let unknown = try Program.run(["presets", "qlc"])
    #expect(unknown.status == 64 && unknown.errors.contains("did you mean qlcplus?"), "\(unknown.errors)")
    #expect(try Program.run(["listen", "--preset", "qlc"]).status == 64)
  }
}
