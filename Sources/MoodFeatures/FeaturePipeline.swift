package import MoodCore
import MoodRealtime

/// From samples to rows of chosen columns: frame, spectra, families, sliding statistics.
///
/// Computes only what the columns take, and a column's value does not depend on which others were chosen. For one
/// thread at a time.
package struct FeaturePipeline: ~Copyable, Sendable {
  /// The chosen columns in the order given.
  package let schema: FeatureSchema

  private var frame: FrameAnalysis
  private var families: FeatureBank.All
  private var statistics: SlidingStatistics
  /// Every base column, then what `statistics` writes.
  private let values: SampleBuffer
  private let selection: ColumnSelection

  /// Allocates and plans what `columns` take, each a base column or a statistic of one (`rms_mean_3s`).
  package init(columns: [String]) throws(FeatureError) {
    let plan = try ColumnPlan(columns: columns, base: FeatureBank.schema)
    schema = plan.schema
    families = FeatureBank.All(including: plan.baseNames)
    frame = FrameAnalysis(parts: families.needs)
    statistics = SlidingStatistics(plan.statistics, ranges: FeatureBank.schema.columns.map(\.range))
    values = SampleBuffer(count: plan.baseCount + statistics.outputCount)
    selection = ColumnSelection(plan.sources)
    firstStatistic = plan.baseCount
  }

  /// Where in `values` the statistics begin.
  private let firstStatistic: Int

  /// Takes exactly `AnalysisGrid.hopSamples` samples and writes the `schema.count` values of their row.
  @_noAllocation @_noLocks
  package mutating func advance(_ hop: UnsafePointer<Float>, into row: UnsafeMutablePointer<Float>) {
    frame.advance(hop)
    Self.extract(frame, by: &families, into: values.base)
    statistics.advance(values.base, into: values.base + firstStatistic)
    selection.write(values.base, into: row)
  }

  /// Makes the pipeline what it was at the beginning of the stream.
  @_noAllocation @_noLocks
  package mutating func reset() {
    frame.reset()
    Self.reset(&families)
    statistics.reset()
  }

  // A debug build compiles every file alone, cannot see into the families from here, and so must not check them. A
  // release build does.

  #if DEBUG
    @_semantics("no_performance_analysis")
  #else
    @_noAllocation @_noLocks
  #endif
  private static func extract(
    _ frame: borrowing FrameAnalysis, by families: inout FeatureBank.All,
    into row: UnsafeMutablePointer<Float>
  ) {
    families.extract(frame, into: row)
  }

  #if DEBUG
    @_semantics("no_performance_analysis")
  #else
    @_noAllocation @_noLocks
  #endif
  private static func reset(_ families: inout FeatureBank.All) { families.reset() }
}
