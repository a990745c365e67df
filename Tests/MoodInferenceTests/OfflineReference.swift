import Glibc
import MoodInference

/// The streaming rule as architecture.md words it, written for clarity: doubles, arrays, every window from the start.
struct OfflineReference {
  let file: ModelFile
  let lookahead: Int

  private typealias Vector = [Double]
  private struct State {
    var cell: Vector
    var hidden: Vector
  }

  /// Now and settled outputs of every hop of a stream.
  func run(_ rows: [[Float]]) -> (now: [[Double]], settled: [[Double]]) {
    let stride = file.metadata.stride
    var now = [[Double]](repeating: [], count: rows.count)
    var settled = now
    let inputs = rows.indices.map { pooled(rows, through: $0) }
    for phase in 0..<stride {
      let hops = Array(Swift.stride(from: phase, to: rows.count, by: stride))
      let steps = trunk(hops.map { inputs[$0] })
      for (hop, features) in zip(hops, recurrent(steps, lookahead: 0)) { now[hop] = heads(features) }
      for (hop, features) in zip(hops, recurrent(steps, lookahead: lookahead)) {
        settled[hop] = heads(features)
      }
    }
    return (now, settled)
  }

  private func pooled(_ rows: [[Float]], through last: Int) -> Vector {
    let window = rows[max(0, last + 1 - file.metadata.stride)...last].map { $0.map(Double.init) }
    let columns = 0..<file.metadata.pooledColumns.count
    let means = columns.map { column in window.reduce(0) { $0 + $1[column] } / Double(window.count) }
    let deviations = columns.map { column in
      (window.reduce(0) { $0 + pow($1[column] - means[column], 2) } / Double(window.count)).squareRoot()
    }
    return means + deviations + rows[last][columns.count...].map(Double.init)
  }

  private func trunk(_ inputs: [Vector]) -> [Vector] {
    let mean = values("normaliser.mean")
    let scale = values("normaliser.scale")
    var steps = inputs.map { input in
      let normal = input.indices.map { min(max((input[$0] - mean[$0]) * scale[$0], -8), 8) }
      return dense("input", normal).map { max(0, $0) }
    }
    let width = file.metadata.architecture.trunkWidth
    let kernel = file.metadata.architecture.convolutionKernel
    for layer in 0..<file.metadata.architecture.convolutionLayers {
      let weights = values("conv.\(layer).weight")
      let bias = values("conv.\(layer).bias")
      let below = steps
      for step in below.indices {
        for output in 0..<width {
          var sum = bias[output]
          for tap in 0..<kernel where step - (kernel - 1) + tap >= 0 {
            for input in 0..<width {
              sum +=
                weights[(output * width + input) * kernel + tap] * below[step - (kernel - 1) + tap][input]
            }
          }
          steps[step][output] += max(0, sum)
        }
      }
    }
    return steps
  }

  private func recurrent(_ steps: [Vector], lookahead: Int) -> [Vector] {
    let layers = file.metadata.architecture.recurrentLayers
    let zero = Vector(repeating: 0, count: file.metadata.architecture.recurrentWidth)
    var carried = [State](repeating: State(cell: zero, hidden: zero), count: layers)
    return steps.indices.map { first in
      var window = Array(steps[first...min(first + lookahead, steps.count - 1)])
      for layer in 0..<layers {
        var forward: [Vector] = []
        var state = carried[layer]
        for (index, input) in window.enumerated() {
          state = cell("lstm.\(layer).forward", input, state)
          forward.append(state.hidden)
          if index == 0 { carried[layer] = state }
        }
        var backward: [Vector] = []
        state = State(cell: zero, hidden: zero)
        for input in window.reversed() {
          state = cell("lstm.\(layer).backward", input, state)
          backward.insert(state.hidden, at: 0)
        }
        window = zip(forward, backward).map { $0 + $1 }
      }
      return window[0]
    }
  }

  private func cell(_ name: String, _ input: Vector, _ state: State) -> State {
    func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    let width = state.cell.count
    let fromInput = product("\(name).weight_ih", input)
    let fromState = product("\(name).weight_hh", state.hidden)
    let bias = values("\(name).bias")
    let gates = bias.indices.map { fromInput[$0] + fromState[$0] + bias[$0] }
    var next = state
    for unit in 0..<width {
      next.cell[unit] =
        sigmoid(gates[width + unit]) * state.cell[unit] + sigmoid(gates[unit]) * tanh(gates[2 * width + unit])
      next.hidden[unit] = sigmoid(gates[3 * width + unit]) * tanh(next.cell[unit])
    }
    return next
  }

  private func heads(_ features: Vector) -> Vector {
    var outputs = Vector(repeating: 0.25, count: 4) + [0, 0]
    if file.metadata.heads.quadrant {
      let powers = dense("head.quadrant", features).map { exp($0) }
      outputs.replaceSubrange(0..<4, with: powers.map { $0 / powers.reduce(0, +) })
    }
    if file.metadata.heads.affect {
      outputs.replaceSubrange(4..<6, with: dense("head.affect", features).map { min(max($0, -1), 1) })
    }
    if !file.metadata.heads.emotions.isEmpty {
      outputs += dense("head.emotions", features).map { 1 / (1 + exp(-$0)) }
    }
    return outputs
  }

  private func dense(_ name: String, _ input: Vector) -> Vector {
    zip(product("\(name).weight", input), values("\(name).bias")).map { $0 + $1 }
  }

  private func product(_ name: String, _ input: Vector) -> Vector {
    let matrix = values(name)
    return (0..<matrix.count / input.count).map { row in
      input.indices.reduce(0) { $0 + matrix[row * input.count + $1] * input[$1] }
    }
  }

  private func values(_ name: String) -> Vector { file.tensors[name]!.values.map(Double.init) }
}
