import MoodCore
package import MoodFeatures
import MoodRealtime

/// What an extractor does against the promises of `FeatureExtractor`, a sentence each; empty if it keeps them.
package func featureExtractorViolations<Extractor: FeatureExtractor & ~Copyable>(
  of type: Extractor.Type
) -> [String] {
  var violations: [String] = []
  let columns = Extractor.columns
  if columns.isEmpty { violations.append("there are no columns") }
  if Set(columns.map(\.name)).count != columns.count { violations.append("two columns have one name") }
  for column in columns {
    if column.name.contains(where: { !$0.isASCII || !($0.isLowercase || $0.isNumber || $0 == "_") }) {
      violations.append("column '\(column.name)' is not in snake case")
    }
    if column.unit.isEmpty || column.reference.isEmpty {
      violations.append("column '\(column.name)' lacks a unit or a reference")
    }
  }

  // Whatever it heard before, a reset forgets it.
  var used = Extractor()
  for signal in ExtractorSignals.all {
    var fresh = Extractor()
    let first = rows(of: signal.samples, by: &fresh)
    for (index, value) in first.enumerated() {
      let column = columns[index % columns.count]
      let tolerance = 1e-5 * max(abs(column.range.upperBound), 1)
      if !value.isFinite {
        violations.append("\(column.name) of \(signal.name) is \(value) in row \(index / columns.count)")
      } else if value < column.range.lowerBound
        || value > column.range.upperBound + (tolerance.isFinite ? tolerance : 0)
      {
        violations.append("\(column.name) of \(signal.name) is \(value), outside \(column.range)")
      }
    }
    used.reset()
    if rows(of: signal.samples, by: &used).map(\.bitPattern) != first.map(\.bitPattern) {
      violations.append("\(signal.name) gives other values after a reset")
    }
  }
  return violations
}

/// All rows that the extractor gives of whole hops, one after the other.
private func rows<Extractor: FeatureExtractor & ~Copyable>(
  of samples: [Float], by extractor: inout Extractor
) -> [Float] {
  var frame = FrameAnalysis(parts: Extractor.needs)
  let row = SampleBuffer(count: Extractor.columns.count)
  var rows: [Float] = []
  samples.withUnsafeBufferPointer { samples in
    guard let start = samples.baseAddress else { return }
    for hop in 0..<samples.count / AnalysisGrid.hopSamples {
      frame.advance(start + hop * AnalysisGrid.hopSamples)
      extractor.extract(frame, into: row.base)
      rows += row.array()
    }
  }
  return rows
}

/// Signals at the edges of what a stream may hold.
private enum ExtractorSignals {
  static let all: [(name: String, samples: [Float])] = {
    let count = 10 * AnalysisGrid.hopSamples
    var random = SplitMix64(seed: 1)
    let noise = (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
    return [
      ("silence", [Float](repeating: 0, count: count)),
      ("negative zero", [Float](repeating: -0.0, count: count)),
      ("noise", noise),
      ("noise up to 1000", noise.map { $0 * 1000 }),
      // As loud as the capture lets anything be.
      ("noise up to 2^20", noise.map { $0 * 0x1p20 }),
      ("a square wave of 2^20", (0..<count).map { $0 / 50 % 2 == 0 ? 0x1p20 : -0x1p20 }),
      (
        "noise between silence and 2^20",
        noise.enumerated().map { $1 * ($0 / 2000 % 2 == 0 ? 0x1p20 : 1e-19) }
      ),
      ("denormal noise", noise.map { $0 * 1e-20 * 1e-20 }),
      ("noise around 1e-20", noise.map { $0 * 1e-20 }),
      ("a constant", [Float](repeating: 1000, count: count)),
      ("alternating signs", (0..<count).map { $0.isMultiple(of: 2) ? 1 : -1 }),
      ("a click", (0..<count).map { $0 == 3000 ? 1 : 0 }),
      // Longer than the longest window, which is of 10 s, with pauses, clicks and a tone.
      (
        "eleven seconds",
        (0..<480 * AnalysisGrid.hopSamples).map { place in
          let tone = (place % 105 < 52 ? 0.1 : -0.1) as Float
          let click: Float = place % 11_025 < 100 ? 0.8 : 0
          return place / 30_000 % 3 == 2 ? 0 : tone + (0.01 + click) * noise[place % count]
        }
      ),
      ("noise, then silence", noise[..<(count / 2)] + [Float](repeating: 0, count: count / 2)),
    ]
  }()
}
