import MoodCore
import MoodFeatures
import MoodTestSupport

/// What the two trackers find in samples, as the analyser feeds them.
struct RhythmRun: Equatable {
  struct Onset: Equatable {
    var seconds: Double
    var strength: Float
  }

  struct Beat: Equatable {
    var seconds: Double
    var tempoBPM: Float
    /// Seconds by which it was told ahead; negative where it was told too late.
    var lead: Double
  }

  var onsets: [Onset] = []
  var beats: [Beat] = []

  init(_ samples: [Float]) throws {
    var onsets = OnsetDetector()
    var beats = BeatTracker()
    try self.init(samples, &onsets, &beats)
  }

  init(_ samples: [Float], _ onsetDetector: inout OnsetDetector, _ beatTracker: inout BeatTracker) throws {
    let rows = try featureRows(of: samples, columns: ["onset_strength", "loudness_momentary_lufs"])
    for (index, row) in rows.enumerated() {
      let end = Int64((index + 1) * AnalysisGrid.hopSamples)
      if let strength = onsetDetector.advance(onsetStrength: row[0], loudnessLUFS: row[1]) {
        onsets.append(
          Onset(seconds: AnalysisGrid.seconds(samples: end - OnsetDetector.delaySamples), strength: strength))
      }
      if let beat = beatTracker.advance(onsetStrength: row[0], loudnessLUFS: row[1]) {
        beats.append(
          Beat(
            seconds: AnalysisGrid.seconds(samples: end + beat.samplesAhead), tempoBPM: beat.tempoBPM,
            lead: AnalysisGrid.seconds(samples: beat.samplesAhead)))
      }
    }
  }

  /// The F-measure of two ascending lists of times, matched one to one within `window` seconds.
  static func fMeasure(_ a: [Double], _ b: [Double], window: Double) -> Double {
    var (i, j, hits) = (0, 0, 0)
    while i < a.count, j < b.count {
      if abs(a[i] - b[j]) <= window {
        (i, j, hits) = (i + 1, j + 1, hits + 1)
      } else if a[i] < b[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return a.isEmpty && b.isEmpty ? 1 : 2 * Double(hits) / Double(a.count + b.count)
  }
}
