import MoodCore
import Testing

@testable import MoodNetworks

@Suite struct NetworkPlanTests {
  @Test func shapesFollowEachOther() throws {
    let plan = try NetworkPlan([
      "picture", "conv 16 3x3", "pool 4x2", "sequence", "bilstm 24 steps", "norm", "lstm 8", "dropout 0.5",
    ])
    #expect(
      try plan.shapes(from: [40, 12]) == [
        [40, 12, 1], [40, 12, 16], [10, 6, 16], [10, 96], [10, 48], [10, 48], [8], [8],
      ])
  }

  @Test(arguments: [
    "", "conv", "conv 16", "conv 16 2x2", "conv 16 3", "dense 0", "dense -3", "dense +3",
    "dense 99999999999999999999",
    "lstm 12", "lstm 8 last", "dropout 1", "dropout nan", "leaky-relu", "pool 0x1", "pool 2x", "relu 3",
    "Relu",
    "conv 16 3x3x3", "mean mean", "🎵",
  ])
  func whatIsNoLayerIsNamed(_ text: String) {
    let fault = #expect(throws: NetworkPlan.Fault.self) { try NetworkPlan(["relu", text]) }
    #expect(
      fault?.layer == 2 && fault?.text == text && fault?.description.contains("expected dense N") == true)
  }

  @Test(arguments: [
    (["conv 4 3x3"], 1), (["picture", "lstm 8"], 2), (["picture", "pool 9x1"], 2), (["relu"], 1),
    (["flatten", "picture"], 2), (["lstm 8", "lstm 8"], 2), ([], 0),
  ])
  func whatDoesNotFitIsNamed(_ texts: [String], layer: Int) throws {
    let plan = try NetworkPlan(texts)
    let fault = #expect(throws: NetworkPlan.Fault.self) { try plan.shapes(from: [8, 5]) }
    #expect(fault?.layer == layer)
    #expect(fault?.description.contains("expected") == true)
  }

  /// A file of a few words is not to ask for all memory.
  @Test(arguments: [
    ["flatten", "dense 65536", "dense 65536"], ["picture", "conv 65536 1x1"],
    ["picture", "conv 65535 65535x65535"], ["lstm 65536"], ["picture", "conv 9 65535x65535"],
  ])
  func whatIsTooLargeIsNamed(_ texts: [String]) throws {
    let plan = try NetworkPlan(texts)
    let fault = #expect(throws: NetworkPlan.Fault.self) { try plan.shapes(from: [10_000, 46]) }
    #expect(fault?.expected == "at most 67108864", "\(String(describing: fault))")
  }

  @Test func garbageIsNeverALayer() {
    var random = SplitMix64(seed: 1)
    let alphabet = Array("dense conv pool lstm relu 0123456789x.-+ \0é")
    for _ in 0..<2000 {
      let text = String(
        (0..<random.index(below: 20)).map { _ in alphabet[random.index(below: alphabet.count)] })
      if let plan = try? NetworkPlan([text]) { _ = try? plan.shapes(from: [4, 3]) }
    }
  }
}
