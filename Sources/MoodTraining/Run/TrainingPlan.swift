internal import MoodCore
internal import MoodCorpus
internal import MoodInference

/// What all networks of a model are trained with, made once: the clips and their goals, those set aside, the shape.
struct TrainingPlan {
  let configuration: TrainingConfiguration
  let columns: ColumnChoice
  let schema: FeatureSchema
  let seenGroups: [String]
  let gate: ModelMetadata.Gate?
  let shape: NetworkShape
  let places: HeadPlaces
  let maker: BatchMaker
  let training: TrainingData
  /// Clips of groups that choose the epochs and calibrate.
  let validation: TrainingData
  let scorer: ClipScorer

  /// - Parameters:
  ///   - set: clips to train on, with the columns that `columns` names, in that order.
  ///   - columns: the configuration's choice, resolved.
  /// - Throws: as `Trainer.init`.
  init(_ configuration: TrainingConfiguration, set: TrainingSet, columns: ColumnChoice) throws {
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
    try split.checkClasses(training.set.clips)
    let heads = training.heads
    guard heads.quadrant || heads.affect || !heads.emotions.isEmpty else {
      throw TrainingConfigurationError.noLabels
    }
    places = HeadPlaces(heads, hasAttention: configuration.network.attention)
    gate = configuration.network.gate(schema)

    let pooling = StepPooling(
      pooled: columns.pooled.count, latest: columns.latest.count, stride: configuration.network.stride)
    let isTaught = configuration.teacher.epochs > 0 || configuration.losses.teacher > 0
    let teacher = isTaught ? TeacherGoals(training.set, configuration: configuration.teacher) : nil
    shape = NetworkShape(
      inputs: pooling.inputs, architecture: configuration.architecture,
      lookaheadSteps: configuration.network.lookaheadSteps, outputs: places.count,
      teacherOutputs: teacher.map { $0.weights.count } ?? 0)
    let filler = SequenceFiller(
      pooling: pooling, normaliser: Normaliser(training.set.tables, pooling: pooling),
      levelShift: LevelShift(pooled: columns.pooled, latest: columns.latest),
      gate: gate.flatMap { gate in
        columns.names.firstIndex(of: gate.column.name).map {
          SequenceFiller.Gate(rule: gate, place: $0)
        }
      })
    maker = BatchMaker(
      data: training, filler: filler, places: places, teacher: teacher, configuration: configuration)
    scorer = ClipScorer(validation, places: places, filler: filler, shape: shape)
  }

  /// Epochs of a network, those with the teacher and those with labels.
  var taughtEpochs: Int { shape.teacherOutputs > 0 ? configuration.teacher.epochs : 0 }
  var epochs: Int { taughtEpochs + configuration.optimiser.epochs }
}
