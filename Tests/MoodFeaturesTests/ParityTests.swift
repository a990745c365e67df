import MoodCore
import MoodFeatures
import MoodTestSupport
import Testing

/// Our rows against those of librosa and ffmpeg.
struct ParityTests {
  static let signals = ["sine", "chirp", "noise", "voice", "click"]
  /// A frame below −50 dBFS is not compared.
  static let quietestRMS: Float = 0.00316

  @Test(arguments: signals)
  func rowsEqualLibrosa(signal: String) throws {
    let goldens = try Goldens.load()
    let ours = try featureRows(of: Goldens.samples(of: signal), columns: goldens.columns)
      .dropFirst(Goldens.firstRow)
    let rms = try goldens.values(of: #require(goldens.columns.firstIndex(of: "rms")), signal: signal)
    #expect(ours.count == rms.count)
    for (index, column) in goldens.columns.enumerated() {
      // The first row of a difference to the row before is the reference's own beginning.
      let isCompared = rms.enumerated().map {
        $0.element > Self.quietestRMS && (column != "onset_strength" || $0.offset > 0)
      }
      let metric = try #require(
        ParityMetric(
          found: ours.map { $0[index] }, expected: goldens.values(of: index, signal: signal),
          isCompared: isCompared))
      #expect(metric.median <= 1e-4 && metric.percentile99 <= 1e-2, "\(column) of \(signal): \(metric)")
    }
  }

  @Test func silenceEqualsLibrosa() throws {
    let goldens = try Goldens.load()
    let ours = try featureRows(of: Goldens.samples(of: "click"), columns: goldens.columns)
      .dropFirst(Goldens.firstRow)
    #expect(goldens.columns[0] == "rms")
    for (index, column) in goldens.columns.enumerated() {
      let theirs = try goldens.values(of: index, signal: "click")
      for (row, values) in zip(theirs.indices, ours) where row > 0 && values[0] == 0 {
        let difference = abs(values[index] - theirs[row])
        #expect(difference <= 1e-4 * max(1, abs(theirs[row])), "\(column), row \(row)")
      }
    }
  }

  @Test(arguments: signals)
  func loudnessEqualsFFmpeg(signal: String) throws {
    let golden = try #require(Goldens.load().signals[signal])
    let columns = ["loudness_momentary_lufs", "loudness_short_lufs"]
    let ours = try featureRows(of: Goldens.samples(of: signal), columns: columns)
    #expect(!golden.ebur128.isEmpty)
    for values in golden.ebur128 {
      let row = Int(values[0])
      for (column, expected) in values.dropFirst().enumerated() {
        let found = ours[row - 1][column]
        let isEqual = abs(found - max(expected, Loudness.floorLUFS)) <= 0.1
        #expect(
          isEqual, "\(columns[column]) of \(signal) in row \(row): found \(found), expected \(expected)")
      }
    }
  }
}
