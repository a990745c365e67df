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

  /// Outputs of a whole stream, each with its distance at the end.
  struct Outputs {
    var now: [[Double]]
    var settled: [[Double]]
    /// nil without hops.
    var summary: [Double]?
  }

  func run(_ rows: [[Float]]) -> Outputs {
    let stride = file.metadata.stride
    var now = [[Double]](repeating: [], count: rows.count)
    var settled = now
    var all: [(hop: Int, isOpen: Bool, deep: Vector, values: Vector, weight: Double)] = []
    for phase in 0..<stride {
      let hops = Array(Swift.stride(from: phase, to: rows.count, by: stride))
      let inputs = hops.map { normal(pooled(rows, through: $0)) }
      let steps = trunk(inputs)
      let isOpen = gate(hops.map { rows[$0] })
      let values = zip(inputs, steps).map { $0 + $1 }
      let wide = running(values, isOpen)
      for (step, features) in recurrent(steps, lookahead: 0).enumerated() {
        now[hops[step]] = outputs(deep(features), wide[step])
      }
      for (step, features) in recurrent(steps, lookahead: lookahead).enumerated() {
        let newest = min(step + lookahead, steps.count - 1)
        settled[hops[step]] = outputs(deep(features), wide[newest])
        all.append((hops[step], isOpen[step], deep(features), values[step], attention(features)))
      }
    }
    guard !all.isEmpty else { return Outputs(now: now, settled: settled) }
    let heard = all.filter(\.isOpen).sorted { $0.hop < $1.hop }
    let summed = heard.isEmpty ? all : heard
    return Outputs(
      now: now, settled: settled,
      summary: outputs(
        weighted(summed.map(\.deep), summed.map(\.weight)), overall(heard.map(\.values))))
  }

  // MARK: Running statistics

  /// Linear outputs and distance.
  private typealias Opinion = (logits: Vector, distance: Double)

  /// Whether each step of a phase counts.
  private func gate(_ rows: [[Float]]) -> [Bool] {
    guard let gate = file.metadata.gate, let place = file.metadata.gatePlace else {
      return rows.map { _ in true }
    }
    var peak = 0.0
    return rows.map { row in
      let amplitude = max(Double(row[place]), 0)
      peak = max(amplitude, peak * pow(10, -Double(gate.decayDBPerStep) / 20))
      return amplitude >= peak * pow(10, -Double(gate.rangeDB) / 20) && amplitude >= Double(gate.floor)
    }
  }

  /// Means of values, of their squares and of their products with time, and of time and its square.
  private struct Moments {
    var mean, square, product: Vector
    var time = 0.0
    var timeSquare = 0.0

    init(width: Int) {
      mean = Vector(repeating: 0, count: width)
      square = mean
      product = mean
    }

    mutating func add(_ values: Vector, at now: Double, share: Double) {
      for (index, value) in values.enumerated() {
        mean[index] += share * (value - mean[index])
        square[index] += share * (value * value - square[index])
        product[index] += share * (now * value - product[index])
      }
      time += share * (now - time)
      timeSquare += share * (now * now - timeSquare)
    }
  }

  /// What the statistics of a phase say after each of its steps. Its time is the number of steps that counted before.
  private func running(_ steps: [Vector], _ isOpen: [Bool]) -> [Opinion] {
    var moments = Moments(width: steps.first?.count ?? 0)
    var count = 0
    var last = nothing
    return zip(steps, isOpen).map { values, isOpen in
      guard isOpen, let memory = file.metadata.architecture.statistics?.memorySteps else { return last }
      count += 1
      moments.add(values, at: Double(count - 1), share: 1 / Double(min(count, memory)))
      last = opinion(moments)
      return last
    }
  }

  /// What all steps that counted say, in the order of their hops, of which `stride` are one unit of time.
  private func overall(_ steps: [Vector]) -> Opinion {
    guard let width = steps.first?.count else { return nothing }
    var moments = Moments(width: width)
    for (number, values) in steps.enumerated() {
      moments.add(
        values, at: Double(number) / Double(file.metadata.stride), share: 1 / Double(number + 1))
    }
    return opinion(moments)
  }

  private func opinion(_ moments: Moments) -> Opinion {
    guard let shape = file.metadata.architecture.statistics else { return nothing }
    let mean = moments.mean
    let deviation = zip(moments.square, mean).map { (max($0 - $1 * $1, 0) + 1e-4).squareRoot() }
    let timeVariance = max(moments.timeSquare - moments.time * moments.time, 0)
    let slopes = (0..<(shape.hasSlopes ? file.metadata.inputWidth : 0)).map { index in
      (moments.product[index] - moments.time * mean[index]) / (timeVariance + 1e-2).squareRoot()
    }
    let (center, variance) = (values("statistics.mean"), values("statistics.variance"))
    let z = (mean + deviation + slopes).enumerated().map { index, value in
      min(max((value - center[index]) / (variance[index] + 1e-5).squareRoot(), -10), 10)
    }
    let hidden = dense("statistics.hidden", z).map { max(0, $0) }
    var logits = headNames.flatMap { product("statistics.\($0).weight", hidden) }
    if shape.isDirect {
      let direct = headNames.flatMap { product("statistics.direct.\($0.dropFirst(5)).weight", z) }
      logits = zip(logits, direct).map { $0 + $1 }
    }
    if let shape = shape.experts {
      let (inputs, all) = (file.metadata.inputWidth, mean.count)
      let heard = z[..<inputs] + z[all..<all + inputs] + z[(2 * all)...]
      logits = zip(zip(logits, experts(Array(heard), shape)), shares).map { pair, share in
        (1 - share) * pair.0 + share * pair.1
      }
    }
    return (logits, z.reduce(0) { $0 + $1 * $1 } / Double(z.count))
  }

  /// What the families' maps say, each counting as the gate has it.
  private func experts(_ z: Vector, _ shape: ModelMetadata.Experts) -> Vector {
    let powers = shape.families > 1 ? dense("experts.gate", z).map { exp($0) } : [1]
    var mixed = Vector(repeating: 0, count: outputCount)
    for (family, power) in powers.enumerated() {
      let said = headNames.flatMap { name in
        dense("experts.\(family).\(name.dropFirst(5))", z).map { value in
          name == "head.affect" ? min(max(value, -1), 1) : value
        }
      }
      mixed = zip(mixed, said).map { $0 + power / powers.reduce(0, +) * $1 }
    }
    return mixed
  }

  private var nothing: Opinion { (Vector(repeating: 0, count: outputCount), 0) }

  private func weighted(_ table: [Vector], _ weights: Vector) -> Vector {
    table[0].indices.map { column in
      zip(table, weights).reduce(0) { $0 + $1.0[column] * $1.1 } / weights.reduce(0, +)
    }
  }

  /// How much a step counts in the summary.
  private func attention(_ features: Vector) -> Double {
    guard file.metadata.architecture.hasAttention else { return 1 }
    return exp(min(max(dense("head.attention", features)[0], -10), 10))
  }

  // MARK: The recurrent path

  private func pooled(_ rows: [[Float]], through last: Int) -> Vector {
    let window = rows[max(0, last + 1 - file.metadata.stride)...last].map { $0.map(Double.init) }
    let columns = 0..<file.metadata.pooledColumns.count
    let means = columns.map { column in window.reduce(0) { $0 + $1[column] } / Double(window.count) }
    let deviations = columns.map { column in
      (window.reduce(0) { $0 + pow($1[column] - means[column], 2) } / Double(window.count)).squareRoot()
    }
    let latest = columns.count..<columns.count + file.metadata.latestColumns.count
    return means + deviations + rows[last][latest].map(Double.init)
  }

  private func normal(_ input: Vector) -> Vector {
    let mean = values("normaliser.mean")
    let scale = values("normaliser.scale")
    return input.indices.map { min(max((input[$0] - mean[$0]) * scale[$0], -8), 8) }
  }

  private func trunk(_ inputs: [Vector]) -> [Vector] {
    var steps = inputs.map { input in dense("input", input).map { max(0, $0) } }
    let width = file.metadata.architecture.trunkWidth
    let kernel = file.metadata.architecture.convolutionKernel
    for (layer, dilation) in file.metadata.architecture.dilations.enumerated() {
      let weights = values("conv.\(layer).weight")
      let bias = values("conv.\(layer).bias")
      let below = steps
      for step in below.indices {
        for output in 0..<width {
          var sum = bias[output]
          for tap in 0..<kernel {
            let place = step - (kernel - 1 - tap) * dilation
            guard place >= 0 else { continue }
            for input in 0..<width {
              sum += weights[(output * width + input) * kernel + tap] * below[place][input]
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

  // MARK: Heads

  private var headNames: [String] {
    let heads = file.metadata.heads
    return (heads.quadrant ? ["head.quadrant"] : []) + (heads.affect ? ["head.affect"] : [])
      + (heads.emotions.isEmpty ? [] : ["head.emotions"])
  }

  private var outputCount: Int { headNames.reduce(0) { $0 + values("\($1).bias").count } }

  /// As far as it counts beside the experts.
  private func deep(_ features: Vector) -> Vector {
    zip(headNames.flatMap { dense($0, features) }, shares).map { (1 - $1) * $0 }
  }

  /// What the experts count in each output.
  private var shares: Vector {
    let shares = file.metadata.architecture.statistics?.experts?.shares
    let heads = ["head.quadrant": shares?.quadrant, "head.affect": shares?.affect]
    return headNames.flatMap { name in
      Vector(
        repeating: Double((heads[name] ?? shares?.emotions) ?? 0), count: values("\(name).bias").count)
    }
  }

  private func outputs(_ deep: Vector, _ wide: Opinion) -> Vector {
    func softmax(_ logits: ArraySlice<Double>, _ temperature: Float) -> Vector {
      let powers = logits.map { exp($0 / Double(temperature)) }
      return powers.map { $0 / powers.reduce(0, +) }
    }
    var logits = zip(deep, wide.logits).map { $0 + $1 }[...]
    var outputs = Vector(repeating: 0.25, count: 4) + [0, 0]
    if file.metadata.heads.quadrant {
      outputs.replaceSubrange(
        0..<4, with: softmax(logits.prefix(4), file.metadata.calibration.quadrantTemperature))
      logits = logits.dropFirst(4)
    }
    if file.metadata.heads.affect {
      outputs.replaceSubrange(4..<6, with: logits.prefix(2).map { min(max($0, -1), 1) })
      logits = logits.dropFirst(2)
    }
    outputs +=
      file.metadata.heads.emotionsAreExclusive
      ? softmax(logits, file.metadata.calibration.emotionTemperature) : logits.map { 1 / (1 + exp(-$0)) }
    return outputs + [wide.distance]
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
