internal import MoodRealtime

/// What is scored and kept in place of the weights of the last step.
extension NetworkTrainer {
  /// Moves the running mean of the weights, which follows faster while it is young.
  func average(step: Int) {
    let kept = min(plan.configuration.optimiser.averaging, Float(1 + step) / Float(10 + step))
    let count = weights.layout.count
    Elementwise.scale(averaged.values.base, by: kept, count: count)
    Elementwise.add(weights.values.base, times: 1 - kept, to: averaged.values.base, count: count)
  }

  /// Gives the weights the mean of what batch norm has seen in the passes.
  func takeRunningStatistics() {
    guard weights.layout.hasStatistics else { return }
    let share = 1 / Float(passes.count)
    let count = best.layout["statistics.mean"].count
    for vector in [weights.values.base, averaged.values.base] {
      let mean = vector + weights.layout["statistics.mean"].offset
      let variance = vector + weights.layout["statistics.variance"].offset
      Elementwise.fill(mean, 0, count: count)
      Elementwise.fill(variance, 0, count: count)
      for statistics in passes.compactMap(\.statistics) {
        Elementwise.add(statistics.runningMean.base, times: share, to: mean, count: count)
        Elementwise.add(statistics.runningVariance.base, times: share, to: variance, count: count)
      }
    }
  }
}
