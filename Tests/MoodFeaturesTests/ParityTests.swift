import MoodCore
import MoodFeatures
import MoodTestSupport
import Testing

/// Our rows against those of librosa and ffmpeg.
struct ParityTests {
  @Test(arguments: Goldens.signals)
  func rowsEqualLibrosa(signal: String) throws {
    // The first row of a difference to the row before is the reference's own beginning.
    try expectParity("Librosa", signal: signal) { column, row in column == "onset_strength" && row == 0 }
  }

  /// Essentia's shape, and MIRtoolbox's formulas.
  @Test(arguments: Goldens.signals)
  func spectralShapeEqualsItsReferences(signal: String) throws {
    try expectParity("Spectral", signal: signal)
  }

  @Test func silenceEqualsLibrosa() throws {
    let goldens = try Goldens.load("Librosa")
    let ours = try featureRows(of: Goldens.samples(of: "click"), columns: goldens.columns).dropFirst(3)
    #expect(goldens.columns[0] == "rms")
    for (index, column) in goldens.columns.enumerated() {
      let theirs = try goldens.values(of: index, signal: "click")
      for (row, values) in zip(theirs.indices, ours) where row > 0 && values[0] == 0 {
        let difference = abs(values[index] - theirs[row])
        #expect(difference <= 1e-4 * max(1, abs(theirs[row])), "\(column), row \(row)")
      }
    }
  }

  @Test(arguments: Goldens.signals)
  func loudnessEqualsFFmpeg(signal: String) throws {
    let golden = try #require(Goldens.load("Librosa").signals?[signal]?.ebur128)
    let columns = ["loudness_momentary_lufs", "loudness_short_lufs"]
    let ours = try featureRows(of: Goldens.samples(of: signal), columns: columns)
    #expect(!golden.isEmpty)
    for values in golden {
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
