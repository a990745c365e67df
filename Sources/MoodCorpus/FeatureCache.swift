internal import Dispatch
internal import FoundationEssentials
internal import Glibc
package import MoodCore
internal import Synchronization

/// Feature rows of clips on disk, so that they are computed once.
///
/// A table lies at `folder`/`schema hash`-`decoder`-`grid`/`corpus`/`clip`.`size`-`modification time``variant`.rows, so
/// that a recording that is replaced is computed anew. Files appear complete or not at all, so an interrupted run goes on
/// where it stopped.
package struct FeatureCache: Sendable {
  /// Computes the rows of a clip in the cache's schema.
  package typealias Analysis = @Sendable (Clip) throws -> FeatureTable

  package let schema: FeatureSchema
  private let folder: String
  private let variant: String
  private let analyse: Analysis

  /// - Parameters:
  ///   - decoder: what decodes the audio, with its version: `libsndfile-1.2.0`.
  ///   - variant: what is done to the recordings first, as the end of a file's name: `.speed1.1`.
  package init(
    folder: String, schema: FeatureSchema, decoder: String, variant: String = "", analyse: @escaping Analysis
  ) {
    let safe = decoder.map { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" ? $0 : "_" }
    let grid = "\(AnalysisGrid.sampleRateHz)-\(AnalysisGrid.hopSamples)-\(AnalysisGrid.frameSamples)"
    self.folder = "\(folder)/\(schema.hash)-\(String(safe))-\(grid)"
    self.schema = schema
    self.variant = variant
    self.analyse = analyse
  }

  /// Computes what is missing, on `threads` threads.
  ///
  /// - Parameter progress: called on any of them with the clips that are there and those wanted; to go on, it returns
  ///   true.
  /// - Throws: `FeatureCacheError`, or what the analysis throws; the clips done until then stay.
  package func fill(
    _ clips: [Clip], threads: Int = 2, progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Bool
  ) throws {
    let missing = try clips.map { (clip: $0, path: try path(of: $0)) }
      .filter { !FileManager.default.fileExists(atPath: $0.path) }
    guard !missing.isEmpty else {
      _ = progress(clips.count, clips.count)
      return
    }
    let next = Atomic<Int>(0)
    let done = Atomic<Int>(clips.count - missing.count)
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < missing.count else { return }
        do {
          try save(analyse(missing[index].clip), to: missing[index].path)
        } catch {
          failure.withLock { $0 = $0 ?? error }
          next.store(missing.count, ordering: .relaxed)
          return
        }
        let count = done.add(1, ordering: .relaxed).newValue
        if !progress(count, clips.count) { next.store(missing.count, ordering: .relaxed) }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// The rows of a clip, computed and kept if they were not there.
  /// - Throws: `FeatureCacheError`, or what the analysis throws.
  package func table(of clip: Clip) throws -> FeatureTable {
    let path = try path(of: clip)
    guard FileManager.default.fileExists(atPath: path) else {
      let table = try analyse(clip)
      try save(table, to: path)
      return table
    }
    guard let data = FileManager.default.contents(atPath: path),
      let table = data.withUnsafeBytes({ FeatureTable(bytes: $0) }), table.columns == schema.count
    else { throw FeatureCacheError.broken(path: path) }
    return table
  }

  /// Where the rows of a clip's recording lie, as the recording is now.
  func path(of clip: Clip) throws -> String {
    var status = stat()
    guard stat(clip.audio, &status) == 0 else {
      throw FeatureCacheError.missingAudio(clip: clip.name, audio: clip.audio)
    }
    let time = "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    return "\(folder)/\(clip.corpus)/\(clip.name).\(status.st_size)-\(time)\(variant).rows"
  }

  private func save(_ table: FeatureTable, to path: String) throws {
    precondition(table.columns == schema.count, "an analysis gives the columns of the cache's schema")
    do {
      try FileManager.default.createDirectory(
        at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(table.bytes()).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw FeatureCacheError.unwritable(path: path)
    }
  }
}

/// What is wrong with a cache of feature rows.
package enum FeatureCacheError: Error, Equatable, CustomStringConvertible {
  case broken(path: String)
  case missingAudio(clip: String, audio: String)
  case unwritable(path: String)

  package var description: String {
    switch self {
    case .broken(let path):
      "\(path) is no table of feature rows of this program; delete it, and it is made again"
    case .missingAudio(let clip, let audio):
      "the recording \(audio) of the clip “\(clip)” is not there, or may not be read"
    case .unwritable(let path): "the feature rows cannot be written to \(path)"
    }
  }
}
