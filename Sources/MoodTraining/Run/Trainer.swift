internal import MoodInference

/// Trains a model on clips, network after network: the same configuration, clips and machine give the same weights.
///
/// Where a teacher has heard the clips, a network's trunk first learns what the teacher said of each moment; then the
/// whole learns the labels. Some groups are set aside to choose the epochs whose weights are kept and to calibrate; what
/// the teacher said of them is not used. Create allocates; one thread calls `run`, which uses `shards` threads.
package final class Trainer {
  /// Parts of a batch that are computed side by side, and whose gradients are added in their order. Fixed, since
  /// another number would round sums differently.
  static let shards = 2

  let plan: TrainingPlan
  /// The networks that have been trained.
  var finished: [ParameterVector.Box] = []
  /// The one that is being trained.
  var current: NetworkTrainer?
  var history: TrainingHistory

  /// - Parameters:
  ///   - set: clips to train on, with the columns that `columns` names, in that order.
  ///   - columns: the configuration's choice, resolved.
  /// - Throws: `BLAS.LoadError`; `CorpusError.tooFewGroups`, or `.emptyClass` where only clips that choose the epoch are
  ///   of a class; `TrainingConfigurationError.missingCorpus` or `.noLabels`.
  package init(_ configuration: TrainingConfiguration, set: TrainingSet, columns: ColumnChoice) throws {
    plan = try TrainingPlan(configuration, set: set, columns: columns)
    history = TrainingHistory(
      seed: configuration.seed, trainingClips: plan.training.set.clips.count,
      validationClips: plan.validation.set.clips.count)
  }

  /// Trains each network to its end, or until `progress` returns false; the best epochs so far are what results.
  /// - Throws: `NothingLearnt`, what makes a model file fail, or what `progress` throws.
  package func run(progress: (TrainingProgress) throws -> Bool) throws -> TrainingResult {
    let networks = plan.configuration.network.members
    var goesOn = true
    while goesOn, finished.count < networks {
      let number = finished.count
      let network = begin(number)
      goesOn = try network.run { epoch, isBest in
        history.networks[number] = network.history
        return try progress(
          TrainingProgress(
            epoch: epoch, epochs: plan.epochs, network: number + 1, networks: networks, isBest: isBest,
            checkpoint: makeCheckpoint))
      }
      guard network.history.bestEpoch > 0 else {
        // A training that is stopped keeps the networks that it has; one that diverges is none.
        if finished.isEmpty || goesOn { throw NothingLearnt(epochs: network.history.epochs.count) }
        break
      }
      finish(network)
    }
    return TrainingResult(model: try makeModel(), history: history)
  }

  /// The network `number`, as far as it has come.
  func begin(_ number: Int) -> NetworkTrainer {
    if let current { return current }
    let network = NetworkTrainer(plan, seed: plan.configuration.seed ^ UInt64(number) << 40)
    history.networks.append(network.history)
    current = network
    return network
  }

  private func finish(_ network: NetworkTrainer) {
    ClipScorer(plan.training, places: plan.places, filler: plan.maker.filler, shape: plan.shape)
      .measureStatistics(network.best)
    let kept = ParameterVector.Box(network.best.layout)
    kept.vector.copy(from: network.best)
    finished.append(kept)
    current = nil
  }
}
