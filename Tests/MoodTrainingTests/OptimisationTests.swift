import Foundation
import MoodInference
import MoodRealtime
import Testing

@testable import MoodTraining

@Suite struct OptimisationTests {
  private let layout = ParameterLayout(
    NetworkShape(
      inputs: 2,
      architecture: ModelMetadata.Architecture(
        trunkWidth: 8, dilations: [], convolutionKernel: 1, recurrentWidth: 8, recurrentLayers: 1,
        statistics: ModelMetadata.Statistics(hiddenWidth: 8, memorySteps: 4)),
      lookaheadSteps: 0, outputs: 2))

  /// Against the published formula in double precision.
  @Test func stepsEqualTheDefinition() {
    let weights = ParameterVector(layout)
    let gradient = ParameterVector(layout)
    var optimiser = AdamW(layout, weightDecay: 0.1)
    weights.values.base[0] = 1
    var (weight, mean, square) = (1.0, 0.0, 0.0)
    for (index, slope) in [0.5, -0.25, 0.1].enumerated() {
      gradient.values.base[0] = Float(slope)
      optimiser.step(weights, gradient: gradient, rate: 0.01)
      mean = 0.9 * mean + 0.1 * slope
      square = 0.999 * square + 0.001 * slope * slope
      let size = (square / (1 - pow(0.999, Double(index + 1)))).squareRoot() + 1e-8
      weight -= 0.01 * 0.1 * weight + 0.01 * mean / (1 - pow(0.9, Double(index + 1))) / size
    }
    #expect(abs(Double(weights.values[0]) - weight) < 1e-5)
  }

  @Test func biasesDoNotDecay() {
    let weights = ParameterVector(layout)
    let gradient = ParameterVector(layout)
    var optimiser = AdamW(layout, weightDecay: 0.5)
    weights.pointer("input.bias")[0] = 1
    weights.pointer("input.weight")[0] = 1
    optimiser.step(weights, gradient: gradient, rate: 0.1)
    #expect(weights.pointer("input.bias")[0] == 1)
    #expect(abs(weights.pointer("input.weight")[0] - 0.95) < 1e-6)
  }

  @Test func statisticsDecayByTheirOwnRate() {
    let weights = ParameterVector(layout)
    let gradient = ParameterVector(layout)
    var optimiser = AdamW(layout, weightDecay: 0.1, statisticsDecay: 0.5)
    weights.pointer("statistics.hidden.weight")[0] = 1
    weights.pointer("statistics.mean")[0] = 1
    optimiser.step(weights, gradient: gradient, rate: 0.1)
    #expect(abs(weights.pointer("statistics.hidden.weight")[0] - 0.95) < 1e-6)
    #expect(weights.pointer("statistics.mean")[0] == 1)
  }

  @Test func clippingKeepsTheDirection() {
    let gradient = ParameterVector(layout)
    gradient.values.base[0] = 3
    gradient.values.base[5] = 4
    #expect(AdamW.clip(gradient, to: 1) == 5)
    #expect(abs(gradient.values[0] - 0.6) < 1e-6 && abs(gradient.values[5] - 0.8) < 1e-6)
    #expect(abs(AdamW.clip(gradient, to: 2) - 1) < 1e-6)
    #expect(abs(gradient.values[0] - 0.6) < 1e-6)
  }

  @Test func rateRisesThenFallsToZero() {
    let schedule = LearningRate(peak: 1, warmUpSteps: 10, totalSteps: 110)
    #expect(abs(schedule.rate(step: 0) - 0.1) < 1e-6)
    #expect(schedule.rate(step: 9) == 1 && schedule.rate(step: 10) == 1)
    #expect(abs(schedule.rate(step: 60) - 0.5) < 1e-6)
    #expect(abs(schedule.rate(step: 110)) < 1e-6)
  }
}
