import FoundationEssentials
import Glibc
import MoodConfiguration
import MoodCorpus
import MoodTraining

/// What `train` and `evaluate` share: corpora, columns, cached features.
struct Laboratory {
  /// The single declaration of their options.
  static let declared: [Option] = [
    .value(
      "corpus", "DIR", kind: .folder, repeatable: true,
      "a folder that holds corpora, each a folder with a clips.csv",
      details: "each corpus is taken from the first one that has its recordings"),
    .value(
      "cache", "DIR", kind: .folder,
      "where features are kept (default: moodring/features in the user's cache)"),
    .flag("quiet", short: "q", "say nothing but errors"),
  ]

  /// Options of what trains and tests part after part.
  static let folds = Option.value(
    "folds", "K", kind: .whole(2...20), "parts that take turns in being tested (default 5)")
  static let seeds = Option.value(
    "seeds", "S", kind: .whole(1...100),
    "trainings of each part, with seeds from the configuration's on (default 1)")
  static let splitSeed = Option.value(
    "split-seed", "N", kind: .whole(0...Int.max), "which artists share a fold (default 1)")
  static let fresh = Option.flag("fresh", "forget the finished runs of this evaluation first")
  static func journal(_ details: String) -> Option {
    .value(
      "journal", "DIR", kind: .folder,
      "where finished runs are kept (default: moodring/evaluations in the user's cache)", details: details)
  }

  /// What is learnt where no corpus is named.
  static let standardCorpus = "4q"

  /// Where finished runs are kept.
  static func journalFolder(_ arguments: Arguments) -> String {
    arguments.text("journal") ?? userCache + "/evaluations"
  }

  let corpora: Corpora
  let cacheFolder: String
  let progress: ProgressBar
  let diagnostics: Diagnostics

  /// - Parameter needsCorpora: whether a run without --corpus makes no sense.
  init(_ arguments: Arguments, needsCorpora: Bool = true) throws(UsageError) {
    corpora = Corpora(folders: arguments.texts("corpus"))
    guard !needsCorpora || !corpora.folders.isEmpty else {
      throw UsageError("--corpus is missing: the folder that holds the corpora")
    }
    cacheFolder = arguments.text("cache") ?? Self.defaultCache
    let isQuiet = arguments.has("quiet")
    progress = ProgressBar(isQuiet: isQuiet)
    diagnostics = Diagnostics(volume: isQuiet ? .quiet : .normal)
  }

  /// Reads a training configuration.
  static func configuration(_ path: String) throws -> TrainingConfiguration {
    try TrainingConfiguration(json5: ConfigurationFile.text(path: path))
  }

  /// The clips of the corpora named, in their order.
  func clips(of names: [String]) throws -> [Clip] {
    try names.flatMap { try corpora.corpus($0).clips }
  }

  /// The rows of `clips` in the columns named, computed where they are not kept yet.
  /// - Parameter goesOn: asked before each clip.
  func features(
    of clips: [Clip], columns: [String], speed: Double = 1, alteration: ClipAnalysis.Alteration? = nil,
    goesOn: @escaping @Sendable () -> Bool
  ) throws -> FeatureCache {
    let cache = try ClipAnalysis.cache(
      folder: cacheFolder, columns: columns, speed: speed, alteration: alteration)
    let progress = progress
    let label =
      "features" + (speed == 1 ? "" : " at speed \(speed)") + (alteration.map { ", \($0.name)" } ?? "")
    try cache.fill(clips, threads: Self.threads) { done, total in
      progress.show(label, done: done, total: total)
      return goesOn()
    }
    progress.clear()
    return cache
  }

  /// All that a configuration trains on: clips, their rows in every rendition, and what the teacher said.
  struct Material {
    let columns: ColumnChoice
    let cache: FeatureCache
    let set: TrainingSet
  }

  /// nil where `goesOn` said no.
  func material(
    _ configuration: TrainingConfiguration, goesOn: @escaping @Sendable () -> Bool
  ) throws -> Material? {
    let columns = try ColumnChoice(configuration, known: ClipAnalysis.baseColumns)
    let names = configuration.corpora.map(\.folder)
    let clips = try clips(of: names)
    let cache = try features(of: clips, columns: columns.names, goesOn: goesOn)
    let faster = try configuration.regularisation.speeds.map {
      try features(of: clips, columns: columns.names, speed: $0, goesOn: goesOn)
    }
    let degraded = try configuration.regularisation.degradations.indices.map { place in
      let name = configuration.regularisation.degradations[place]
      return try features(
        of: clips.filter { configuration.degradations(of: $0).contains(place) }, columns: columns.names,
        alteration: Degradation(rawValue: name)?.alteration, goesOn: goesOn)
    }
    guard goesOn() else { return nil }
    var teachers: [String: TeacherOutputs] = [:]
    if configuration.teacher.epochs > 0 || configuration.losses.teacher > 0 {
      for name in names { teachers[name] = try corpora.teacher(name) }
    }
    return Material(
      columns: columns, cache: cache,
      set: try TrainingSet(
        clips: clips, cache: cache,
        others: { clip in faster + configuration.degradations(of: clip).map { degraded[$0] } },
        teachers: teachers))
  }

  /// Writes `bytes` to a new file.
  static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw CannotCreate(path: path)
    }
  }

  /// - Throws: `CannotCreate` where the folder of one of `paths` is missing or closed: said before hours of work rather
  ///   than after.
  static func checkFolders(of paths: [String?]) throws {
    for path in paths.compactMap(\.self) {
      let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "."
      guard FileManager.default.isWritableFile(atPath: String(folder)) else { throw CannotCreate(path: path) }
    }
  }

  /// As many as there are processors.
  static var threads: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

  private static var defaultCache: String { userCache + "/features" }

  /// What the program keeps for the user and can make again.
  static var userCache: String {
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    let base = variable("XDG_CACHE_HOME") ?? variable("HOME").map { $0 + "/.cache" } ?? "/tmp"
    return base + "/moodring"
  }
}

/// A file of the laboratory that is not there.
struct FileFault: Error, CustomStringConvertible {
  var description: String
}

/// A result that cannot be kept.
struct CannotCreate: Error, CustomStringConvertible {
  var path: String
  var description: String { "\(path) cannot be written: its folder is missing, full or closed to this user" }
}
