import MoodCore

/// Predicts the beats: tells each of them in the last row that ends before it.
///
/// The tempo comes from `TempoTracker`, the phase from `BeatScore`: half a period after a beat the next one is looked
/// for in the score as it will be if nothing is heard any more (Stark, Davies and Plumbley, Real-time beat-synchronous
/// analysis of musical audio, DAFx 2009). There are no beats before a tempo is trusted, nor in silence. All times are
/// kept as distances in rows from the present one, so nothing drifts however long the stream is.
package struct BeatTracker: ~Copyable, Sendable {
  /// A beat that is about to come.
  package struct Beat: Equatable, Sendable, BitwiseCopyable {
    package var tempoBPM: Float
    /// Samples from the end of the row that tells it to the beat: less than a hop.
    package var samplesAhead: Int64
  }

  /// Momentary loudness below which there are no beats.
  package static var quietestLUFS: Float {
    @_noAllocation @_noLocks
    get { OnsetDetector.quietestLUFS }
  }
  /// By how many samples a beat precedes the end of the row whose score is highest: 24 ms.
  private static var delaySamples: Float {
    @_noAllocation @_noLocks
    get { 530 }
  }
  /// The contrast that counts half; larger ones, as of a sound out of silence, are held down to twice that.
  private static var halfContrastDecibels: Float {
    @_noAllocation @_noLocks
    get { 3 }
  }

  private var contrast = OnsetContrast()
  private var tempo = TempoTracker()
  private var score = BeatScore()
  /// Rows since the last beat; negative for a beat told ahead; nil where none was told.
  private var rowsSinceBeat: Float?
  /// Rows to the next beat, in rows whose score it tops; nil where it is not known yet.
  private var rowsToBeat: Float?

  /// Allocates the state at the beginning of a stream.
  package init() {}

  /// The trusted tempo; nil while there is none.
  package var tempoBPM: Float? {
    @_noAllocation @_noLocks
    get { tempo.period > 0 ? TempoTracker.tempoBPM(period: tempo.period) : nil }
  }

  /// Takes the next row in and tells the beat before the next row, if there is one.
  /// - Parameters:
  ///   - onsetStrength: the column `onset_strength`.
  ///   - loudnessLUFS: the column `loudness_momentary_lufs`.
  @_noAllocation @_noLocks
  package mutating func advance(onsetStrength: Float, loudnessLUFS: Float) -> Beat? {
    let isQuiet = loudnessLUFS < Self.quietestLUFS
    let height = contrast.advance(onsetStrength)
    let held = isQuiet ? 0 : height / (1 + abs(height) / Self.halfContrastDecibels)
    tempo.advance(held)
    score.advance(max(0, held), period: tempo.period)
    let period = tempo.period
    guard period > 0, !isQuiet else {
      rowsSinceBeat = nil
      rowsToBeat = nil
      return nil
    }
    if let since = rowsSinceBeat { rowsSinceBeat = since + 1 }
    if let ahead = rowsToBeat { rowsToBeat = ahead - 1 }
    if rowsToBeat == nil { predict(period) }
    return due(period)
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  package mutating func reset() {
    contrast.reset()
    tempo.reset()
    score.reset()
    rowsSinceBeat = nil
    rowsToBeat = nil
  }

  @_noAllocation @_noLocks
  private mutating func predict(_ period: Float) {
    if let since = rowsSinceBeat {
      if since >= period / 2 { rowsToBeat = score.rowsToBeat(around: period - since, period: period) }
    } else {
      rowsToBeat = score.rowsToFirstBeat(period: period)
    }
  }

  /// The predicted beat, if it comes before the next row.
  @_noAllocation @_noLocks
  private mutating func due(_ period: Float) -> Beat? {
    guard let ahead = rowsToBeat else { return nil }
    let hop = Float(AnalysisGrid.hopSamples)
    let samples = ahead * hop - Self.delaySamples
    guard samples < hop else { return nil }
    rowsSinceBeat = -ahead
    rowsToBeat = nil
    return Beat(tempoBPM: TempoTracker.tempoBPM(period: period), samplesAhead: Int64(samples))
  }
}
