import MoodCore

/// What a list of column names asks for.
struct ColumnPlan {
  /// The columns in the order given.
  let schema: FeatureSchema
  /// For each of them, its place among the base columns followed by the outputs of `windows`.
  let sources: [Int]
  /// Base columns that are to be computed.
  let baseNames: Set<String>
  /// Windows over which statistics run, each once.
  let windows: [SlidingStatistics.Window]
  /// Base columns that there are.
  let baseCount: Int

  /// Looks every name up in `base`.
  init(columns names: [String], base: FeatureSchema) throws(FeatureError) {
    guard !names.isEmpty else { throw .noColumns }
    let places = Dictionary(uniqueKeysWithValues: zip(base.names, base.columns.indices))
    var seen: Set<String> = []
    var windows: [SlidingStatistics.Window] = []
    var requests: [Request] = []
    for name in names {
      guard seen.insert(name).inserted else { throw .duplicateColumn(name) }
      let statistic = try StatisticColumn(parsing: name)
      let baseName = statistic?.base ?? name
      guard let place = places[baseName] else {
        let suffix = name.dropFirst(baseName.count)
        throw .unknownColumn(name, nearest: NearestNames.of(baseName, among: base.names).map { $0 + suffix })
      }
      guard let statistic else {
        requests.append(.base(place))
        continue
      }
      let window = SlidingStatistics.Window(column: place, rows: statistic.windowRows)
      let index = windows.firstIndex(of: window) ?? windows.endIndex
      if index == windows.endIndex { windows.append(window) }
      requests.append(.statistic(statistic, place: place, window: index))
    }
    schema = FeatureSchema(requests.map { $0.column(in: base) })
    sources = requests.map { $0.source(baseCount: base.count, windowCount: windows.count) }
    baseNames = Set(requests.map { base.columns[$0.place].name })
    self.windows = windows
    baseCount = base.count
  }

  /// One name, understood.
  private enum Request {
    case base(Int)
    case statistic(StatisticColumn, place: Int, window: Int)

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

    func source(baseCount: Int, windowCount: Int) -> Int {
      switch self {
      case .base(let place): place
      case .statistic(let column, _, let window):
        baseCount
          + SlidingStatistics.output(of: column.statistic, window: window, count: windowCount)
      }
    }
  }
}
