import MoodRealtime
import MoodVector

/// Lays all weights of a model out in one run of memory, as the kernels want them.
///
/// The layers that it makes are views on the memory that `finish` hands over.
struct WeightPacker: ~Copyable {
  private let buffer: SampleBuffer
  private let tensors: [String: Tensor]
  private var used = 0

  /// Room for the tensors of a file, packed.
  init(for file: ModelFile) {
    tensors = file.tensors
    buffer = SampleBuffer(
      count: file.metadata.tensors.reduce(0) { sum, tensor in
        let rows = tensor.shape[0]
        return sum + PackedMatrix.floats(rows: rows, columns: tensor.count / rows)
      })
  }

  /// The memory that the layers are views on.
  consuming func finish() -> SampleBuffer { buffer }

  /// The tensors `normaliser.mean` and `normaliser.scale`.
  mutating func standardizer() -> Standardizer {
    let mean = values("normaliser.mean")
    return Standardizer(width: mean.count, mean: place(mean), scale: place(values("normaliser.scale")))
  }

  /// The layers of these names, one's outputs after the other's.
  mutating func dense(_ names: [String], columns: Int) -> DenseLayer {
    let weights = names.flatMap { values("\($0).weight") }
    let bias = names.flatMap { values("\($0).bias") }
    return DenseLayer(
      weights: pack(rows: bias.count, columns: columns) { weights[$0 * columns + $1] }, bias: place(bias))
  }

  /// A convolution as a dense layer over the inputs of all its taps, the oldest first.
  mutating func convolution(_ name: String, width: Int, kernel: Int) -> DenseLayer {
    // PyTorch's order is [output, input, tap].
    let weights = values("\(name).weight")
    return DenseLayer(
      weights: pack(rows: width, columns: kernel * width) { row, column in
        weights[(row * width + column % width) * kernel + column / width]
      },
      bias: place(values("\(name).bias")))
  }

  /// One direction of a recurrent layer. `inputs` is the width of what it reads; `isFirst` says that this is not a
  /// lower layer's pair of outputs.
  mutating func cell(_ name: String, width: Int, inputs: Int, isFirst: Bool) -> LSTMCell {
    let share = isFirst ? inputs : width
    let weights = values("\(name).weight_ih")
    let recurrent = values("\(name).weight_hh")
    return LSTMCell(
      width: width,
      input: DenseLayer(
        weights: pack(rows: 4 * width, columns: share) { weights[$0 * inputs + $1] },
        bias: place(values("\(name).bias"))),
      inputFromBackward: isFirst
        ? nil : pack(rows: 4 * width, columns: share) { weights[$0 * inputs + share + $1] },
      recurrent: pack(rows: 4 * width, columns: width) { recurrent[$0 * width + $1] })
  }

  /// The path over running statistics, whose tensors' names begin with `name`.
  mutating func statistics(
    _ name: String, heads: [String], memorySteps: Int, isDirect: Bool, experts: ExpertLayer?
  ) -> StatisticsLayer {
    let mean = values("\(name).mean")
    let hidden = dense(["\(name).hidden"], columns: mean.count)
    let columns = hidden.weights.rows
    let weights = heads.flatMap { values("\(name).head.\($0).weight") }
    let direct = isDirect ? heads.flatMap { values("\(name).direct.\($0).weight") } : []
    let width = mean.count
    return StatisticsLayer(
      width: mean.count, memorySteps: memorySteps, mean: place(mean),
      scale: place(values("\(name).variance").map { 1 / ($0 + 1e-5).squareRoot() }),
      utterance: place(values("\(name).utterance")), hidden: hidden,
      heads: pack(rows: weights.count / columns, columns: columns) { weights[$0 * columns + $1] },
      direct: isDirect
        ? pack(rows: direct.count / width, columns: width) { direct[$0 * width + $1] } : nil,
      experts: experts)
  }

  private func values(_ name: String) -> [Float] {
    guard let tensor = tensors[name] else { preconditionFailure("a model file has all its tensors") }
    return tensor.values
  }

  private mutating func place(_ values: [Float]) -> UnsafePointer<Float> {
    let start = take(PackedMatrix.floats(rows: values.count, columns: 1))
    for (index, value) in values.enumerated() { start[index] = value }
    return UnsafePointer(start)
  }

  private mutating func pack(
    rows: Int, columns: Int, element: (_ row: Int, _ column: Int) -> Float
  ) -> PackedMatrix {
    PackedMatrix(
      rows: rows, columns: columns, storage: take(PackedMatrix.floats(rows: rows, columns: columns)),
      element: element)
  }

  private mutating func take(_ count: Int) -> UnsafeMutablePointer<Float> {
    defer { used += count }
    return buffer.pointer(at: used, count: count)
  }
}
