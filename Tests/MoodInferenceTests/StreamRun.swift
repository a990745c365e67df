import MoodCore
import MoodInference
import MoodTestSupport

/// What a stream says of each of its hops.
struct StreamRun: Equatable {
  var now: [HeadOutputs] = []
  var settled: [HeadOutputs] = []
  /// Hops that each settled estimate has seen after its own.
  var latencies: [Int64] = []
  var summary: HeadOutputs?

  /// Runs a whole stream, to the last settled hop.
  init(_ stream: inout StreamingModel, rows: [[Float]]) {
    for row in rows {
      stream.advance(row: row)
      now.append(stream.now)
      if stream.hasSettled { take(&stream) }
    }
    while stream.settleNext() { take(&stream) }
    summary = stream.summary()
  }

  init(_ model: EmotionModel, rows: [[Float]], lookahead: Int? = nil) {
    var stream = StreamingModel(model: model, lookaheadSteps: lookahead)
    self.init(&stream, rows: rows)
  }

  private mutating func take(_ stream: inout StreamingModel) {
    settled.append(stream.settled)
    latencies.append(stream.settledLatencyHops)
    precondition(stream.settledHop == Int64(settled.count), "hops settle in order")
  }
}

/// Rows of `width` random values, as `Goldens/generate.py` makes them from the seed.
func randomRows(_ count: Int, width: Int, seed: UInt64) -> [[Float]] {
  var generator = SplitMix64(seed: seed)
  return (0..<count).map { _ in (0..<width).map { _ in generator.signedUnit() } }
}

extension HeadOutputs {
  /// Quadrants, valence, arousal, the first `emotions` emotions, and the distance.
  func values(emotions count: Int) -> [Double] {
    let four = (0..<4).map { quadrants[$0] }
    return (four + [affect.valence, affect.arousal] + (0..<count).map { emotions[$0] } + [distance]).map(
      Double.init)
  }
}

/// The largest difference between two tables, and where it is.
func worstDifference(_ a: [[Double]], _ b: [[Double]]) -> (difference: Double, row: Int) {
  precondition(a.count == b.count, "tables of the same length are compared")
  var worst = (difference: 0.0, row: 0)
  for (row, pair) in zip(a, b).enumerated() {
    for (x, y) in zip(pair.0, pair.1) where !(abs(x - y) <= worst.difference) { worst = (abs(x - y), row) }
  }
  return worst
}
