/// The largest number of each tile of steps and bands; what is left over at the end is not looked at.
final class MaxPoolLayer: Layer {
  let outputShape: [Int]
  private let inputShape: [Int]
  private let tile: (steps: Int, bands: Int)
  /// For each number of the output its place in the input's clip.
  private var sources: [Int32] = []

  /// - Parameter shape: [steps, bands, channels], at least as large as a tile.
  init(_ shape: [Int], tile: (steps: Int, bands: Int)) {
    precondition(shape.count == 3 && tile.steps <= shape[0] && tile.bands <= shape[1], "a tile fits into a clip")
    inputShape = shape
    outputShape = [shape[0] / tile.steps, shape[1] / tile.bands, shape[2]]
    self.tile = tile
  }

  var parameters: [Parameter] { [] }

  func forward(_ input: Tensor, _ pass: Pass) -> Tensor {
    let output = Tensor(clips: input.clips, shape: outputShape)
    sources = Array(repeating: 0, count: output.count)
    let (bands, channels) = (inputShape[1], inputShape[2])
    var target = 0
    for clip in 0..<input.clips {
      let values = input.clip(clip)
      for step in 0..<outputShape[0] {
        for band in 0..<outputShape[1] {
          for channel in 0..<channels {
            var best = (step * tile.steps * bands + band * tile.bands) * channels + channel
            for row in step * tile.steps..<(step + 1) * tile.steps {
              for column in band * tile.bands..<(band + 1) * tile.bands {
                let place = (row * bands + column) * channels + channel
                if values[place] > values[best] { best = place }
              }
            }
            output.values[target] = values[best]
            sources[target] = Int32(best)
            target += 1
          }
        }
      }
    }
    return output
  }

  func backward(_ gradient: Tensor) -> Tensor {
    let inputGradient = Tensor(clips: gradient.clips, shape: inputShape)
    let count = gradient.clipCount
    for clip in 0..<gradient.clips {
      let target = inputGradient.clip(clip)
      for index in clip * count..<(clip + 1) * count { target[Int(sources[index])] += gradient.values[index] }
    }
    return inputGradient
  }
}

/// The mean over all but the last dimension.
final class MeanLayer: Layer {
  let outputShape: [Int]
  private let inputShape: [Int]

  init(_ shape: [Int]) {
    inputShape = shape
    outputShape = [shape[shape.count - 1]]
  }

  var parameters: [Parameter] { [] }

  func forward(_ input: Tensor, _ pass: Pass) -> Tensor {
    let output = Tensor(clips: input.clips, shape: outputShape)
    let channels = outputShape[0]
    let share = Float(channels) / Float(input.clipCount)
    for clip in 0..<input.clips {
      let (values, sums) = (input.clip(clip), output.clip(clip))
      for row in stride(from: 0, to: input.clipCount, by: channels) {
        for channel in 0..<channels { sums[channel] += share * values[row + channel] }
      }
    }
    return output
  }

  func backward(_ gradient: Tensor) -> Tensor {
    let inputGradient = Tensor(clips: gradient.clips, shape: inputShape)
    let channels = outputShape[0]
    let share = Float(channels) / Float(inputGradient.clipCount)
    for clip in 0..<gradient.clips {
      let (values, slopes) = (inputGradient.clip(clip), gradient.clip(clip))
      for row in stride(from: 0, to: inputGradient.clipCount, by: channels) {
        for channel in 0..<channels { values[row + channel] = share * slopes[channel] }
      }
    }
    return inputGradient
  }
}
