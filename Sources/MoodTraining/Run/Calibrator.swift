internal import Glibc
internal import MoodCorpus
internal import MoodInference

/// Finds out, on clips that trained nothing, how sure a network may be.
struct Calibrator {
  let places: HeadPlaces

  /// - Parameters:
  ///   - verdicts: on the clips of `data`, in their order.
  ///   - data: a class that trains nothing says nothing of how sure the head may be.
  func calibration(_ verdicts: [ClipScorer.Verdict], of data: TrainingData) -> ModelMetadata.Calibration {
    let quadrants = zip(verdicts, data.set.clips).compactMap { verdict, clip in
      clip.quadrant.map { (Array(verdict.logits[places.quadrants]), $0.quadrant.rawValue - 1) }
    }
    let taught = zip(verdicts, zip(data.set.clips, data.targets)).filter { $1.1.emotions != nil }
    let emotions = taught.compactMap { verdict, labelled in
      labelled.0.emotionClass.map { (Array(verdict.logits[places.emotions]), $0) }
    }
    let distances = verdicts.map(\.distance).sorted()
    let (usual, unusual) = (Self.quantile(distances, 0.5), Self.quantile(distances, 0.95))
    // Too few clips to tell the usual from the unusual tell nothing.
    let isTold = unusual > usual
    return ModelMetadata.Calibration(
      quadrantTemperature: places.quadrants.isEmpty ? 1 : Self.temperature(quadrants),
      emotionTemperature: places.heads.emotionsAreExclusive && !places.emotions.isEmpty
        ? Self.temperature(emotions) : 1,
      usualDistance: isTold ? usual : 0, unusualDistance: isTold ? unusual : 0)
  }

  /// The divisor of logits that makes the true classes most probable (Guo et al. 2017), by golden-section search over
  /// its logarithm; 1 without examples.
  static func temperature(_ examples: [(logits: [Float], truth: Int)]) -> Float {
    guard !examples.isEmpty else { return 1 }
    func loss(_ logarithm: Double) -> Double {
      let temperature = exp(logarithm)
      return examples.reduce(0) { sum, example in
        let scaled = example.logits.map { Double($0) / temperature }
        let largest = scaled.max() ?? 0
        let total = scaled.reduce(0) { $0 + exp($1 - largest) }
        return sum + log(total) + largest - scaled[example.truth]
      }
    }
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (log(0.25), log(8.0))
    var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
    var (leftLoss, rightLoss) = (loss(left), loss(right))
    while high - low > 1e-4 {
      if leftLoss < rightLoss {
        (high, right, rightLoss) = (right, left, leftLoss)
        left = high - ratio * (high - low)
        leftLoss = loss(left)
      } else {
        (low, left, leftLoss) = (left, right, rightLoss)
        right = low + ratio * (high - low)
        rightLoss = loss(right)
      }
    }
    return Float(exp((low + high) / 2))
  }

  /// Linear between the two nearest of sorted values; 0 of none.
  static func quantile(_ sorted: [Float], _ part: Double) -> Float {
    guard let last = sorted.indices.last else { return 0 }
    let place = part * Double(last)
    let below = Int(place)
    let above = min(below + 1, last)
    return sorted[below] + Float(place - Double(below)) * (sorted[above] - sorted[below])
  }
}
