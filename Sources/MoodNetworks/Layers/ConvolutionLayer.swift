internal import MoodCore
internal import MoodTraining

/// Two-dimensional convolution over steps and bands with stride 1, zeros around so that the output is as large.
///
/// Weights are [filters, kernel steps, kernel bands, channels].
final class ConvolutionLayer: Layer {
  /// Parts of a batch that are computed side by side; their gradients are added in this order, whatever the machine.
  private static let parts = 2

  let outputShape: [Int]
  private let inputShape: [Int]
  private let kernel: (steps: Int, bands: Int)
  private let weight: Parameter
  private let bias: Parameter
  private var input: Batch?

  /// - Parameters:
  ///   - shape: [steps, bands, channels].
  ///   - kernel: odd numbers.
  init(_ shape: [Int], filters: Int, kernel: (steps: Int, bands: Int), _ random: inout SplitMix64) {
    precondition(shape.count == 3 && kernel.steps % 2 == 1 && kernel.bands % 2 == 1, "a picture, odd kernels")
    inputShape = shape
    outputShape = [shape[0], shape[1], filters]
    self.kernel = kernel
    let inputs = kernel.steps * kernel.bands * shape[2]
    weight = Parameter(
      .weight, shape: [filters, kernel.steps, kernel.bands, shape[2]], inputs: inputs, &random)
    bias = Parameter(.bias, shape: [filters], inputs: inputs, &random)
  }

  var parameters: [Parameter] { [weight, bias] }

  private var places: Int { inputShape[0] * inputShape[1] }
  private var patch: Int { kernel.steps * kernel.bands * inputShape[2] }

  func forward(_ input: Batch, _ pass: Pass) -> Batch {
    self.input = input
    let output = Batch(clips: input.clips, shape: outputShape)
    weight.values.withMatrix(columns: patch) { weight in
      perform(input.clips) { clips, _ in
        let patches = Batch(clips: 1, shape: [places, patch])
        for clip in clips {
          gather(input.clip(clip), into: patches.values)
          Dense.forward(
            patches.rows, weight: weight, bias: bias.values,
            into: Matrix(output.clip(clip), rows: places, columns: outputShape[2]))
        }
      }
    }
    return output
  }

  func backward(_ gradient: Batch) -> Batch {
    guard let input else { preconditionFailure("a way back follows a way forth") }
    let inputGradient = Batch(clips: input.clips, shape: inputShape)
    let filters = outputShape[2]
    let gradients = (0..<Self.parts).map { _ in Batch(clips: 1, shape: [filters * (patch + 1)]) }
    weight.values.withMatrix(columns: patch) { weight in
      perform(input.clips) { clips, part in
        let patches = Batch(clips: 1, shape: [places, patch])
        let own = gradients[part].values
        for clip in clips {
          let slope = Matrix(gradient.clip(clip), rows: places, columns: filters)
          gather(input.clip(clip), into: patches.values)
          Dense.accumulate(
            input: patches.rows, outputGradient: slope,
            weightGradient: Matrix(own, rows: filters, columns: patch), biasGradient: own + filters * patch)
          Dense.inputGradient(outputGradient: slope, weight: weight, into: patches.rows)
          scatter(patches.values, into: inputGradient.clip(clip))
        }
      }
    }
    for own in gradients {
      for index in weight.gradient.indices { weight.gradient[index] += own.values[index] }
      for index in bias.gradient.indices { bias.gradient[index] += own.values[filters * patch + index] }
    }
    return inputGradient
  }

  private func perform(_ clips: Int, _ body: (Range<Int>, _ part: Int) -> Void) {
    Parallel.perform(Self.parts) { part in
      body(clips * part / Self.parts..<clips * (part + 1) / Self.parts, part)
    }
  }

  /// What the kernel sees at each place, row by row.
  private func gather(_ clip: UnsafePointer<Float>, into patches: UnsafeMutablePointer<Float>) {
    eachRun { place, offset, source, count in
      let target = patches + place * patch + offset
      guard let source else {
        target.update(repeating: 0, count: count)
        return
      }
      target.update(from: clip + source, count: count)
    }
  }

  /// Adds to each number what all patches that saw it say.
  private func scatter(_ patches: UnsafePointer<Float>, into clip: UnsafeMutablePointer<Float>) {
    eachRun { place, offset, source, count in
      guard let source else { return }
      let values = patches + place * patch + offset
      for index in 0..<count { clip[source + index] += values[index] }
    }
  }

  /// Calls `body` for each piece of each place's patch: where it lies in the patch, where in the clip (nil: outside of it),
  /// and how long it is.
  @inline(__always)
  private func eachRun(_ body: (_ place: Int, _ offset: Int, _ source: Int?, _ count: Int) -> Void) {
    let (steps, bands, channels) = (inputShape[0], inputShape[1], inputShape[2])
    let (halfSteps, halfBands) = (kernel.steps / 2, kernel.bands / 2)
    let width = kernel.bands * channels
    for step in 0..<steps {
      for band in 0..<bands {
        let place = step * bands + band
        let first = max(0, band - halfBands)
        let last = min(bands - 1, band + halfBands)
        let before = (first - (band - halfBands)) * channels
        let count = (last - first + 1) * channels
        for row in 0..<kernel.steps {
          let source = step + row - halfSteps
          let offset = row * width
          guard source >= 0, source < steps else {
            body(place, offset, nil, width)
            continue
          }
          if before > 0 { body(place, offset, nil, before) }
          body(place, offset + before, (source * bands + first) * channels, count)
          if before + count < width { body(place, offset + before + count, nil, width - before - count) }
        }
      }
    }
  }
}
