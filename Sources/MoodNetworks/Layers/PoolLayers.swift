/// The largest number of each tile of steps and bands; what is left over at the end is not looked at.
final class MaxPoolLayer: Layer {
  let outputShape: [Int]
  private let inputShape: [Int]
  private let tile: (steps: Int, bands: Int)
  /// For each number of the output its place in the input's clip.
  private var sources: [Int32] = []

  /// - Parameter shape: [steps, bands, channels], at least as large as a tile.
  init(_ shape: [Int], tile: (steps: Int, bands: Int)) {
    precondition(
      shape.count == 3 && tile.steps <= shape[0] && tile.bands <= shape[1], "a tile fits into a clip")
    inputShape = shape
    outputShape = [shape[0] / tile.steps, shape[1] / tile.bands, shape[2]]
    self.tile = tile
  }

  var parameters: [Parameter] { [] }

  func forward(_ input: Batch, _ pass: Pass) -> Batch {
    let output = Batch(clips: input.clips, shape: outputShape)
    var sources = [Int32](repeating: 0, count: output.count)
    let (bands, channels) = (inputShape[1], inputShape[2])
    let (steps, columns) = (outputShape[0], outputShape[1])
    let (tileSteps, tileBands) = tile
    sources.withUnsafeMutableBufferPointer { sources in
      for place in 0..<input.clips * steps * columns {
        let (clip, step, band) = (place / (steps * columns), place / columns % steps, place % columns)
        let values = input.clip(clip)
        let first = (step * tileSteps * bands + band * tileBands) * channels
        let largest = output.values + place * channels
        largest.update(from: values + first, count: channels)
        for channel in 0..<channels { sources[place * channels + channel] = Int32(first + channel) }
        for row in 0..<tileSteps {
          for column in 0..<tileBands {
            let start = first + (row * bands + column) * channels
            for channel in 0..<channels where values[start + channel] > largest[channel] {
              largest[channel] = values[start + channel]
              sources[place * channels + channel] = Int32(start + channel)
            }
          }
        }
      }
    }
    self.sources = sources
    return output
  }

  func backward(_ gradient: Batch) -> Batch {
    let inputGradient = Batch(clips: gradient.clips, shape: inputShape)
    let count = gradient.clipCount
    sources.withUnsafeBufferPointer { sources in
      for clip in 0..<gradient.clips {
        let target = inputGradient.clip(clip)
        for index in clip * count..<(clip + 1) * count {
          target[Int(sources[index])] += gradient.values[index]
        }
      }
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

  func forward(_ input: Batch, _ pass: Pass) -> Batch {
    let output = Batch(clips: input.clips, shape: outputShape)
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

  func backward(_ gradient: Batch) -> Batch {
    let inputGradient = Batch(clips: gradient.clips, shape: inputShape)
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
