import MoodCore

/// What a list of column names asks for.
struct ColumnPlan {
  /// The columns in the order given.
  let schema: FeatureSchema
  /// For each of them, its place among the base columns followed by the outputs of `statistics`.
  let sources: [Int]
  /// Base columns that are to be computed.
  let baseNames: Set<String>
  /// Statistics that are to be computed, each once.
  let statistics: [SlidingStatistics.Request]
  /// Base columns that there are.
  let baseCount: Int

  /// Looks every name up in `base`.
  init(columns names: [String], base: FeatureSchema) throws(FeatureError) {
    guard !names.isEmpty else { throw .noColumns }
    let places = Dictionary(uniqueKeysWithValues: zip(base.names, base.columns.indices))
    var seen: Set<String> = []
    var indices: [SlidingStatistics.Request: Int] = [:]
    var statistics: [SlidingStatistics.Request] = []
    var choices: [Choice] = []
    for name in names {
      guard seen.insert(name).inserted else { throw .duplicateColumn(name) }
      let column = try StatisticColumn(parsing: name)
      let baseName = column?.base ?? name
      guard let place = places[baseName] else {
        let suffix = name.dropFirst(baseName.count)
        throw .unknownColumn(name, nearest: NearestNames.of(baseName, among: base.names).map { $0 + suffix })
      }
      guard let column else {
        choices.append(.base(place))
        continue
      }
      let request = SlidingStatistics.Request(
        window: .init(column: place, rows: column.windowRows), statistic: column.statistic)
      let index = indices[request] ?? statistics.endIndex
      if index == statistics.endIndex {
        indices[request] = index
        statistics.append(request)
      }
      choices.append(.statistic(column, place: place, index: index))
    }
    schema = FeatureSchema(choices.map { $0.column(in: base) })
    let outputs = SlidingStatistics.outputs(of: statistics)
    sources = choices.map { choice in
      switch choice {
      case .base(let place): place
      case .statistic(_, _, let index): base.count + outputs[index]
      }
    }
    baseNames = Set(choices.map { base.columns[$0.place].name })
    self.statistics = statistics
    baseCount = base.count
  }

  /// One name, understood.
  private enum Choice {
    case base(Int)
    /// The base column in `place`, and which of `statistics` it is of that.
    case statistic(StatisticColumn, place: Int, index: Int)

    /// The base column that it takes.
    var place: Int {
      switch self {
      case .base(let place), .statistic(_, let place, _): place
      }
    }

    func column(in base: FeatureSchema) -> FeatureColumn {
      switch self {
      case .base(let place): base.columns[place]
      case .statistic(let statistic, let place, _): statistic.column(of: base.columns[place])
      }
    }
  }
}
