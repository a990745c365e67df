import MoodCore

/// Lengths of time in rows.
enum RowWindow {
  /// The nearest whole number of rows to 10 s.
  static var tenSeconds: Int {
    @_noAllocation @_noLocks
    get { (10 * AnalysisGrid.sampleRateHz + AnalysisGrid.hopSamples / 2) / AnalysisGrid.hopSamples }
  }
  /// Seconds from one row to the next.
  static var secondsPerRow: Float {
    @_noAllocation @_noLocks
    get { Float(AnalysisGrid.hopSamples) / Float(AnalysisGrid.sampleRateHz) }
  }
}
