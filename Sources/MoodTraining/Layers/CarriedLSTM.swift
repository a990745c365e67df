internal import MoodRealtime

/// The forward direction: one state for each sequence, carried from its first step to its last.
///
/// Matrices are [steps · sequences, …], a step's sequences side by side.
package struct CarriedLSTM: ~Copyable {
  private let cell: LSTMCell
  /// [rows, 4·width]: input products, then activated gates, then their gradient.
  private let gates: SampleBuffer
  private let cells: SampleBuffer
  private let squashed: SampleBuffer
  private let hidden: SampleBuffer
  /// One step's [sequences, width].
  private let outputGradient: SampleBuffer
  private let cellGradient: SampleBuffer

  /// Allocates for up to `rows` rows.
  package init(width: Int, rows: Int) {
    cell = LSTMCell(width: width)
    gates = SampleBuffer(count: rows * 4 * width)
    cells = SampleBuffer(count: rows * width)
    squashed = SampleBuffer(count: rows * width)
    hidden = SampleBuffer(count: rows * width)
    outputGradient = SampleBuffer(count: rows * width)
    cellGradient = SampleBuffer(count: rows * width)
  }

  /// Where the caller puts W_x·x + b before `forward`, and finds its gradient after `backward`.
  package func products(rows: Int) -> Matrix { gates.matrix(rows: rows, columns: 4 * cell.width) }

  /// Runs over all steps and copies the outputs to `outputs`, [rows, width].
  package func forward(recurrent: Matrix, outputs: Matrix, sequences: Int) {
    let width = cell.width
    for first in stride(from: 0, to: outputs.rows, by: sequences) {
      let isFirst = first == 0
      if !isFirst {
        BLAS.multiply(
          state(hidden, from: first - sequences, sequences), recurrent.transposed,
          into: products(rows: outputs.rows).rows(from: first, count: sequences), accumulating: true)
      }
      cell.forward(
        gates: gates.base + first * 4 * width,
        earlierCells: isFirst ? nil : UnsafePointer(cells.base + (first - sequences) * width),
        earlierRows: isFirst ? 0 : sequences, live: nil, cells: cells.base + first * width,
        squashed: squashed.base + first * width, outputs: hidden.base + first * width, rows: sequences)
    }
    for row in 0..<outputs.rows {
      (outputs.base + row * outputs.stride).update(from: hidden.base + row * width, count: width)
    }
  }

  /// Turns `products` into their gradient and adds to that of the recurrent weights.
  package func backward(outputGradients: Matrix, recurrent: Matrix, recurrentGradient: Matrix, sequences: Int)
  {
    let width = cell.width
    let rows = outputGradients.rows
    let step = outputGradient.matrix(rows: sequences, columns: width)
    Elementwise.fill(cellGradient.base, 0, count: sequences * width)
    for first in stride(from: rows - sequences, through: 0, by: -sequences) {
      let isFirst = first == 0
      if first + sequences < rows {
        BLAS.multiply(
          products(rows: rows).rows(from: first + sequences, count: sequences), recurrent, into: step)
      } else {
        Elementwise.fill(step.base, 0, count: sequences * width)
      }
      for row in 0..<sequences {
        Elementwise.add(
          outputGradients.base + (first + row) * outputGradients.stride, to: step.base + row * width,
          count: width)
      }
      cell.backward(
        gates: gates.base + first * 4 * width,
        earlierCells: isFirst ? nil : UnsafePointer(cells.base + (first - sequences) * width),
        earlierRows: isFirst ? 0 : sequences, live: nil, squashed: squashed.base + first * width,
        outputGradients: step.base, cellGradients: cellGradient.base, rows: sequences)
    }
    BLAS.multiply(
      products(rows: rows).rows(from: sequences, count: rows - sequences).transposed,
      state(hidden, from: 0, rows - sequences), into: recurrentGradient, accumulating: true)
  }

  private func state(_ buffer: borrowing SampleBuffer, from first: Int, _ count: Int) -> Matrix {
    buffer.matrix(rows: count, columns: cell.width, at: first * cell.width)
  }
}
