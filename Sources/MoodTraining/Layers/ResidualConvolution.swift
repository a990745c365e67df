internal import MoodRealtime

/// `y = x + relu(conv x)` over steps, where a step sees itself and the `kernel − 1` taps before it, `dilation` steps apart.
///
/// Matrices are [steps · sequences, width], a step's sequences side by side; zeros stand before the first step.
/// Weights are [width, width, kernel], the last tap being the step itself, as PyTorch's `Conv1d` stores them.
struct ResidualConvolution: ~Copyable {
  let width: Int
  let kernel: Int
  /// Steps between two taps.
  let dilation: Int
  /// One [width, width] matrix a tap, as products need the weights; then their gradients.
  private let taps: SampleBuffer
  private let tapGradients: SampleBuffer
  /// relu(conv x), which the backward pass needs.
  private let activated: SampleBuffer
  private let activatedGradient: SampleBuffer

  /// Allocates for up to `rows` rows.
  init(width: Int, kernel: Int, dilation: Int = 1, rows: Int) {
    self.width = width
    self.kernel = kernel
    self.dilation = dilation
    taps = SampleBuffer(count: width * width * kernel)
    tapGradients = SampleBuffer(count: width * width * kernel)
    activated = SampleBuffer(count: rows * width)
    activatedGradient = SampleBuffer(count: rows * width)
  }

  func forward(
    _ input: Matrix, weight: UnsafePointer<Float>, bias: UnsafePointer<Float>, into output: Matrix,
    sequences: Int
  ) {
    for pair in 0..<width * width {
      for tap in 0..<kernel { taps.base[tap * width * width + pair] = weight[pair * kernel + tap] }
    }
    let sum = activated.matrix(rows: input.rows, columns: width)
    for row in 0..<sum.rows { (sum.base + row * width).update(from: bias, count: width) }
    for tap in 0..<kernel {
      let (early, late) = rows(seenBy: tap, of: input.rows, sequences: sequences)
      BLAS.multiply(
        input.rows(from: 0, count: early), matrix(of: taps, tap).transposed,
        into: sum.rows(from: late, count: early), accumulating: true)
    }
    let count = input.rows * width
    Elementwise.rectify(sum.base, count: count)
    output.base.update(from: input.base, count: count)
    Elementwise.add(sum.base, to: output.base, count: count)
  }

  /// Turns the gradient of the last `forward`'s output into that of its input, in place, and adds to the weights'.
  func backward(
    input: Matrix, gradient: Matrix, weightGradient: UnsafeMutablePointer<Float>,
    biasGradient: UnsafeMutablePointer<Float>, sequences: Int
  ) {
    let count = input.rows * width
    let inner = activatedGradient.matrix(rows: input.rows, columns: width)
    inner.base.update(from: gradient.base, count: count)
    Elementwise.rectifyGradient(inner.base, output: activated.base, count: count)
    Elementwise.addRowSum(of: inner, to: biasGradient)
    for tap in 0..<kernel {
      let (early, late) = rows(seenBy: tap, of: input.rows, sequences: sequences)
      let tapInner = inner.rows(from: late, count: early)
      BLAS.multiply(
        tapInner.transposed, input.rows(from: 0, count: early), into: matrix(of: tapGradients, tap))
      BLAS.multiply(
        tapInner, matrix(of: taps, tap), into: gradient.rows(from: 0, count: early), accumulating: true)
    }
    for pair in 0..<width * width {
      for tap in 0..<kernel {
        weightGradient[pair * kernel + tap] += tapGradients.base[tap * width * width + pair]
      }
    }
  }

  /// How many rows of the input a tap reads, from the first on, and the row of the output where it begins.
  private func rows(seenBy tap: Int, of rows: Int, sequences: Int) -> (count: Int, start: Int) {
    let delay = min((kernel - 1 - tap) * dilation * sequences, rows)
    return (rows - delay, delay)
  }

  private func matrix(of buffer: borrowing SampleBuffer, _ tap: Int) -> Matrix {
    buffer.matrix(rows: width, columns: width, at: tap * width * width)
  }
}
