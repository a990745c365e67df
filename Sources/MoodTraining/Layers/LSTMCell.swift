internal import MoodVector

/// The elementwise half of a long short-term memory step (Hochreiter and Schmidhuber 1997), for many rows at once.
///
/// Gates stand in PyTorch's order i, f, g, o, each `width` wide. With z = W_x·x + W_h·h + b:
/// c = σ(f)·c₋₁ + σ(i)·tanh(g), h = σ(o)·tanh(c). A row that is not live keeps c = h = 0.
/// The functions are those of the streaming network, so that both mean the same by the same weights.
struct LSTMCell {
  typealias Vector = Elementwise.Vector

  /// Units; a multiple of 8.
  let width: Int

  init(width: Int) {
    precondition(width > 0 && width % 8 == 0, "the width of an LSTM is a multiple of 8")
    self.width = width
  }

  /// Activates `gates` in place and computes the new states.
  ///
  /// - Parameters:
  ///   - gates: [rows, 4·width], on entry z, afterwards σ(i), σ(f), tanh(g), σ(o).
  ///   - earlierCells: [earlierRows, width]; rows from `earlierRows` on start from zero.
  ///   - live: 0 or 1 for each row, or nil for all live.
  ///   - squashed: [rows, width], tanh(c), which the way back needs.
  func forward(
    gates: UnsafeMutablePointer<Float>, earlierCells: UnsafePointer<Float>?, earlierRows: Int,
    live: UnsafePointer<Float>?, cells: UnsafeMutablePointer<Float>, squashed: UnsafeMutablePointer<Float>,
    outputs: UnsafeMutablePointer<Float>, rows: Int
  ) {
    for row in 0..<rows {
      let cell = cells + row * width
      let output = outputs + row * width
      let squashed = squashed + row * width
      guard live.map({ $0[row] != 0 }) ?? true else {
        for state in [cell, output, squashed] { Elementwise.fill(state, 0, count: width) }
        continue
      }
      let gate = gates + row * 4 * width
      VectorMath.sigmoid(gate, into: gate, count: 2 * width)
      VectorMath.tanh(gate + 2 * width, into: gate + 2 * width, count: width)
      VectorMath.sigmoid(gate + 3 * width, into: gate + 3 * width, count: width)
      VectorMath.multiply(gate, gate + 2 * width, into: cell, count: width)
      if let earlierCells, row < earlierRows {
        let earlier = earlierCells + row * width
        for unit in 0..<width { cell[unit] += gate[width + unit] * earlier[unit] }
      }
      VectorMath.tanh(cell, into: squashed, count: width)
      VectorMath.multiply(gate + 3 * width, squashed, into: output, count: width)
    }
  }

  /// Turns activated `gates` into the gradient of z, in place.
  ///
  /// - Parameters:
  ///   - outputGradients: [rows, width], of h.
  ///   - cellGradients: [rows, width]; on entry what later steps ask of c, afterwards what this one asks of c₋₁.
  func backward(
    gates: UnsafeMutablePointer<Float>, earlierCells: UnsafePointer<Float>?, earlierRows: Int,
    live: UnsafePointer<Float>?, squashed: UnsafePointer<Float>, outputGradients: UnsafePointer<Float>,
    cellGradients: UnsafeMutablePointer<Float>, rows: Int
  ) {
    for row in 0..<rows {
      let isLive = live.map { $0[row] != 0 } ?? true
      let gate = gates + row * 4 * width
      let earlier = row < earlierRows ? earlierCells.map { $0 + row * width } : nil
      guard isLive else {
        Elementwise.fill(gate, 0, count: 4 * width)
        Elementwise.fill(cellGradients + row * width, 0, count: width)
        continue
      }
      for unit in stride(from: 0, to: width, by: 8) {
        let at = row * width + unit
        let input = Elementwise.load(gate + unit)
        let forget = Elementwise.load(gate + width + unit)
        let candidate = Elementwise.load(gate + 2 * width + unit)
        let output = Elementwise.load(gate + 3 * width + unit)
        let squashed = Elementwise.load(squashed + at)
        let outputGradient = Elementwise.load(outputGradients + at)
        let cellGradient =
          Elementwise.load(cellGradients + at) + outputGradient * output * (1 - squashed * squashed)
        let earlierCell = earlier.map { Elementwise.load($0 + unit) } ?? .zero
        Elementwise.store(cellGradient * candidate * input * (1 - input), gate + unit)
        Elementwise.store(cellGradient * earlierCell * forget * (1 - forget), gate + width + unit)
        Elementwise.store(cellGradient * input * (1 - candidate * candidate), gate + 2 * width + unit)
        Elementwise.store(outputGradient * squashed * output * (1 - output), gate + 3 * width + unit)
        Elementwise.store(cellGradient * forget, cellGradients + at)
      }
    }
  }
}
