internal import FoundationEssentials
internal import Glibc
internal import MoodCore
internal import MoodCorpus
package import MoodInference
internal import MoodRealtime

/// What a training has come to after an epoch.
package struct TrainingProgress: Sendable {
  package var epoch: TrainingHistory.Epoch
  package var epochs: Int
  /// Whether this epoch is the best so far.
  package var isBest: Bool
  /// Where the training may go on from.
  package var checkpoint: @Sendable () -> Checkpoint
}

/// What a training gives.
package struct TrainingResult: Sendable {
  package var model: ModelFile
  package var history: TrainingHistory
}

/// Trains a network on clips: the same configuration, clips and machine give the same weights.
///
/// Where a teacher has heard the clips, the trunk first learns what the teacher said of each moment; then the whole
/// learns the labels. Some groups are set aside to choose the epoch whose weights are kept and to calibrate; what the
/// teacher said of them is not used. Create allocates; one thread calls `run`, which uses `shards` threads.
package final class Trainer {
  /// Parts of a batch that are computed side by side, and whose gradients are added in their order. Fixed, since
  /// another number would round sums differently.
  static let shards = 2

  private let configuration: TrainingConfiguration
  private let columns: ColumnChoice
  private let schema: FeatureSchema
  private let seenGroups: [String]
  private let gate: ModelMetadata.Gate?
  private let shape: NetworkShape
  private let places: HeadPlaces
  private let maker: BatchMaker
  private let training: TrainingData
  private let validation: TrainingData
  private let scorer: ClipScorer
  private let passes: [NetworkPass]
  private let teacherRows: [TeacherLoss.Part]
  private let loss: BatchLoss
  private let mask: ParameterMask
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
    self.columns = columns
    schema = set.schema
    seenGroups = Set(set.clips.map(\.group)).sorted()
    let split = try Split(set.clips, folds: configuration.validation.parts, seed: configuration.seed)
    let held = Set(zip(set.clips, split.folds).filter { $1 == 0 }.map(\.0.artist))
    training = TrainingData(set.filter { !held.contains($0.artist) }, configuration: configuration)
    validation = TrainingData(set.filter { held.contains($0.artist) }, configuration: configuration)
    try Split.checkDisjoint(training.set.clips, validation.set.clips)
    let heads = training.heads
    guard heads.quadrant || heads.affect || !heads.emotions.isEmpty else {
      throw TrainingConfigurationError.noLabels
    }
    places = HeadPlaces(heads)
    gate = configuration.network.gate(schema)

    let pooling = StepPooling(
      pooled: columns.pooled.count, latest: columns.latest.count, stride: configuration.network.stride)
    let isTaught = configuration.teacher.epochs > 0 || configuration.losses.teacher > 0
    let teacher = isTaught ? TeacherGoals(training.set, configuration: configuration.teacher) : nil
    shape = NetworkShape(
      inputs: pooling.inputs, architecture: configuration.network.architecture,
      lookaheadSteps: configuration.network.lookaheadSteps, outputs: places.count,
      teacherOutputs: teacher.map { $0.weights.count } ?? 0)
    let filler = SequenceFiller(
      pooling: pooling, normaliser: Normaliser(training.set.tables, pooling: pooling),
      levelShift: LevelShift(pooled: columns.pooled, latest: columns.latest),
      gate: gate.flatMap { gate in
        columns.names.firstIndex(of: gate.column.name).map {
          StepGate(column: $0, rangeDB: gate.rangeDB, decayDBPerStep: gate.decayDBPerStep, floor: gate.floor)
        }
      })
    maker = BatchMaker(
      data: training, filler: filler, places: places, teacher: teacher, configuration: configuration)
    scorer = ClipScorer(validation, places: places, filler: filler, shape: shape)
    loss = BatchLoss(places: places, weights: configuration.losses)

    let layout = ParameterLayout(shape)
    weights = ParameterVector(layout, seed: configuration.seed)
    mask = ParameterMask(layout, shape: shape, places: places, affectInputs: columns.affectInputs)
    mask.apply(to: weights)
    averaged = ParameterVector(layout)
    averaged.copy(from: weights)
    best = ParameterVector(layout)
    best.copy(from: weights)
    gradients = (0..<Self.shards).map { _ in GradientBox(layout) }
    optimiser = AdamW(
      layout, weightDecay: configuration.optimiser.weightDecay,
      statisticsDecay: configuration.optimiser.statisticsDecay)
    let batch = configuration.optimiser.batch
    let steps = configuration.cropSteps + configuration.network.lookaheadSteps
    let passes = [NetworkPass](
      [(batch + 1) / 2, batch / 2].map { [shape] in
        NetworkPass(shape, steps: steps, sequences: $0, queries: configuration.optimiser.queries)
      })
    self.passes = passes
    teacherRows = passes.map { pass in
      TeacherLoss.Part(
        pass: pass, goals: SampleBufferBox(count: pass.rows * pass.shape.teacherOutputs),
        known: SampleBufferBox(count: pass.rows))
    }
    history = TrainingHistory(
      seed: configuration.seed, trainingClips: training.set.clips.count,
      validationClips: validation.set.clips.count)
  }

  /// Goes on from where `checkpoint` was made.
  /// - Throws: `Checkpoint.Fault.foreign`, naming `path`, for one of another training.
  package func resume(_ checkpoint: Checkpoint, path: String) throws {
    let mine = vectors
    guard checkpoint.state.fingerprint == fingerprint,
      mine.allSatisfy({ checkpoint.vectors[$0.key]?.count == $0.value.count })
    else { throw Checkpoint.Fault.foreign(path: path) }
    func values(_ name: String) -> [Float] { checkpoint.vectors[name] ?? [] }
    func copy(_ name: String, to target: UnsafeMutablePointer<Float>) {
      for (index, value) in values(name).enumerated() { target[index] = value }
    }
    copy("weights", to: weights.values.base)
    copy("averaged", to: averaged.values.base)
    copy("best", to: best.values.base)
    for (index, pass) in passes.enumerated() {
      guard let statistics = pass.statistics else { continue }
      copy("norm.\(index).mean", to: statistics.runningMean.base)
      copy("norm.\(index).variance", to: statistics.runningVariance.base)
    }
    optimiser.resume(
      means: values("optimiser.means"), squares: values("optimiser.squares"),
      steps: checkpoint.state.optimiserSteps)
    history = checkpoint.state.history
  }

  /// Trains until the last epoch, until validation has not improved for long, or until `progress` returns false; the
  /// best epoch so far is what results.
  package func run(progress: (TrainingProgress) -> Bool) throws -> TrainingResult {
    let taught = shape.teacherOutputs > 0 ? configuration.teacher.epochs : 0
    let last = taught + configuration.optimiser.epochs
    var epoch = history.epochs.count
    while epoch < last {
      epoch += 1
      let isPretraining = epoch <= taught
      if epoch == taught + 1 { beginLabels() }
      let entry = isPretraining ? followTeacher(epoch: epoch) : learnLabels(epoch: epoch, after: taught)
      let isBest =
        entry.validation.map { score in
          history.epochs.allSatisfy { ($0.validation?.loss ?? .infinity) > score.loss }
        } ?? false
      history.epochs.append(entry)
      if isBest {
        history.bestEpoch = epoch
        best.copy(from: averaged)
      }
      let checkpoint = makeCheckpoint()
      let goesOn = progress(
        TrainingProgress(epoch: entry, epochs: last, isBest: isBest) { checkpoint })
      let isOver = !isPretraining && epoch - history.bestEpoch >= configuration.validation.patience
      if !goesOn || isOver { break }
    }
    return TrainingResult(model: try makeModel(), history: history)
  }

  // MARK: - Epochs

  private func followTeacher(epoch: Int) -> TrainingHistory.Epoch {
    let teacher = configuration.teacher
    let known = training.set.clips.indices.filter { maker.teacher?.knows(training.set.clips[$0]) ?? false }
    let perEpoch = max(1, known.count / configuration.optimiser.batch)
    var dealer = dealer([(known, 1)], epoch: epoch)
    let schedule = schedule(
      peak: teacher.rate, steps: perEpoch * teacher.epochs)
    let rates = NetworkPass.DropoutRates(units: teacher.dropout, statistics: 0, hidden: 0)
    var regularisation = configuration.regularisation
    regularisation.noise = teacher.noise
    regularisation.mixup = 0
    let teacherLoss = TeacherLoss(outputWeights: maker.teacher?.weights ?? [])
    var sum: Float = 0
    var rate: Float = 0
    for batch in 0..<perEpoch {
      let step = (epoch - 1) * perEpoch + batch
      rate = schedule.rate(step: step)
      let draws = dealer.nextBatch()
      perform(draws, regularisation: regularisation) { shard, generator in
        passes[shard].forwardTeacher(weights: weights, dropout: rates, generator: &generator)
      }
      sum += teacherLoss.evaluate(teacherRows, scale: 1) / Float(perEpoch)
      move(rate: rate) { shard in
        passes[shard].backwardTeacher(weights: weights, gradient: gradients[shard].vector)
      }
    }
    return TrainingHistory.Epoch(
      epoch: epoch, isPretraining: true, rate: rate, trainingLoss: sum, validation: nil)
  }

  private func learnLabels(epoch: Int, after taught: Int) -> TrainingHistory.Epoch {
    let perEpoch = max(1, training.set.clips.count / configuration.optimiser.batch)
    let corpora = configuration.corpora.map { corpus in
      (training.set.clips.indices.filter { training.set.clips[$0].corpus == corpus.folder }, corpus.share)
    }
    var dealer = dealer(corpora, epoch: epoch)
    let schedule = schedule(
      peak: configuration.optimiser.rate, steps: perEpoch * configuration.optimiser.epochs)
    let regularisation = configuration.regularisation
    let rates = NetworkPass.DropoutRates(
      units: regularisation.dropout, statistics: regularisation.statisticsDropout,
      hidden: regularisation.hiddenDropout)
    let teacherLoss = TeacherLoss(outputWeights: maker.teacher?.weights ?? [])
    var sum: Float = 0
    var rate: Float = 0
    for batch in 0..<perEpoch {
      let step = (epoch - 1 - taught) * perEpoch + batch
      rate = schedule.rate(step: step)
      let parts = perform(dealer.nextBatch(), regularisation: regularisation) { shard, generator in
        passes[shard].forward(weights: weights, dropout: rates, generator: &generator)
      }
      sum += loss.evaluate(parts) / Float(perEpoch)
      if shape.teacherOutputs > 0 {
        sum += teacherLoss.evaluate(teacherRows, scale: configuration.losses.teacher) / Float(perEpoch)
      }
      move(rate: rate) { shard in
        passes[shard].backward(weights: weights, gradient: gradients[shard].vector)
      }
      average(step: step)
    }
    takeRunningStatistics()
    return TrainingHistory.Epoch(
      epoch: epoch, isPretraining: false, rate: rate, trainingLoss: sum, validation: scorer.score(averaged))
  }

  /// What the teacher's phase has moved is a beginning: the optimiser forgets how it got there.
  private func beginLabels() {
    averaged.copy(from: weights)
    best.copy(from: weights)
    optimiser = AdamW(
      weights.layout, weightDecay: configuration.optimiser.weightDecay,
      statisticsDecay: configuration.optimiser.statisticsDecay)
  }

  private func schedule(peak: Float, steps: Int) -> LearningRate {
    LearningRate(
      peak: peak, warmUpSteps: Int(configuration.optimiser.warmUp * Float(steps)), totalSteps: steps)
  }

  private func dealer(_ corpora: [(clips: [Int], share: Float)], epoch: Int) -> BatchDealer {
    let steps = configuration.cropSteps + configuration.network.lookaheadSteps
    return BatchDealer(
      corpora: corpora, hops: training.hops, batch: configuration.optimiser.batch,
      cropHops: steps * configuration.network.stride,
      seed: configuration.seed ^ 0xba7c ^ UInt64(epoch) << 20)
  }

  // MARK: - Steps

  /// Fills the passes with a batch and computes them side by side.
  @discardableResult
  private func perform(
    _ batch: [SequenceDraw], regularisation: TrainingConfiguration.Regularisation,
    forward: (_ shard: Int, _ generator: inout SplitMix64) -> Void
  ) -> [BatchLoss.Part] {
    let partners = partners(batch)
    var parts = [BatchLoss.Part?](repeating: nil, count: passes.count)
    parts.withUnsafeMutableBufferPointer { parts in
      nonisolated(unsafe) let parts = parts
      Parallel.perform(passes.count) { shard in
        let start = passes[..<shard].reduce(0) { $0 + $1.sequences }
        let range = start..<start + passes[shard].sequences
        parts[shard] = maker.fill(
          passes[shard], Array(batch[range]), partners: Array(partners[range]),
          regularisation: regularisation, teacherRows: shape.teacherOutputs > 0 ? teacherRows[shard] : nil)
        var generator = SplitMix64(seed: batch[start].seed, UInt64(shard))
        forward(shard, &generator)
      }
    }
    return parts.compactMap(\.self)
  }

  /// For each sequence another of its corpus in the batch, to be mixed with it.
  private func partners(_ batch: [SequenceDraw]) -> [SequenceDraw?] {
    guard configuration.regularisation.mixup > 0 else { return batch.map { _ in nil } }
    return batch.indices.map { index in
      let corpus = training.set.clips[batch[index].clip].corpus
      let next = (1..<max(2, batch.count)).lazy.map { batch[(index + $0) % batch.count] }
      return next.first { training.set.clips[$0.clip].corpus == corpus }
    }
  }

  /// Computes the gradients side by side and moves the weights.
  private func move(rate: Float, backward: (_ shard: Int) -> Void) {
    Parallel.perform(passes.count) { shard in
      gradients[shard].vector.clear()
      backward(shard)
    }
    let sum = gradients[0]
    for other in gradients.dropFirst() {
      Elementwise.add(
        other.vector.values.base, to: sum.vector.values.base, count: sum.vector.layout.count)
    }
    mask.apply(to: sum.vector)
    AdamW.clip(sum.vector, to: configuration.optimiser.gradientNorm)
    optimiser.step(weights, gradient: sum.vector, rate: rate)
  }

  /// Moves the running mean of the weights, which follows faster while it is young.
  private func average(step: Int) {
    let kept = min(configuration.optimiser.averaging, Float(1 + step) / Float(10 + step))
    let count = weights.layout.count
    Elementwise.scale(averaged.values.base, by: kept, count: count)
    Elementwise.add(weights.values.base, times: 1 - kept, to: averaged.values.base, count: count)
  }

  /// Gives the weights the mean of what batch norm has seen in the passes.
  private func takeRunningStatistics() {
    guard weights.layout.hasStatistics else { return }
    let share = 1 / Float(passes.count)
    let count = shape.statistics
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

  // MARK: - Results

  private func makeModel() throws -> ModelFile {
    let trainingScorer = ClipScorer(training, places: places, filler: maker.filler, shape: shape)
    trainingScorer.measureStatistics(best)
    let calibration = Calibrator(places: places).calibration(
      scorer.verdicts(best), of: validation.set.clips)
    let inputColumns = schema.columns.map {
      ModelMetadata.InputColumn(name: $0.name, unit: $0.unit, version: $0.version)
    }
    var metadata = ModelMetadata(
      name: configuration.name, program: ProgramIdentity.description,
      pooledColumns: Array(inputColumns.prefix(columns.pooled.count)),
      latestColumns: Array(inputColumns.dropFirst(columns.pooled.count).prefix(columns.latest.count)),
      schemaHash: "", stride: configuration.network.stride,
      lookaheadSteps: configuration.network.lookaheadSteps,
      architecture: configuration.network.architecture, heads: places.heads, gate: gate,
      calibration: calibration, corpora: configuration.corpora.map(\.folder),
      licence: configuration.licence, metrics: [:], seed: configuration.seed, seenGroups: seenGroups)
    metadata.schemaHash = metadata.columnsHash
    return try ModelFile(metadata: metadata, tensors: tensors(metadata))
  }

  private func tensors(_ metadata: ModelMetadata) -> [String: Tensor] {
    var tensors = [
      "normaliser.mean": Tensor(shape: [shape.inputs], values: maker.filler.normaliser.means),
      "normaliser.scale": Tensor(shape: [shape.inputs], values: maker.filler.normaliser.scales),
    ]
    let kept = Set(metadata.tensors.map(\.name))
    for tensor in best.layout.tensors where kept.contains(tensor.name) {
      let values = UnsafeBufferPointer(start: best.pointer(tensor.name), count: tensor.count)
      tensors[tensor.name] = Tensor(shape: tensor.shape, values: Array(values))
    }
    // The heads are one matrix in training, and one each in the file.
    for (stem, columns) in [
      ("head", 2 * shape.architecture.recurrentWidth),
      ("statistics.head", shape.architecture.statistics?.hiddenWidth ?? 0),
      ("statistics.direct", shape.architecture.statistics?.isDirect == true ? shape.statistics : 0),
    ] where columns > 0 {
      for (name, rows) in places.named {
        let start = best.pointer("\(stem).weight") + rows.lowerBound * columns
        tensors["\(stem).\(name).weight"] = Tensor(
          shape: [rows.count, columns],
          values: Array(UnsafeBufferPointer(start: start, count: rows.count * columns)))
      }
    }
    for (name, rows) in places.named {
      let start = best.pointer("head.bias") + rows.lowerBound
      tensors["head.\(name).bias"] = Tensor(
        shape: [rows.count], values: Array(UnsafeBufferPointer(start: start, count: rows.count)))
    }
    return tensors
  }

  private var vectors: [String: [Float]] {
    var vectors = [
      "weights": weights.values.array(), "averaged": averaged.values.array(), "best": best.values.array(),
      "optimiser.means": optimiser.means.array(), "optimiser.squares": optimiser.squares.array(),
    ]
    for (index, pass) in passes.enumerated() {
      guard let statistics = pass.statistics else { continue }
      vectors["norm.\(index).mean"] = statistics.runningMean.array()
      vectors["norm.\(index).variance"] = statistics.runningVariance.array()
    }
    return vectors
  }

  private func makeCheckpoint() -> Checkpoint {
    Checkpoint(
      state: Checkpoint.State(
        fingerprint: fingerprint, optimiserSteps: optimiser.steps, history: history), vectors: vectors)
  }

  private var fingerprint: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = (try? encoder.encode(configuration)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let clips = training.set.clips + validation.set.clips
    let names = clips.map { "\($0.corpus)/\($0.name)" }.joined(separator: "\n")
    var fingerprint = Fingerprint()
    for part in [ProgramIdentity.description, schema.hash, text, names] { fingerprint.add(part + "\n") }
    return fingerprint.text
  }
}

extension TrainingConfiguration.Network {
  var architecture: ModelMetadata.Architecture {
    let stepSeconds = AnalysisGrid.seconds(hops: Int64(stride))
    return ModelMetadata.Architecture(
      trunkWidth: trunkWidth, dilations: dilations, convolutionKernel: convolutionKernel,
      recurrentWidth: recurrentWidth, recurrentLayers: recurrentLayers,
      statistics: statisticsWidth > 0
        ? ModelMetadata.Statistics(
          hiddenWidth: statisticsWidth, memorySteps: max(1, Int(statisticsSeconds / stepSeconds)),
          isDirect: statisticsDirect, hasSlopes: statisticsSlopes) : nil)
  }

  /// The amplitude that decides which steps count.
  static let gateColumn = "rms"

  func gate(_ schema: FeatureSchema) -> ModelMetadata.Gate? {
    guard gateDB > 0, let column = schema.columns.first(where: { $0.name == Self.gateColumn }) else {
      return nil
    }
    return ModelMetadata.Gate(
      column: ModelMetadata.InputColumn(name: column.name, unit: column.unit, version: column.version),
      rangeDB: gateDB,
      decayDBPerStep: Float(Double(gateDecayDBPerSecond) * AnalysisGrid.seconds(hops: Int64(stride))),
      floor: gateFloorDB < 0 ? Float(pow(10, Double(gateFloorDB) / 20)) : 0)
  }
}
