import Glibc
import MoodRealtime
import MoodVector

/// The first coefficients of the orthonormal discrete cosine transform, type II:
/// y_k = √(2/N) · Σ x_n · cos(πk(2n + 1)/2N), with y_0 divided by √2.
package struct DCT: ~Copyable, Sendable {
  package let inputs: Int
  package let outputs: Int
  private let matrix: SampleBuffer

  /// Computes the matrix.
  package init(inputs: Int, outputs: Int) {
    precondition(outputs <= inputs, "\(outputs) coefficients of \(inputs) values")
    let length = Double(inputs)
    let rows = (0..<outputs).map { row in
      (0..<inputs).map { column in
        (row == 0 ? (1 / length).squareRoot() : (2 / length).squareRoot())
          * cos(Double.pi * Double(row) * (2 * Double(column) + 1) / (2 * length))
      }
    }
    self.inputs = inputs
    self.outputs = outputs
    matrix = SampleBuffer(rows.joined().map { Float($0) })
  }

  /// Transforms `inputs` values into `outputs` coefficients.
  @_noAllocation @_noLocks
  package borrowing func apply(_ values: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
    VectorMath.matrixVector(
      matrix.base, rows: outputs, columns: inputs, vector: values, bias: nil, into: output)
  }
}
