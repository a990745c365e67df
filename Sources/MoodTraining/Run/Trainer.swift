internal import MoodCore
internal import MoodCorpus
package import MoodInference

/// What a training has come to after an epoch.
package struct TrainingProgress: Sendable, Equatable {
  package var epoch: TrainingHistory.Epoch
  package var epochs: Int
  /// Whether this epoch is the best so far.
  package var isBest: Bool
}

/// What a training gives.
package struct TrainingResult: Sendable {
  package var model: ModelFile
  package var history: TrainingHistory
}

/// Trains a network on clips: the same configuration, clips and machine give the same weights.
///
/// Some groups are set aside to choose the epoch whose weights are kept. Create allocates; one thread calls `run`,
/// which uses `shards` threads.
package final class Trainer {
  /// Parts of a batch that are computed side by side, and whose gradients are added in their order. Fixed, since
  /// another number would round sums differently.
  static let shards = 2

  private let configuration: TrainingConfiguration
  private let set: TrainingSet
  private let columns: ColumnChoice
  private let shape: NetworkShape
  private let filler: SequenceFiller
  private let training: TrainingSet
  private let targets: [Target]
  /// Those that some training clip has labels for.
  private let heads: ModelMetadata.Heads
  private let passes: [NetworkPass]
  private let scorer: ClipScorer
  private let weights: ParameterVector
  /// A running mean of `weights`, which is what is scored and kept.
  private let averaged: ParameterVector
  private let best: ParameterVector
  private let gradients: [GradientBox]
  private var optimiser: AdamW
  private var history: TrainingHistory

  /// An array cannot hold noncopyable values themselves.
  private final class GradientBox {
    let vector: ParameterVector
    init(_ layout: ParameterLayout) { vector = ParameterVector(layout) }
  }

  /// - Parameters:
  ///   - set: clips to train on, with the columns that `columns` names, in that order.
  ///   - columns: the configuration's choice, resolved.
  /// - Throws: `BLAS.LoadError`, `CorpusError.tooFewGroups`, `TrainingConfigurationError.missingCorpus` or `.noLabels`.
  package init(_ configuration: TrainingConfiguration, set: TrainingSet, columns: ColumnChoice) throws {
    precondition(set.schema.names == columns.names, "the rows of a training set are those chosen")
    try BLAS.load()
    let found = Set(set.clips.map(\.corpus))
    if let absent = configuration.corpora.first(where: { !found.contains($0.folder) }) {
      throw TrainingConfigurationError.missingCorpus(folder: absent.folder)
    }
    self.configuration = configuration
    self.set = set
    self.columns = columns
    let split = try Split(set.clips, folds: configuration.validation.parts, seed: configuration.seed)
    let held = Set(zip(set.clips, split.folds).filter { $1 == 0 }.map(\.0.artist))
    training = set.filter { !held.contains($0.artist) }
    let validation = set.filter { held.contains($0.artist) }
    try Split.checkDisjoint(training.clips, validation.clips)

    let pooling = StepPooling(
      pooled: columns.pooled.count, latest: columns.latest.count, stride: configuration.network.stride)
    shape = NetworkShape(
      inputs: pooling.inputs, architecture: configuration.network.architecture,
      lookaheadSteps: configuration.network.lookaheadSteps)
    filler = SequenceFiller(
      pooling: pooling, normaliser: Normaliser(training.tables, pooling: pooling),
      levelShift: LevelShift(pooled: columns.pooled, latest: columns.latest))
    let target = { [configuration] (clip: Clip) in
      Target(clip, hardLabels: configuration.hardLabels, guess: configuration.affectGuess)
    }
    targets = training.clips.map(target)
    heads = ModelMetadata.Heads(
      quadrant: targets.contains { $0.quadrants != nil },
      affect: targets.contains { $0.affect != nil && $0.affectWeight > 0 })
    guard heads.quadrant || heads.affect else { throw TrainingConfigurationError.noLabels }
    scorer = ClipScorer(validation, targets: validation.clips.map(target), filler: filler, shape: shape)

    let layout = ParameterLayout(shape)
    weights = ParameterVector(layout, seed: configuration.seed)
    averaged = ParameterVector(layout)
    averaged.copy(from: weights)
    best = ParameterVector(layout)
    best.copy(from: weights)
    gradients = (0..<Self.shards).map { _ in GradientBox(layout) }
    optimiser = AdamW(layout, weightDecay: configuration.optimiser.weightDecay)
    let batch = configuration.optimiser.batch
    let steps = Self.cropSteps(configuration) + configuration.network.lookaheadSteps
    passes = [NetworkPass](
      [(batch + 1) / 2, batch / 2].map { [shape] in
        NetworkPass(shape, steps: steps, sequences: $0)
      })
    history = TrainingHistory(
      seed: configuration.seed, trainingClips: training.clips.count, validationClips: validation.clips.count)
  }

  /// Trains until the last epoch, until validation has not improved for long, or until `progress` returns false; the
  /// best epoch so far is what results.
  package func run(progress: (TrainingProgress) -> Bool) throws -> TrainingResult {
    var dealer = makeDealer()
    let perEpoch = dealer.batchesPerEpoch
    let total = perEpoch * configuration.optimiser.epochs
    let schedule = LearningRate(
      peak: configuration.optimiser.rate, warmUpSteps: Int(configuration.optimiser.warmUp * Float(total)),
      totalSteps: total)
    for epoch in 1...configuration.optimiser.epochs {
      var loss: Float = 0
      var rate: Float = 0
      for batch in 0..<perEpoch {
        let step = (epoch - 1) * perEpoch + batch
        rate = schedule.rate(step: step)
        loss += train(dealer.nextBatch(), rate: rate, step: step) / Float(perEpoch)
      }
      let entry = TrainingHistory.Epoch(
        epoch: epoch, rate: rate, trainingLoss: loss, validation: scorer.score(averaged))
      let isBest = history.epochs.allSatisfy { entry.validation.loss < $0.validation.loss }
      history.epochs.append(entry)
      if isBest {
        history.bestEpoch = epoch
        best.copy(from: averaged)
      }
      let goesOn = progress(
        TrainingProgress(epoch: entry, epochs: configuration.optimiser.epochs, isBest: isBest))
      if !goesOn || epoch - history.bestEpoch >= configuration.validation.patience { break }
    }
    return TrainingResult(model: try makeModel(), history: history)
  }

  /// One step of the optimiser; the loss before it.
  private func train(_ batch: [SequenceDraw], rate: Float, step: Int) -> Float {
    var parts: [BatchLoss.Part] = []
    var first = 0
    for pass in passes {
      let draws = batch[first..<first + pass.sequences]
      first += pass.sequences
      parts.append(
        BatchLoss.Part(
          pass: pass, targets: draws.map { targets[$0.clip] }, countedSteps: draws.map(countedSteps)))
    }
    Parallel.perform(passes.count) { shard in
      let start = shard == 0 ? 0 : passes[0].sequences
      fill(passes[shard], Array(batch[start..<start + passes[shard].sequences]))
      var generator = SplitMix64(seed: configuration.seed, UInt64(step), UInt64(shard))
      passes[shard].forward(
        weights: weights, dropoutRate: configuration.regularisation.dropout, generator: &generator)
    }
    let loss = BatchLoss(weights: configuration.losses).evaluate(parts)
    Parallel.perform(passes.count) { shard in
      gradients[shard].vector.clear()
      passes[shard].backward(weights: weights, gradient: gradients[shard].vector)
    }
    let sum = gradients[0]
    for other in gradients.dropFirst() {
      Elementwise.add(
        other.vector.values.base, to: sum.vector.values.base, count: sum.vector.layout.count)
    }
    AdamW.clip(sum.vector, to: configuration.optimiser.gradientNorm)
    optimiser.step(weights, gradient: sum.vector, rate: rate)
    average(step: step)
    return loss
  }

  private func fill(_ pass: NetworkPass, _ draws: [SequenceDraw]) {
    for (place, draw) in draws.enumerated() {
      var generator = SplitMix64(seed: draw.seed)
      filler.fill(
        pass, place: place, table: training.tables[draw.clip], firstHop: draw.firstHop,
        augmentation: configuration.regularisation, generator: &generator)
    }
  }

  /// Steps of a sequence whose estimates count: those of the crop, as far as the clip goes.
  private func countedSteps(_ draw: SequenceDraw) -> Int {
    let whole = max(0, training.tables[draw.clip].hops - draw.firstHop) / configuration.network.stride
    return min(whole, Self.cropSteps(configuration))
  }

  /// Moves the running mean of the weights, which follows faster while it is young.
  private func average(step: Int) {
    let kept = min(configuration.optimiser.averaging, Float(1 + step) / Float(10 + step))
    let count = weights.layout.count
    Elementwise.scale(averaged.values.base, by: kept, count: count)
    Elementwise.add(weights.values.base, times: 1 - kept, to: averaged.values.base, count: count)
  }

  private func makeDealer() -> BatchDealer {
    let corpora = configuration.corpora.map { corpus in
      (
        clips: training.clips.indices.filter { training.clips[$0].corpus == corpus.folder },
        share: corpus.share
      )
    }
    let steps = Self.cropSteps(configuration) + configuration.network.lookaheadSteps
    return BatchDealer(
      corpora: corpora, hops: training.tables.map(\.hops), batch: configuration.optimiser.batch,
      cropHops: steps * configuration.network.stride, seed: configuration.seed ^ 0xba7c)
  }

  private func makeModel() throws -> ModelFile {
    let inputColumns = set.schema.columns.map {
      ModelMetadata.InputColumn(name: $0.name, unit: $0.unit, version: $0.version)
    }
    let metadata = ModelMetadata(
      name: configuration.name, program: ProgramIdentity.description,
      pooledColumns: Array(inputColumns.prefix(columns.pooled.count)),
      latestColumns: Array(inputColumns.suffix(columns.latest.count)), schemaHash: set.schema.hash,
      stride: configuration.network.stride, lookaheadSteps: configuration.network.lookaheadSteps,
      architecture: configuration.network.architecture,
      heads: heads, corpora: configuration.corpora.map(\.folder), licence: configuration.licence,
      metrics: [:],
      seed: configuration.seed, seenGroups: Set(set.clips.map(\.group)).sorted())
    var tensors = [
      "normaliser.mean": Tensor(shape: [shape.inputs], values: filler.normaliser.means),
      "normaliser.scale": Tensor(shape: [shape.inputs], values: filler.normaliser.scales),
    ]
    let kept = Set(metadata.tensors.map(\.name))
    for tensor in best.layout.tensors where kept.contains(tensor.name) {
      let values = UnsafeBufferPointer(start: best.pointer(tensor.name), count: tensor.count)
      tensors[tensor.name] = Tensor(shape: tensor.shape, values: Array(values))
    }
    return try ModelFile(metadata: metadata, tensors: tensors)
  }

  private static func cropSteps(_ configuration: TrainingConfiguration) -> Int {
    let stepSeconds = AnalysisGrid.seconds(hops: Int64(configuration.network.stride))
    return max(1, Int(configuration.optimiser.cropSeconds / stepSeconds))
  }
}

extension TrainingConfiguration.Network {
  var architecture: ModelMetadata.Architecture {
    ModelMetadata.Architecture(
      trunkWidth: trunkWidth, dilations: Array(repeating: 1, count: convolutionLayers),
      convolutionKernel: convolutionKernel,
      recurrentWidth: recurrentWidth, recurrentLayers: recurrentLayers)
  }
}
