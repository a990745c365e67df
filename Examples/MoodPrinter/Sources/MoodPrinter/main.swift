import MoodCore
import MoodEngine

// Feeds samples that it makes itself to the analysis, a block at a time as an audio callback would, and prints a shaped
// estimate every half second: a chord that beats twice a second, and twelve seconds on a louder and quicker one.

let analyzer = try StreamAnalyzer(model: "music")
var shaper = EstimateShaper(.standard)
let rate = Float(AnalysisGrid.sampleRateHz)
var nextPrint = 0.5

for start in stride(from: 0, to: 24 * AnalysisGrid.sampleRateHz, by: 1000) {
  let block = (start..<start + 1000).map(sample)
  let estimates = block.withUnsafeBufferPointer { analyzer.feed($0) }
  for estimate in estimates where estimate.stage == .now {
    guard let shaped = shaper.shape(estimate), shaped.seconds >= nextPrint else { continue }
    nextPrint += 0.5
    print(
      "\(shaped.seconds)\t\(shaped.affect.valence)\t\(shaped.affect.arousal)\t\(shaped.quadrant.name)\t"
        + shaped.quadrant.words)
  }
}

let (_, end) = analyzer.finish()
if let summary = end.summary { print("all of it: \(summary.quadrant.name) \(summary.quadrant.words)") }

func sample(at index: Int) -> Float {
  let isLate = index >= 12 * AnalysisGrid.sampleRateHz
  let time = Float(index) / rate
  let beat = 1 - (time * (isLate ? 4 : 2)).truncatingRemainder(dividingBy: 1)
  let chord: [Float] = isLate ? [146.8, 293.7, 370, 440, 587.3] : [110, 130.8, 164.8]
  return chord.reduce(0) { $0 + wave($1 * time) } / Float(chord.count) * beat * (isLate ? 0.8 : 0.2)
}

/// A triangle: what a sine would sound like without a library of mathematics.
func wave(_ turns: Float) -> Float {
  4 * abs((turns - 0.25).truncatingRemainder(dividingBy: 1) - 0.5) - 1
}
