import MoodTestSupport
import Testing

/// Holds our rows of a signal against those of a group of goldens, column by column.
///
/// Rows whose frame is below −50 dBFS are not compared.
/// - Parameter isExempt: whether a row of the reference (0 is its first) is left out for a column: say why where you
///   call it.
func expectParity(
  _ group: String, signal: String, isExempt: (_ column: String, _ row: Int) -> Bool = { _, _ in false }
) throws {
  let quietestRMS: Float = 0.00316
  let goldens = try Goldens.load(group)
  let samples = try Goldens.samples(of: signal)
  let ours = try featureRows(of: samples, columns: goldens.columns).dropFirst(goldens.firstRow ?? 3)
  let loudness = try featureRows(of: samples, columns: ["rms"]).dropFirst(goldens.firstRow ?? 3)
  for (index, column) in goldens.columns.enumerated() {
    let expected = try goldens.values(of: index, signal: signal)
    try #require(ours.count == expected.count, "\(group), \(signal): rows")
    let isCompared = loudness.enumerated().map { row, values in
      values[0] > quietestRMS && !isExempt(column, row)
    }
    let metric = try #require(
      ParityMetric(found: ours.map { $0[index] }, expected: expected, isCompared: isCompared),
      "\(column) of \(signal): no row is compared")
    #expect(metric.median <= 1e-4 && metric.percentile99 <= 1e-2, "\(column) of \(signal): \(metric)")
  }
}
