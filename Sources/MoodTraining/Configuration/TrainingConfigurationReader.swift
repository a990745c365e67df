internal import FoundationEssentials
import MoodConfiguration
internal import MoodCorpus
internal import MoodInference

extension TrainingConfiguration {
  /// Reads JSON5; keys that are absent keep their defaults.
  /// - Throws: `TrainingConfigurationError`, naming the key by its path.
  package init(json5 text: String) throws {
    let file: JSONTree
    do {
      file = try JSONTree(json5: text)
    } catch {
      throw TrainingConfigurationError.notJSON5(error)
    }
    guard case .object = file else {
      throw TrainingConfigurationError.notAnObject(found: file.shown)
    }
    let defaults = try JSONTree(
      json5: String(decoding: JSONEncoder().encode(TrainingConfiguration()), as: UTF8.self))
    let merged = try defaults.overlaid(with: file)
    try Self.refuseUnknownListKeys(merged)
    guard let configuration = Self.decode(merged) else {
      throw try Self.wrongType(in: file, defaults: defaults)
    }
    self = configuration
    try validate()
  }

  /// Objects in lists have no default to be compared with.
  private static func refuseUnknownListKeys(_ tree: JSONTree) throws {
    guard case .object(let members) = tree, case .list(let corpora) = members["corpora"] else { return }
    let known = ["folder", "share", "weight", "classes"]
    for (index, corpus) in corpora.enumerated() {
      guard case .object(let corpus) = corpus else { continue }
      if let key = corpus.keys.sorted().first(where: { !known.contains($0) }) {
        throw TrainingConfigurationError.unknownKey(path: "corpora.\(index).\(key)", known: known)
      }
    }
  }

  private static func decode(_ tree: JSONTree) -> TrainingConfiguration? {
    try? JSONDecoder().decode(TrainingConfiguration.self, from: Data(tree.text.utf8))
  }

  /// Finds the value that cannot be decoded by trying each alone, since the decoder does not say where a number is not
  /// whole.
  private static func wrongType(
    in file: JSONTree, defaults: JSONTree
  ) throws -> TrainingConfigurationError {
    for (path, value) in file.leaves(comparedWith: defaults)
    where try decode(defaults.overlaid(with: .nest(value, at: path))) == nil {
      return .wrongType(
        path: path.joined(separator: "."), found: value.text, example: defaults.value(at: path)?.text ?? "")
    }
    preconditionFailure("values that can each be decoded can all be")
  }

  /// - Throws: `TrainingConfigurationError.outOfRange`.
  private func validate() throws {
    func check<T: Comparable>(_ path: String, _ value: T, in range: ClosedRange<T>) throws {
      guard range.contains(value) else {
        throw TrainingConfigurationError.outOfRange(
          path: path, found: "\(value)", expected: "\(range.lowerBound) to \(range.upperBound)")
      }
    }
    func checkNotNegative(_ path: String, _ value: Float) throws {
      guard value.isFinite, value >= 0 else {
        throw TrainingConfigurationError.outOfRange(
          path: path, found: "\(value)", expected: "a finite number of 0 or more")
      }
    }
    // JSON5 numbers are read as doubles, which hold no larger whole numbers exactly.
    try check("seed", seed, in: 0...1 << 53)
    let shares = corpora.map(\.share).reduce(0, +)
    try check("corpora", corpora.count, in: 1...16)
    for (index, corpus) in corpora.enumerated() {
      try check("corpora.\(index).share", corpus.share, in: 0...1)
      try checkNotNegative("corpora.\(index).weight", corpus.weight ?? 1)
      guard !corpora[..<index].contains(where: { $0.folder == corpus.folder }) else {
        throw TrainingConfigurationError.outOfRange(
          path: "corpora.\(index).folder", found: "“\(corpus.folder)” again", expected: "each corpus once")
      }
    }
    guard abs(shares - 1) < 1e-3 else {
      throw TrainingConfigurationError.outOfRange(
        path: "corpora", found: "\(shares) in sum of shares", expected: "1")
    }
    try check("features.pooled", features.pooled.count, in: 1...4096)
    try check("network.stride", network.stride, in: 1...64)
    try check("network.lookaheadSteps", network.lookaheadSteps, in: 0...64)
    try check("network.trunkWidth", network.trunkWidth, in: 1...1024)
    try check("network.dilations", network.dilations.count, in: 0...8)
    for dilation in network.dilations { try check("network.dilations", dilation, in: 1...256) }
    try check("network.convolutionKernel", network.convolutionKernel, in: 1...16)
    try check("network.recurrentWidth", network.recurrentWidth, in: 8...512)
    guard network.recurrentWidth % 8 == 0 else {
      throw TrainingConfigurationError.outOfRange(
        path: "network.recurrentWidth", found: "\(network.recurrentWidth)", expected: "a multiple of 8")
    }
    guard network.recurrentLayers == 1 else {
      throw TrainingConfigurationError.outOfRange(
        path: "network.recurrentLayers", found: "\(network.recurrentLayers)",
        expected: "1, since this version trains one recurrent layer")
    }
    try check("network.statisticsWidth", network.statisticsWidth, in: 0...1024)
    try check("network.statisticsSeconds", network.statisticsSeconds, in: 1...3600)
    try check("network.gateDB", network.gateDB, in: 0...120)
    try check("network.gateDecayDBPerSecond", network.gateDecayDBPerSecond, in: 0...120)
    try check("network.gateFloorDB", network.gateFloorDB, in: -200...0)
    try check("network.members", network.members, in: 1...16)
    try check("regularisation.labelSmoothing", regularisation.labelSmoothing, in: 0...0.9)
    guard features.affect.isEmpty || (network.statisticsDirect && network.statisticsWidth > 0) else {
      throw TrainingConfigurationError.outOfRange(
        path: "features.affect", found: "\(features.affect.count) columns",
        expected:
          "none, since there is no network.statisticsDirect that they could reach valence and arousal by")
    }
    try checkExperts()
    try check("teacher.epochs", teacher.epochs, in: 0...10_000)
    try check("teacher.rate", teacher.rate, in: 0...1)
    try check("teacher.dropout", teacher.dropout, in: 0...0.95)
    try check("teacher.noise", teacher.noise, in: 0...10)
    try checkNotNegative("teacher.tags", teacher.tags)
    try checkNotNegative("teacher.layer", teacher.layer)
    try checkNotNegative("teacher.affect", teacher.affect)
    try check("optimiser.queries", optimiser.queries, in: 1...64)
    try checkNotNegative("optimiser.statisticsDecay", optimiser.statisticsDecay)
    try check("optimiser.epochs", optimiser.epochs, in: 1...10_000)
    try check("optimiser.batch", optimiser.batch, in: 2...1024)
    try checkEveryCorpusIsDealt()
    try check("optimiser.cropSeconds", optimiser.cropSeconds, in: 1...600)
    try check("optimiser.rate", optimiser.rate, in: 0...1)
    try check("optimiser.warmUp", optimiser.warmUp, in: 0...1)
    try checkNotNegative("optimiser.weightDecay", optimiser.weightDecay)
    try check("optimiser.averaging", optimiser.averaging, in: 0...0.9999)
    try check("optimiser.gradientNorm", optimiser.gradientNorm, in: 1e-6...1e6)
    try check("regularisation.dropout", regularisation.dropout, in: 0...0.95)
    try check("regularisation.inputDrop", regularisation.inputDrop, in: 0...0.95)
    try check("regularisation.noise", regularisation.noise, in: 0...10)
    try check("regularisation.levelShiftDB", regularisation.levelShiftDB, in: 0...40)
    try check("regularisation.statisticsDropout", regularisation.statisticsDropout, in: 0...0.95)
    try check("regularisation.hiddenDropout", regularisation.hiddenDropout, in: 0...0.95)
    try check("regularisation.tiltDB", regularisation.tiltDB, in: 0...40)
    try check("regularisation.timeMaskSeconds", regularisation.timeMaskSeconds, in: 0...600)
    try check("regularisation.mixup", regularisation.mixup, in: 0...10)
    for speed in regularisation.speeds { try check("regularisation.speeds", speed, in: 0.5...2) }
    for name in regularisation.degradations where Degradation(rawValue: name) == nil {
      throw TrainingConfigurationError.outOfRange(
        path: "regularisation.degradations", found: "“\(name)”",
        expected: "some of \(Degradation.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    try check(
      "regularisation.degradationsEach", regularisation.degradationsEach,
      in: 0...regularisation.degradations.count)
    try checkNotNegative("losses.teacher", losses.teacher)
    let stages = [("now", losses.now), ("settled", losses.settled), ("clip", losses.clip)]
    let terms = [
      ("quadrant", losses.quadrant), ("affect", losses.affect), ("concordance", losses.concordance),
      ("emotions", losses.emotions),
    ]
    for group in [stages, terms] {
      for (name, weight) in group { try checkNotNegative("losses.\(name)", weight) }
      guard group.contains(where: { $0.1 > 0 }) else {
        throw TrainingConfigurationError.outOfRange(
          path: "losses", found: "0 for all of \(group.map(\.0).joined(separator: ", "))",
          expected: "one of them above 0")
      }
    }
    try checkNotNegative("affectGuess.weight", affectGuess.weight)
    try checkNotNegative("affectGuess.valenceReach", affectGuess.valenceReach)
    try checkNotNegative("affectGuess.arousalReach", affectGuess.arousalReach)
    try check("validation.parts", validation.parts, in: 2...100)
    try check("validation.patience", validation.patience, in: 1...10_000)
  }

  private func checkExperts() throws {
    func refuse(_ key: String, _ found: String, _ expected: String) throws {
      throw TrainingConfigurationError.outOfRange(path: "experts.\(key)", found: found, expected: expected)
    }
    let (shares, penalties) = (experts.shares, experts.penalties)
    for (head, share) in [
      ("quadrant", shares.quadrant), ("affect", shares.affect), ("emotions", shares.emotions),
    ] {
      guard share >= 0, share <= 1 else { return try refuse("shares.\(head)", "\(share)", "0 to 1") }
    }
    guard (1...16).contains(penalties.count) else {
      return try refuse("penalties", "\(penalties.count) values", "1 to 16 of them")
    }
    if let wrong = penalties.first(where: { !(1e-3...1e6).contains($0) }) {
      try refuse("penalties", "\(wrong)", "numbers from 0.001 to 1000000")
    }
    guard families.count == 1 || features.affect.isEmpty else {
      return try refuse(
        "families", "\(families.count) families",
        "one, since valence and arousal hear some columns alone (features.affect), but a gate all")
    }
    let listed = experts.families.flatMap(\.self)
    if let twice = listed.first(where: { name in listed.count { $0 == name } > 1 }) {
      try refuse("families", "“\(twice)” twice", "each corpus in one family")
    }
    guard families.count <= ModelMetadata.Experts.maximumFamilies else {
      return try refuse(
        "families", "\(families.count) families", "at most \(ModelMetadata.Experts.maximumFamilies)")
    }
  }

  /// A corpus without a sequence in any batch would be named in the model that never heard it.
  private func checkEveryCorpusIsDealt() throws {
    var left = optimiser.batch
    for (index, corpus) in corpora.enumerated() {
      let count = BatchDealer.count(
        share: corpus.share, batch: optimiser.batch, left: left, isLast: index == corpora.count - 1)
      guard count > 0 else {
        throw TrainingConfigurationError.outOfRange(
          path: "corpora.\(index).share", found: "\(corpus.share)",
          expected: "at least one sequence in a batch of \(optimiser.batch)")
      }
      left -= count
    }
  }
}
