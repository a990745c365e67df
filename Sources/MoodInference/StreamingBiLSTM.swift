import MoodRealtime

/// A stack of bidirectional recurrent layers whose backward passes see a limited future, for each of several
/// interleaved phases.
///
/// With step index n and lookahead L: `now(n)` knows nothing after n; `settled(n)` adds a backward run over
/// n+L … n, begun at zero (latency-controlled BiLSTM: Zhang et al. 2016, arXiv 1510.08983). The first layer's forward
/// state is carried for ever. From the second layer up the forward states after n−1 depend on backward outputs below:
/// they are run again over the window from the carried state at n−1, and `now` and `settled` carry states of their own.
/// At the end of a phase the window is cut at its last step.
///
/// One per stream; only `init` allocates. A settled step costs L recurrent products a layer, and from the second layer
/// up the input products over the window.
struct StreamingBiLSTM: ~Copyable, @unchecked Sendable {
  private let layers: UnsafePointer<BiLSTMLayer>
  private let layerCount: Int
  private let width: Int
  private let lookahead: Int
  private let layout: RecurrentLayout
  private let states: SampleBuffer
  private let scratch: RecurrentScratch

  /// `layers` outlives the stream's state.
  init(layers: UnsafePointer<BiLSTMLayer>, count: Int, lookaheadSteps: Int, phases: Int) {
    precondition(
      count >= 1 && lookaheadSteps >= 0 && phases >= 1, "a recurrent stack has a layer and a phase")
    self.layers = layers
    layerCount = count
    width = layers[0].forward.width
    lookahead = lookaheadSteps
    layout = RecurrentLayout(width: width, layers: count, slots: lookaheadSteps + 1)
    states = SampleBuffer(count: phases * layout.phaseFloats)
    scratch = RecurrentScratch(width: width, steps: lookaheadSteps + 1)
  }

  /// Takes the input of step `step` of a phase (0, 1, 2 … in order) and writes what is known of it at once: 2·width
  /// floats, forward then backward.
  @_noAllocation @_noLocks
  mutating func advance(
    phase: Int, step: Int, input: UnsafePointer<Float>, now: UnsafeMutablePointer<Float>
  ) {
    let state = states.base + phase * layout.phaseFloats
    let slot = state + layout.slot(step)
    let forward = layers[0].forward
    let carried = state + layout.firstForward
    forward.weigh(input, into: scratch.sums)
    forward.step(
      sums: scratch.sums, from: carried + width, cell: carried, hidden: carried + width,
      scratch: scratch.gates)
    for index in 0..<width { slot[layout.hidden + index] = carried[width + index] }
    layers[0].backward.weigh(input, into: slot + layout.backwardSums)
    if layerCount > 1 {
      layers[1].forward.weigh(carried + width, into: slot + layout.upperForwardSums)
      layers[1].backward.weigh(carried + width, into: slot + layout.upperBackwardSums)
    }

    for index in 0..<width { now[index] = carried[width + index] }
    layers[0].backward.begin(sums: slot + layout.backwardSums, cell: scratch.cell, hidden: now + width)
    for layer in 1..<layerCount {
      let cells = layers[layer]
      sum(
        cells.forward, shared: layer == 1 ? slot + layout.upperForwardSums : nil, pair: now,
        into: scratch.sums)
      sum(
        cells.backward, shared: layer == 1 ? slot + layout.upperBackwardSums : nil, pair: now,
        into: scratch.otherSums)
      let own = state + layout.upperNow(layer)
      cells.forward.step(
        sums: scratch.sums, from: own + width, cell: own, hidden: own + width, scratch: scratch.gates)
      for index in 0..<width { now[index] = own[width + index] }
      cells.backward.begin(sums: scratch.otherSums, cell: scratch.cell, hidden: now + width)
    }
  }

  /// Writes what is known of step `step`, having seen up to step `last` ≤ `step` + lookahead: 2·width floats, forward
  /// then backward. To be called once for each step of a phase, in order.
  @_noAllocation @_noLocks
  mutating func settle(
    phase: Int, step first: Int, last: Int, into settled: UnsafeMutablePointer<Float>
  ) {
    precondition(last >= first && last - first <= lookahead, "a window is no longer than the lookahead")
    let state = states.base + phase * layout.phaseFloats
    let count = last - first + 1
    let pair = 2 * width

    // The outputs of the layer below over the window, a pair for each step; to begin with, those of the first layer.
    var below = scratch.pairs
    var above = scratch.otherPairs
    for index in 0..<count {
      let hidden = state + layout.slot(first + index) + layout.hidden
      for unit in 0..<width { below[index * pair + unit] = hidden[unit] }
    }
    for index in (0..<count).reversed() {
      runBack(
        layers[0].backward, sums: state + layout.slot(first + index) + layout.backwardSums, index: index,
        count: count, pairs: below)
    }

    for layer in 1..<layerCount {
      let cells = layers[layer]
      for index in (0..<count).reversed() {
        let slot = state + layout.slot(first + index)
        sum(
          cells.backward, shared: layer == 1 ? slot + layout.upperBackwardSums : nil,
          pair: below + index * pair,
          into: scratch.sums)
        runBack(cells.backward, sums: scratch.sums, index: index, count: count, pairs: above)
      }
      // The state at `first` is carried on; those after it hold for this window alone, and matter to a layer above.
      let carried = state + layout.upperSettled(layer)
      let needed = layer == layerCount - 1 ? 1 : count
      for index in 0..<needed {
        let slot = state + layout.slot(first + index)
        sum(
          cells.forward, shared: layer == 1 ? slot + layout.upperForwardSums : nil,
          pair: below + index * pair,
          into: scratch.sums)
        if index == 1 { for unit in 0..<width { scratch.cell[unit] = carried[unit] } }
        let before = index == 0 ? carried + width : above + (index - 1) * pair
        cells.forward.step(
          sums: scratch.sums, from: before, cell: index == 0 ? carried : scratch.cell,
          hidden: above + index * pair, scratch: scratch.gates)
      }
      for unit in 0..<width { carried[width + unit] = above[unit] }
      swap(&below, &above)
    }
    for index in 0..<pair { settled[index] = below[index] }
  }

  /// Forgets everything.
  @_noAllocation @_noLocks
  mutating func reset() {
    for index in 0..<states.count { states.base[index] = 0 }
  }

  /// One step of a backward run over `count` steps, in the second halves of `pairs`.
  @_noAllocation @_noLocks
  private func runBack(
    _ cell: LSTMCell, sums: UnsafePointer<Float>, index: Int, count: Int, pairs: UnsafeMutablePointer<Float>
  ) {
    let hidden = pairs + index * 2 * width + width
    if index == count - 1 {
      cell.begin(sums: sums, cell: scratch.cell, hidden: hidden)
    } else {
      cell.step(
        sums: sums, from: hidden + 2 * width, cell: scratch.cell, hidden: hidden, scratch: scratch.gates)
    }
  }

  /// What the outputs of the layer below (a pair: forward, backward) add to the gates; `shared` is the share of the
  /// forward one, where it is known already.
  @_noAllocation @_noLocks
  private func sum(
    _ cell: LSTMCell, shared: UnsafePointer<Float>?, pair: UnsafePointer<Float>,
    into sums: UnsafeMutablePointer<Float>
  ) {
    if let shared {
      cell.weigh(backward: pair + width, adding: shared, into: sums)
    } else {
      cell.weigh(pair, into: sums)
      cell.weigh(backward: pair + width, adding: sums, into: sums)
    }
  }
}
