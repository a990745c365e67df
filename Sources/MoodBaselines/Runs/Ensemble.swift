package import MoodEvaluation

/// Several ways to learn that say the mean of what each says.
package enum Ensemble {
  /// The runs that come of the members', which are of the same folds and seeds of the same clips.
  package static func runs(of members: [[EvaluationRun]]) -> [EvaluationRun] {
    guard let first = members.first else { return [] }
    return first.map { run in
      let same = members.compactMap { runs in runs.first { $0.fold == run.fold && $0.seed == run.seed } }
      precondition(same.count == members.count, "the members of an ensemble are of the same folds and seeds")
      return mean(of: same)
    }
  }

  private static func mean(of runs: [EvaluationRun]) -> EvaluationRun {
    let places = runs.map { run in
      Dictionary(uniqueKeysWithValues: run.predictions.enumerated().map { ($1.clip, $0) })
    }
    let predictions = runs[0].predictions.map { prediction in
      let all = runs.indices.map { member -> Prediction in
        guard let place = places[member][prediction.clip] else {
          preconditionFailure("the members of an ensemble hear the same clips")
        }
        return runs[member].predictions[place]
      }
      var mean = prediction
      mean.quadrants = Self.mean(all.map(\.quadrants))
      mean.emotions = Self.mean(all.map(\.emotions))
      // Each was found for the estimates of its own member.
      mean.emotionThresholds = Self.mean(all.map(\.emotionThresholds))
      let probabilities = mean.emotionClass == nil ? mean.quadrants : mean.emotions
      mean.confidence = probabilities?.max() ?? prediction.confidence
      return mean
    }
    return EvaluationRun(
      fold: runs[0].fold, seed: runs[0].seed, predictions: predictions,
      trainingSeconds: sum(runs.map(\.trainingSeconds)), parameters: sum(runs.map(\.parameters)),
      microsecondsPerHop: sum(runs.map(\.microsecondsPerHop)))
  }

  private static func mean(_ rows: [[Double]?]) -> [Double]? {
    let present = rows.compactMap(\.self)
    guard present.count == rows.count, let first = present.first else { return nil }
    return first.indices.map { place in present.reduce(0) { $0 + $1[place] } / Double(present.count) }
  }

  /// nil where one is.
  private static func sum<Number: AdditiveArithmetic>(_ values: [Number?]) -> Number? {
    let present = values.compactMap(\.self)
    return present.count == values.count ? present.reduce(.zero, +) : nil
  }
}
