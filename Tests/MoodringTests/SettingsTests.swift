import Foundation
import MoodTestSupport
import Testing

@testable import moodring

/// The command line over the file over the defaults, and where the file is found.
@Suite struct SettingsTests {
  @Test func theFirstPlaceIsTheOwnOne() {
    #expect(
      ConfigurationSearch.candidates(home: "/h", configurationHome: "/c")
        == ["/c/moodring/moodring.json5", "/etc/moodring/moodring.json5"])
    #expect(
      ConfigurationSearch.candidates(home: "/h", configurationHome: "relative")
        == ["/h/.config/moodring/moodring.json5", "/etc/moodring/moodring.json5"])
    #expect(
      ConfigurationSearch.candidates(home: nil, configurationHome: "") == ["/etc/moodring/moodring.json5"])
  }

  /// Which of a, b and c the records went to.
  @Test(arguments: [
    ("XDG_CONFIG_HOME=$dir/xdg HOME=$dir $moodring listen --input demo", "a"),
    ("HOME=$dir $moodring listen --input demo", "b"),
    ("XDG_CONFIG_HOME=$dir/nowhere HOME=$dir $moodring listen --input demo", ""),
    ("HOME=$dir $moodring listen --input demo --config c.json5", "c"),
    ("HOME=$dir $moodring listen --input demo --config none", ""),
    ("HOME=$dir $moodring listen --input demo --config <(cat c.json5)", "c"),
    ("HOME=$dir $moodring listen --input demo --out ndjson:-", ""),
    ("HOME=$dir $moodring analyze demo", "b"),
  ])
  func theFirstFileFoundCounts(line: String, target: String) throws {
    let folder = try TemporaryFolder()
    for (place, name) in [("xdg/moodring", "a"), (".config/moodring", "b")] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(place)", withIntermediateDirectories: true)
      try folder.write(Array("{ out: ['ndjson:\(name)'] }".utf8), to: "\(place)/moodring.json5")
    }
    try folder.write(Array("{ out: ['ndjson:c'] }".utf8), to: "c.json5")
    let run = try Program.shell(line + " --duration 1", in: folder)
    #expect(run.status == 0)
    let written = ["a", "b", "c"].filter { FileManager.default.fileExists(atPath: "\(folder.path)/\($0)") }
    #expect(written == (target.isEmpty ? [] : [target]))
    #expect(run.output.isEmpty == !target.isEmpty)
  }

  @Test func everyKeyCountsLikeItsOption() throws {
    let folder = try TemporaryFolder()
    let samples = try folder.write(TestAudio.stereo16(), to: "raw")
    let model = packageRoot + "/Configs/Models/music.safetensors"
    try folder.write(
      Array(
        """
        { input: '\(samples)', inputFormat: 's16le', rate: 44100, channels: 2, channel: 'left', block: 77,
          out: ['ndjson:-?rate=hop&stage=now'], model: '\(model)', verbosity: 'verbose' }
        """.utf8), to: "c")
    // A regular file is raw only where the command line says so.
    let file = try Program.shell("$moodring listen --config c --input - < raw", in: folder)
    let line = try Program.shell(
      """
      $moodring listen --config none --input - --input-format s16le --rate 44100 --channels 2 --channel left \
        --block 77 --out 'ndjson:-?rate=hop&stage=now' --model \(model) -v < raw
      """, in: folder)
    #expect(file.status == 0 && line.status == 0, "\(file.errors) \(line.errors)")
    #expect(file.output == line.output)
    #expect(!line.errors.isEmpty && file.errors == "moodring: the configuration is c\n" + line.errors)

    let quiet = try Program.shell("$moodring listen -q --config c --input - --channel mix < raw", in: folder)
    #expect(quiet.status == 0 && quiet.errors.isEmpty)
    #expect(quiet.output != file.output)
    let refused = try Program.shell("$moodring listen --config c", in: folder)
    #expect(refused.status == 65)
  }

  @Test func whatIsSaidOfRawPCMDisturbsNoFileWithAHeader() throws {
    let folder = try TemporaryFolder()
    try folder.write(TestAudio.wav(TestAudio.stereo16()), to: "chord.wav")
    try folder.write(Array("{ inputFormat: 'f32be', rate: 8000, channels: 7 }".utf8), to: "c")
    for line in ["analyze chord.wav", "listen --input chord.wav", "listen < chord.wav"] {
      let configured = try Program.shell(
        "$moodring \(line) --config c".replacing(" < chord.wav --config c", with: " --config c < chord.wav"),
        in: folder)
      let plain = try Program.shell("$moodring \(line)", in: folder)
      #expect(configured.status == 0 && configured.errors == plain.errors, "\(configured.errors)")
      #expect(configured.output == plain.output)
    }
  }

  @Test func theKeysOfTablesCountLikeTheirOptions() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Array("{ features: { set: 'rms,zcr', stats: ['mean@1s'], format: 'ndjson' } }".utf8), to: "c")
    let file = try Program.shell("$moodring features demo --duration 3 --config c", in: folder)
    let line = try Program.shell(
      "$moodring features demo --duration 3 --set rms,zcr --stats mean@1s --format ndjson", in: folder)
    #expect(file.status == 0 && !file.output.isEmpty && file.output == line.output)
    // The name of the output counts more than the file, and the command line most.
    let named = try Program.shell(
      "$moodring features demo --duration 3 --config c --set rms -o t.csv && head -1 t.csv", in: folder)
    #expect(named.text == "t,rms,rms_mean_1s\n", "\(named.text) \(named.errors)")
  }

  @Test func aSwitchOfTheFileCanBeTurnedOff() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("{ realtime: true }".utf8), to: "c")
    let paced = try Program.shell("$moodring listen --input demo --duration 0.5 --config c", in: folder)
    let unpaced = try Program.shell(
      "$moodring listen --input demo --duration 0.5 --config c --no-realtime", in: folder)
    // Only what runs by the wall clock says when it started.
    #expect(try Records(paced).all.first?["started"] != nil)
    #expect(try Records(unpaced).all.first?["started"] == nil)
  }

  @Test(arguments: [
    ("{ rat: 1 }", Int32(78), #"c has an unknown key "rat", did you mean rate?"#),
    ("{ 'input-format': 's16le' }", 78, "did you mean inputFormat?"),
    ("{ rate: '44100' }", 78, #"c has "44100" at rate, expected a whole number from 4000 to 384000"#),
    ("{ inputFormat: 's17le' }", 78, "at inputFormat, expected one of"),
    ("{ channel: 'middle' }", 78, "c is wrong at channel: a channel is mix"),
    ("{ out: ['ndjson:-', 'frob:1'] }", 78, "c is wrong at out.1: there is no output"),
    ("{ model: 'nosuch' }", 78, "c is wrong at model: there is no embedded model nosuch"),
    ("{ input: 'tone:-1' }", 78, "c is wrong at input: a tone"),
    ("{ silence: { enterLUFS: -50 } }", 78, "c is wrong at silence.enterLUFS: silence begins under"),
    ("{ silence: { leaveLUFS: -61 } }", 78, "c is wrong at silence.leaveLUFS"),
    ("{ minConfidence: 1.01 }", 78, "c has 1.01 at minConfidence, expected a number from 0 to 1"),
    ("{ silence: { holdSeconds: -1 } }", 78, "c has -1 at silence.holdSeconds"),
    ("{ features: { format: 'xls' } }", 78, "at features.format"),
    ("", 78, "c is no JSON5 at line 1, column 1"),
    ("[]", 78, "an object in braces"),
  ])
  func aFaultOfTheFileIsOneSentenceWithItsName(text: String, status: Int32, part: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(text.utf8), to: "c")
    let run = try Program.shell("$moodring listen --config c < c", in: folder)
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.contains(part), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1 && run.output.isEmpty)
  }

  @Test(arguments: [
    ("{ features: { set: 'rmss' } }", "c is wrong at features.set: feature column 'rmss' does not exist"),
    ("{ features: { stats: ['mean@3s', 'median@3s'] } }", "c is wrong at features.stats: "),
    ("{ features: { stats: ['mean'] } }", "c is wrong at features.stats: "),
  ])
  func aFaultOfItsTablesIsOneToo(text: String, part: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(text.utf8), to: "c")
    let run = try Program.shell("$moodring features demo --config c", in: folder)
    #expect(run.status == 78 && run.errors.contains(part), "\(run.errors)")
  }

  @Test func aFileThatIsNotThereIsNoInput() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell("$moodring analyze demo --config missing", in: folder)
    #expect(
      run.status == 66 && run.errors.contains("the configuration missing cannot be read"), "\(run.errors)")
    #expect(try Program.shell("$moodring analyze demo --config .", in: folder).status == 66)
    let training = try Program.shell("$moodring train missing --corpus .", in: folder)
    #expect(training.status == 66 && training.errors.contains("missing"))
  }

  @Test(.disabled(if: geteuid() == 0, "root may read everything"))
  func aFileThatMayNotBeReadIsAPermissionFault() throws {
    let run = try Program.shell(
      "echo '{}' > c && chmod 0 c && $moodring analyze demo --config c", in: TemporaryFolder())
    #expect(run.status == 77)
  }
}
