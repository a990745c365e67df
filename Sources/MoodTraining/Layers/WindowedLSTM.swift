internal import MoodRealtime

/// The backward direction: for every step n a run of its own, from zero at step n + lookahead back to n.
///
/// All runs go side by side. Step n of sequence s is row n · sequences + s, so the run of a row is, `offset` steps from
/// its goal, at the row `offset · sequences` further on: input products are shared by all runs and read shifted.
/// A run that would begin after its sequence's end begins at that end (`live` is 0 beyond it).
struct WindowedLSTM: ~Copyable {
  let lookahead: Int
  private let cell: LSTMCell
  private let rowCapacity: Int
  /// `lookahead + 1` slabs, each [rows, 4·width] or [rows, width]: the runs `offset` steps before their goals.
  private let gates: SampleBuffer
  private let cells: SampleBuffer
  private let squashed: SampleBuffer
  private let hidden: SampleBuffer
  private let hiddenGradient: SampleBuffer
  private let cellGradient: SampleBuffer

  /// Allocates for up to `rows` rows.
  init(width: Int, lookahead: Int, rows: Int) {
    self.lookahead = lookahead
    cell = LSTMCell(width: width)
    rowCapacity = rows
    gates = SampleBuffer(count: (lookahead + 1) * rows * 4 * width)
    cells = SampleBuffer(count: (lookahead + 1) * rows * width)
    squashed = SampleBuffer(count: (lookahead + 1) * rows * width)
    hidden = SampleBuffer(count: (lookahead + 1) * rows * width)
    hiddenGradient = SampleBuffer(count: rows * width)
    cellGradient = SampleBuffer(count: rows * width)
  }

  /// - Parameters:
  ///   - products: [rows, 4·width], W_x·x + b of every step.
  ///   - live: 1 for every row that lies within its sequence, 0 beyond.
  ///   - outputs: [rows, width], the last state of each row's run.
  func forward(
    products: Matrix, recurrent: Matrix, live: UnsafePointer<Float>, outputs: Matrix, sequences: Int
  ) {
    let width = cell.width
    for offset in stride(from: lookahead, through: 0, by: -1) {
      let rows = self.rows(at: offset, of: products.rows, sequences: sequences)
      let shift = products.rows - rows
      let slab = self.slab(gates, offset, rows: rows, columns: 4 * width)
      slab.base.update(from: products.base + shift * 4 * width, count: rows * 4 * width)
      let earlier = earlierRows(at: offset, of: products.rows, sequences: sequences)
      if earlier > 0 {
        BLAS.multiply(
          self.slab(hidden, offset + 1, rows: earlier, columns: width), recurrent.transposed,
          into: slab.rows(from: 0, count: earlier), accumulating: true)
      }
      cell.forward(
        gates: slab.base,
        earlierCells: earlier > 0 ? UnsafePointer(slabBase(cells, offset + 1, columns: width)) : nil,
        earlierRows: earlier, live: live + shift, cells: slabBase(cells, offset, columns: width),
        squashed: slabBase(squashed, offset, columns: width),
        outputs: slabBase(hidden, offset, columns: width), rows: rows)
    }
    for row in 0..<outputs.rows {
      (outputs.base + row * outputs.stride).update(from: hidden.base + row * width, count: width)
    }
  }

  /// Adds to the gradients of the input products and of the recurrent weights.
  func backward(
    outputGradients: Matrix, recurrent: Matrix, live: UnsafePointer<Float>, productGradients: Matrix,
    recurrentGradient: Matrix, sequences: Int
  ) {
    let width = cell.width
    let all = outputGradients.rows
    for row in 0..<all {
      (hiddenGradient.base + row * width).update(
        from: outputGradients.base + row * outputGradients.stride, count: width)
    }
    Elementwise.fill(cellGradient.base, 0, count: all * width)
    for offset in 0...lookahead {
      let rows = self.rows(at: offset, of: all, sequences: sequences)
      guard rows > 0 else { break }
      let shift = all - rows
      let earlier = earlierRows(at: offset, of: all, sequences: sequences)
      let slab = self.slab(gates, offset, rows: rows, columns: 4 * width)
      cell.backward(
        gates: slab.base,
        earlierCells: earlier > 0 ? UnsafePointer(slabBase(cells, offset + 1, columns: width)) : nil,
        earlierRows: earlier, live: live + shift, squashed: slabBase(squashed, offset, columns: width),
        outputGradients: hiddenGradient.base, cellGradients: cellGradient.base, rows: rows)
      Elementwise.add(slab.base, to: productGradients.base + shift * 4 * width, count: rows * 4 * width)
      if earlier > 0 {
        let before = self.slab(hidden, offset + 1, rows: earlier, columns: width)
        let gradient = slab.rows(from: 0, count: earlier)
        BLAS.multiply(gradient.transposed, before, into: recurrentGradient, accumulating: true)
        BLAS.multiply(gradient, recurrent, into: hiddenGradient.matrix(rows: earlier, columns: width))
      }
    }
  }

  /// Rows whose run is on the sequence's steps `offset` steps before its goal.
  private func rows(at offset: Int, of rows: Int, sequences: Int) -> Int { max(0, rows - offset * sequences) }

  /// Rows whose run has come from `offset + 1`.
  private func earlierRows(at offset: Int, of rows: Int, sequences: Int) -> Int {
    offset < lookahead ? self.rows(at: offset + 1, of: rows, sequences: sequences) : 0
  }

  private func slab(
    _ buffer: borrowing SampleBuffer, _ offset: Int, rows: Int, columns: Int
  ) -> Matrix {
    Matrix(slabBase(buffer, offset, columns: columns), rows: rows, columns: columns)
  }

  private func slabBase(
    _ buffer: borrowing SampleBuffer, _ offset: Int, columns: Int
  ) -> UnsafeMutablePointer<Float> {
    buffer.pointer(at: offset * rowCapacity * columns, count: rowCapacity * columns)
  }
}
