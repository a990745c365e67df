import Foundation
import MoodInference
import MoodTestSupport
import Testing

/// `Goldens/streaming.json`, written by `Goldens/generate.py` with the versions it names.
private struct Goldens: Decodable {
  struct Case: Decodable, CustomTestStringConvertible {
    /// `nn.LSTM` where `settled` comes from PyTorch's bidirectional LSTM over the whole phase, else `rule`.
    let peer: String
    let seed: UInt64
    let pooled, latest, trunk, kernel, hidden, layers, stride, lookahead, hops, every: Int
    let dilations: [Int]
    /// Width and memory of the statistics path; nil without one.
    let statistics: [Int]?
    let direct, slopes, gate, exclusive, attention: Bool
    let floor: Float
    /// Of experts, and what these count; no families where there are none.
    let families: Int
    let shares: [Float]
    let now, settled: [[Double]]
    let summary: [Double]

    var testDescription: String {
      "\(peer), \(layers) layers, stride \(stride), lookahead \(lookahead), dilations \(dilations)"
        + (statistics == nil ? "" : ", statistics") + (direct ? ", direct" : "") + (slopes ? ", slopes" : "")
        + (gate ? ", gate" : "") + (floor > 0 ? ", floor" : "") + (exclusive ? ", exclusive" : "")
        + (attention ? ", attention" : "") + (families > 0 ? ", \(families) families" : "")
    }
  }

  let cases: [Case]

  static let read: [Case] = {
    let url = Bundle.module.url(forResource: "streaming", withExtension: "json", subdirectory: "Goldens")!
    return try! JSONDecoder().decode(Goldens.self, from: Data(contentsOf: url)).cases
  }()
}

@Test(arguments: Goldens.read) private func `a stream equals PyTorch to 1e-5`(golden: Goldens.Case) {
  let file = randomModelFile(
    seed: golden.seed, pooled: golden.pooled, latest: golden.latest, trunk: golden.trunk,
    dilations: golden.dilations, kernel: golden.kernel, hidden: golden.hidden, layers: golden.layers,
    stride: golden.stride, lookahead: golden.lookahead, isExclusive: golden.exclusive,
    statistics: golden.statistics.map {
      .init(
        hiddenWidth: $0[0], memorySteps: $0[1], isDirect: golden.direct, hasSlopes: golden.slopes,
        experts: golden.families > 0
          ? .init(
            families: golden.families,
            shares: HeadShares(
              quadrant: golden.shares[0], affect: golden.shares[1], emotions: golden.shares[2])) : nil)
    }, isGated: golden.gate, floor: golden.floor,
    hasAttention: golden.attention)
  let rows = randomRows(golden.hops, width: file.metadata.rowColumns.count, seed: golden.seed + 1)
  let run = StreamRun(EmotionModel(file), rows: rows)
  func every(_ outputs: [HeadOutputs]) -> [[Double]] {
    stride(from: 0, to: outputs.count, by: golden.every).map { outputs[$0].values(emotions: 2) }
  }
  let now = worstDifference(every(run.now), golden.now)
  #expect(now.difference < 1e-5, "now, at hop \(now.row * golden.every)")
  let settled = worstDifference(every(run.settled), golden.settled)
  #expect(settled.difference < 1e-5, "settled, at hop \(settled.row * golden.every)")
  let summary = worstDifference([run.summary?.values(emotions: 2) ?? []], [golden.summary])
  #expect(summary.difference < 1e-5, "summary")
}
