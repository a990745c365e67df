/// The one grid on which all analysis happens: 22,050 Hz mono, frames of 2048 samples, a hop every 512.
///
/// Row `n` (counted from 1) covers the samples `[n·512 − 2048, n·512)`; zeros stand before the first sample.
public enum AnalysisGrid {
  /// Samples a second of the analysed signal.
  @inlinable
  public static var sampleRateHz: Int {
    @_noAllocation @_noLocks
    get { 22_050 }
  }
  /// Samples between two rows: 23.2 ms.
  @inlinable
  public static var hopSamples: Int {
    @_noAllocation @_noLocks
    get { 512 }
  }
  /// Samples a row covers: 92.9 ms.
  @inlinable
  public static var frameSamples: Int {
    @_noAllocation @_noLocks
    get { 2048 }
  }

  /// Seconds on the sample clock at the end of hop `count`.
  @_noAllocation @_noLocks
  public static func seconds(hops count: Int64) -> Double {
    Double(count * Int64(hopSamples)) / Double(sampleRateHz)
  }

  /// Seconds on the sample clock after `count` analysed samples.
  public static func seconds(samples count: Int64) -> Double {
    Double(count) / Double(sampleRateHz)
  }

  /// The same in millionths of a second, to the nearest.
  public static func microseconds(samples count: Int64) -> Int64 {
    let rate = Int64(sampleRateHz)
    return (count * 1_000_000 + rate / 2) / rate
  }
}
