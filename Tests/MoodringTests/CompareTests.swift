import Foundation
import MoodCore
import MoodTestSupport
import Testing

/// `moodring compare`, and `train` and `analyze` with what it compares, on made-up clips.
@Suite struct CompareTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try write("logistic", "{ name: 'line', classifier: 'logistic' }")
    try write(
      "network",
      "{ name: 'net', classifier: 'network', layers: ['dense 8', 'relu'], training: { epochs: 40, rate: 0.01 } }"
    )
    try write(
      "both", "{ name: 'both', classifier: 'ensemble', members: ['logistic.json5', 'network.json5'] }")
  }

  private func write(_ name: String, _ text: String) throws {
    try folder.write(Array(text.utf8), to: name + ".json5")
  }

  /// Clips of four quadrants that two numbers tell apart, mostly.
  private func writeTable() throws {
    var random = SplitMix64(seed: 1)
    var text = "clip,group,quadrant,x,y\n"
    for number in 0..<120 {
      let quadrant = Quadrant.allCases[number % 4]
      let (x, y) = [(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)][number % 4]
      text += "\(number),artist\(number / 3),\(quadrant.name),"
      text += "\(x + Double(random.normal()) / 2),\(y + Double(random.normal()) / 2)\n"
    }
    try folder.write(Array(text.utf8), to: "features.csv")
  }

  private func compare(_ line: String) throws -> Subprocess {
    try Program.shell("$moodring compare -q \(line) --journal kept", in: folder)
  }

  @Test func aTableOfFeaturesIsComparedAndFinishedFoldsAreKept() throws {
    try writeTable()
    let line = "logistic.json5 network.json5 both.json5 --table features.csv --folds 4 --json table.json"
    let run = try compare(line)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.hasPrefix("features, 4 folds, 1 seed, artists apart"))
    let rows = run.text.split(separator: "\n").filter { $0.contains("±") }
    #expect(rows.count == 3)
    for row in rows { #expect(row.contains("0.8") || row.contains("0.9"), "\(row)") }
    let kept = try folder.read("table.json")
    let again = try compare(line)
    #expect(again.text == run.text)
    #expect(try folder.read("table.json") == kept)
  }

  @Test func leakyRowsAreMarked() throws {
    try writeTable()
    let run = try compare("logistic.json5 network.json5 --table features.csv --folds 3 --protocol leaky")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("LEAKY") && run.text.contains("net (leaky)"))
    #expect(run.text.contains("% of what was tested leaks into the training"))
    let ensemble = try compare("both.json5 --table features.csv --protocol leaky")
    #expect(ensemble.status == 64 && ensemble.errors.contains("both.json5 is an ensemble"))
  }

  @Test(arguments: [
    ("logistic.json5 --table none.csv", 65, "none.csv cannot be read"),
    ("logistic.json5 --table features.csv --on 4q", 64, "--on does not go with it"),
    ("sequence.json5 --table features.csv", 64, "hears sequences"),
    ("nested.json5 --table features.csv", 78, "is an ensemble itself"),
    ("logistic.json5 both.json5 --table features.csv --protocol leaky", 64, "is an ensemble, which"),
    ("lost.json5 --table features.csv", 66, "gone.json5"), ("--table features.csv", 64, "compare needs"),
    ("logistic.json5", 64, "--corpus is missing"), ("logistic.json5 --table few.csv", 65, "5 folds need"),
    ("logistic.json5 --table one.csv --folds 2", 65, "is of the class"),
  ])
  func whatCannotBeComparedIsSaid(_ line: String, _ status: Int32, _ sentence: String) throws {
    try writeTable()
    try write(
      "sequence", "{ classifier: 'network', layers: ['mean'], features: { form: 'sequence' } }")
    try write("nested", "{ classifier: 'ensemble', members: ['nested.json5', 'logistic.json5'] }")
    try write("lost", "{ classifier: 'ensemble', members: ['gone.json5', 'logistic.json5'] }")
    try folder.write(Array("clip,group,quadrant,x\na,b,Q1,1\nc,d,Q2,1\n".utf8), to: "few.csv")
    try folder.write(
      Array("clip,group,quadrant,x\na,b,Q1,1\nc,d,Q1,2\ne,f,Q1,3\ng,h,Q1,4\n".utf8), to: "one.csv")
    let run = try compare(line)
    #expect(run.status == status && run.output.isEmpty, "\(run.status) \(run.errors)")
    #expect(run.errors.contains(sentence) && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }

  /// A folder of songs with labels of one's own: loud noise against a quiet tone.
  @Test func whatIsTrainedOnAFolderOfSongsAnalyzes() throws {
    var random = SplitMix64(seed: 4)
    var labels = "clip,audio,group,quadrant\n"
    try FileManager.default.createDirectory(atPath: folder.path + "/songs", withIntermediateDirectories: true)
    for number in 0..<24 {
      let isLoud = number % 4 < 2
      let samples = (0..<22_050).map { place -> Int16 in
        isLoud
          ? Int16(truncatingIfNeeded: random.next()) / 3
          : Int16(700 * sin(Double(place) * Double(200 + number) * 2 * .pi / 22_050))
      }
      try MonoWave.file(samples).write(to: URL(filePath: folder.path + "/songs/\(number).wav"))
      labels += "\(number),\(number).wav,band\(number / 2),Q\(number % 4 + 1)\n"
    }
    try folder.write(Array(labels.utf8), to: "songs/clips.csv")
    let train = try Program.shell(
      "$moodring train -q network.json5 --corpus . --cache cache --on songs --out net.safetensors", in: folder
    )
    #expect(train.status == 0 && train.errors.isEmpty, "\(train.errors)")
    let run = try Program.shell(
      "$moodring analyze songs/0.wav songs/3.wav --model net.safetensors", in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let records = try Records(run.text)
    #expect(records.all.map { $0["type"] as? String } == ["begin", "end", "begin", "end"])
    let quadrants = records.of(type: "end").compactMap {
      ($0["summary"] as? [String: Any])?["quadrant"] as? String
    }
    #expect(
      quadrants.count == 2 && ["Q1", "Q2"].contains(quadrants[0]) && ["Q3", "Q4"].contains(quadrants[1]))
    let live = try Program.shell("$moodring listen --input demo --model net.safetensors", in: folder)
    #expect(live.status != 0 && live.errors.contains("hears clips whole"))
  }
}
