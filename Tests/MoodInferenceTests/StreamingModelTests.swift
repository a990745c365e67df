import MoodCore
import MoodRealtime
import MoodTestSupport
import Testing

@testable import MoodInference

/// All that a statistics path can have.
private let whole = ModelMetadata.Statistics(
  hiddenWidth: 3, memorySteps: 5, isDirect: true, hasSlopes: true,
  experts: ModelMetadata.Experts(families: 3, shares: HeadShares(quadrant: 0.4, affect: 0.3, emotions: 0.7)))

@Test(arguments: 0..<48) func `a stream of any small shape equals the offline rule`(seed: UInt64) {
  var generator = SplitMix64(seed: seed)
  func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
  let quadrant = pick(0...2) > 0
  let file = randomModelFile(
    seed: seed, pooled: pick(1...4), latest: pick(0...3), trunk: pick(1...19),
    dilations: (0..<pick(0...3)).map { _ in pick(1...5) }, kernel: pick(1...4), hidden: pick(1...18),
    layers: pick(1...3), stride: pick(1...5), lookahead: pick(0...6), quadrant: quadrant,
    affect: !quadrant || pick(0...1) > 0, emotions: pick(0...3), isExclusive: pick(0...1) > 0,
    statistics: pick(0...3) > 0
      ? .init(
        hiddenWidth: pick(1...20), memorySteps: pick(1...30), isDirect: pick(0...1) > 0,
        hasSlopes: pick(0...1) > 0,
        experts: pick(0...1) > 0
          ? .init(
            families: pick(1...8),
            shares: HeadShares(
              quadrant: Float(pick(0...4)) / 4, affect: Float(pick(0...4)) / 4,
              emotions: Float(pick(0...4)) / 4)) : nil) : nil,
    isGated: pick(0...2) > 0, floor: [0, 0.25, 1][pick(0...2)], hasAttention: pick(0...1) > 0)
  let rows = randomRows(pick(0...70), width: file.metadata.rowColumns.count, seed: seed + 1000)
  let run = StreamRun(EmotionModel(file), rows: rows)
  let expected = OfflineReference(file: file, lookahead: file.metadata.lookaheadSteps).run(rows)
  let emotions = file.metadata.heads.emotions.count
  #expect(run.settled.count == rows.count)
  let now = worstDifference(run.now.map { $0.values(emotions: emotions) }, expected.now)
  #expect(now.difference < 1e-5, "now, at hop \(now.row)")
  let settled = worstDifference(run.settled.map { $0.values(emotions: emotions) }, expected.settled)
  #expect(settled.difference < 1e-5, "settled, at hop \(settled.row)")
  #expect((run.summary == nil) == (expected.summary == nil))
  if let summary = run.summary, let reference = expected.summary {
    #expect(worstDifference([summary.values(emotions: emotions)], [reference]).difference < 1e-5)
  }
}

@Test(arguments: 0...14) func `the end settles every hop, with the latency its phase has left`(hops: Int) {
  let file = randomModelFile(seed: 3, layers: 2, stride: 3, lookahead: 3)
  let rows = randomRows(hops, width: 5, seed: 4)
  let run = StreamRun(EmotionModel(file), rows: rows)
  #expect(run.now.count == hops)
  #expect(run.latencies == (1..<hops + 1).map { hop in min(9, Int64(hops - hop) / 3 * 3) })
  let expected = OfflineReference(file: file, lookahead: 3).run(rows).settled
  #expect(worstDifference(run.settled.map { $0.values(emotions: 2) }, expected).difference < 1e-5)
}

@Test(arguments: [1, 2, 3]) func `each phase equals a plain run over its own decimated input`(layers: Int) {
  let stride = 4
  let statistics = ModelMetadata.Statistics(
    hiddenWidth: 4, memorySteps: 9, isDirect: true, hasSlopes: true)
  let file = randomModelFile(
    seed: 5, dilations: [2, 1], layers: layers, stride: stride, lookahead: 3, statistics: statistics,
    isGated: true)
  let plain = randomModelFile(
    seed: 5, pooled: 0, latest: 8, dilations: [2, 1], layers: layers, stride: 1, lookahead: 3,
    statistics: statistics, isGated: true)
  let rows = randomRows(90, width: 6, seed: 6)
  let whole = StreamRun(EmotionModel(file), rows: rows)
  var pooling = StepPooling(stride: stride, pooledColumns: 3, latestColumns: 2)
  let pooled = rows.map { row in
    var input = [Float](repeating: 0, count: 8)
    pooling.advance(row, into: &input)
    return input + [row[5]]
  }
  for phase in 0..<stride {
    let hops = Array(Swift.stride(from: phase, to: rows.count, by: stride))
    let alone = StreamRun(EmotionModel(plain), rows: hops.map { pooled[$0] })
    #expect(alone.now == hops.map { whole.now[$0] })
    #expect(alone.settled == hops.map { whole.settled[$0] })
  }
}

@Test func `without lookahead the settled estimate is the one given at once`() {
  let run = StreamRun(
    EmotionModel(
      randomModelFile(
        seed: 7, layers: 3, stride: 2, statistics: whole, isGated: true)),
    rows: randomRows(40, width: 6, seed: 8), lookahead: 0)
  #expect(run.settled == run.now)
}

@Test(arguments: [1, 2, 7]) func `another lookahead than the model's own equals the offline rule`(
  lookahead: Int
) {
  let file = randomModelFile(
    seed: 60, layers: 2, stride: 2, lookahead: 3, statistics: whole,
    isGated: true)
  let rows = randomRows(60, width: 6, seed: 61)
  let run = StreamRun(EmotionModel(file), rows: rows, lookahead: lookahead)
  let expected = OfflineReference(file: file, lookahead: lookahead).run(rows)
  #expect(worstDifference(run.settled.map { $0.values(emotions: 2) }, expected.settled).difference < 1e-5)
  #expect(run.latencies.first == Int64(2 * lookahead))
}

@Test(arguments: [0, 1, 5, 37]) func `a reset stream equals a new one`(hops: Int) {
  let model = EmotionModel(
    randomModelFile(
      seed: 9, dilations: [1, 3], layers: 2, stride: 3, statistics: whole,
      isGated: true))
  let rows = randomRows(50, width: 6, seed: 10)
  var stream = StreamingModel(model: model)
  for row in randomRows(hops, width: 6, seed: 11) { stream.advance(row: row) }
  if hops == 37 { _ = stream.settleNext() }
  stream.reset()
  #expect(StreamRun(&stream, rows: rows) == StreamRun(model, rows: rows))
}

@Test func `two streams over one model do not disturb each other`() {
  let model = EmotionModel(
    randomModelFile(
      seed: 12, layers: 2, stride: 2, statistics: whole, isGated: true))
  let first = randomRows(40, width: 6, seed: 13)
  let second = randomRows(40, width: 6, seed: 14)
  var a = StreamingModel(model: model)
  var b = StreamingModel(model: model)
  var outputs: [HeadOutputs] = []
  for (x, y) in zip(first, second) {
    a.advance(row: x)
    b.advance(row: y)
    outputs += [a.now, a.settled, b.now, b.settled]
  }
  let alone = [first, second].map { rows in
    var stream = StreamingModel(model: model)
    return rows.map { row in
      stream.advance(row: row)
      return [stream.now, stream.settled]
    }
  }
  #expect(outputs == zip(alone[0], alone[1]).flatMap { $0 + $1 })
}

@Test func `the summary is that of the mean linear output`() throws {
  let model = EmotionModel(randomModelFile(seed: 15, stride: 2))
  let run = StreamRun(model, rows: randomRows(200, width: 5, seed: 16))
  let summary = try #require(run.summary)
  // No affect output of this model is cut at ±1, so the mean of outputs is the output of the mean.
  let valence = run.settled.map { Double($0.affect.valence) }.reduce(0, +) / 200
  #expect(run.settled.allSatisfy { abs($0.affect.valence) < 1 })
  #expect(abs(Double(summary.affect.valence) - valence) < 1e-6)
  #expect(abs(summary.quadrants.sum() - 1) < 1e-6)
}

@Test func `a stream without hops has no summary`() {
  let run = StreamRun(EmotionModel(randomModelFile(seed: 17)), rows: [])
  #expect(run.settled.isEmpty)
  #expect(run.summary == nil)
}

@Test func `one impossible row does not poison what follows`() {
  for amplitude in [Float.nan, .infinity, -.infinity] {
    var stream = StreamingModel(
      model: EmotionModel(
        randomModelFile(
          seed: 18, dilations: [2], stride: 2, statistics: whole,
          isGated: true)))
    stream.advance(row: [.nan, .infinity, -.infinity, .nan, .greatestFiniteMagnitude, amplitude])
    for row in randomRows(20, width: 6, seed: 19) { stream.advance(row: row) }
    let values = stream.now.values(emotions: 2) + stream.settled.values(emotions: 2)
    #expect(values.allSatisfy { $0.isFinite })
    // The gate is not held shut either.
    let before = stream.now.distance
    for row in randomRows(20, width: 6, seed: 20) { stream.advance(row: row) }
    #expect(stream.now.distance != before)
  }
}
