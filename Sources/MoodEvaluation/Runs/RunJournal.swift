internal import FoundationEssentials
internal import MoodCore
package import MoodCorpus

/// Finished runs of an evaluation on disk, so that one that was interrupted goes on where it stopped.
///
/// A run lies at `folder`/`key`/fold-`fold`-seed-`seed`.json and appears whole or not at all. The key is a fingerprint of
/// all that decides what a run says; a file of another key, or one that is no run, counts for nothing and is written
/// again.
package struct RunJournal {
  /// A run cannot be kept.
  package struct Unwritable: Error, Equatable, CustomStringConvertible {
    package var path: String

    package var description: String { "finished runs cannot be kept at \(path)" }
  }

  /// Counts the changes of the files' layout.
  private static let currentFormat = 2
  /// Larger files are taken to be no runs.
  private static let byteLimit = 256 << 20

  /// A file's content.
  private struct Record: Codable {
    var format: Int
    var key: String
    var run: EvaluationRun
  }

  /// Fingerprint of what the runs are of.
  package let key: String
  private let folder: String
  private let names: Set<String>
  private let notice: (String) -> Void

  /// - Parameters:
  ///   - configuration: the text by which the models are trained, seed aside.
  ///   - clips: all clips, with their labels; where their recordings lie is of no matter.
  ///   - rotation: what takes turns in being held out.
  ///   - tested: the corpora that are tested; nil: all.
  ///   - modelFormat: the layout of the models that the program trains.
  ///   - notice: is told, in a sentence, of each file that counts for nothing.
  package init(
    folder: String, configuration: String, clips: [Clip], rotation: Rotation, tested: [String]? = nil,
    modelFormat: Int,
    notice: @escaping (String) -> Void
  ) {
    var fingerprint = Fingerprint()
    fingerprint.add(
      "\(ProgramIdentity.description)\t\(modelFormat)\t\(rotation)\t\(tested ?? [])\t\(clips.count)\n")
    for clip in clips {
      var clip = clip
      clip.audio = ""
      // Every field counts, whichever labels clips come to have.
      fingerprint.add("\(clip)\n")
    }
    fingerprint.add(configuration)
    key = fingerprint.text
    self.folder = "\(folder)/\(key)"
    names = Set(clips.map { "\($0.corpus)/\($0.name)" })
    self.notice = notice
  }

  /// Where a run is kept.
  package func path(fold: Int, seed: UInt64) -> String { "\(folder)/fold-\(fold)-seed-\(seed).json" }

  /// The kept run; nil where there is none, or where its file counts for nothing.
  package func finished(fold: Int, seed: UInt64) -> EvaluationRun? {
    let path = path(fold: fold, seed: seed)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      return try run(fold: fold, seed: seed, at: path)
    } catch {
      notice("\(path) \(error.reason), so that run is made again")
      return nil
    }
  }

  /// Keeps a run, in place of what was there.
  /// - Throws: `Unwritable`; `PredictionError` for the first value that is none of its kind.
  package func keep(_ run: EvaluationRun) throws {
    try run.check()
    let path = path(fold: run.fold, seed: run.seed)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      let data = try encoder.encode(Record(format: Self.currentFormat, key: key, run: run))
      try FileManager.default.createDirectory(at: URL(filePath: folder), withIntermediateDirectories: true)
      try data.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Unwritable(path: path)
    }
  }

  /// Makes the folder that runs are kept in, so that what cannot be kept is not made in vain.
  /// - Throws: `Unwritable`.
  package func prepare() throws {
    do {
      try FileManager.default.createDirectory(at: URL(filePath: folder), withIntermediateDirectories: true)
    } catch {
      throw Unwritable(path: folder)
    }
    guard FileManager.default.isWritableFile(atPath: folder) else { throw Unwritable(path: folder) }
  }

  /// Forgets all kept runs of this evaluation.
  /// - Throws: `Unwritable` where they cannot be removed.
  package func forget() throws {
    guard FileManager.default.fileExists(atPath: folder) else { return }
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      throw Unwritable(path: folder)
    }
  }

  /// Why a file counts for nothing.
  private struct Refusal: Error {
    var reason: String
  }

  private func run(fold: Int, seed: UInt64, at path: String) throws(Refusal) -> EvaluationRun {
    let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    if let size, size > Self.byteLimit { throw Refusal(reason: "is larger than a run can be") }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Refusal(reason: "cannot be read")
    }
    guard let record = try? JSONDecoder().decode(Record.self, from: data) else {
      throw Refusal(reason: "is no finished run")
    }
    guard record.format == Self.currentFormat else {
      throw Refusal(reason: "has the format \(record.format), expected \(Self.currentFormat)")
    }
    guard record.key == key else { throw Refusal(reason: "belongs to another evaluation") }
    try check(record.run, fold: fold, seed: seed)
    return record.run
  }

  private func check(_ run: EvaluationRun, fold: Int, seed: UInt64) throws(Refusal) {
    guard run.fold == fold, run.seed == seed else {
      throw Refusal(reason: "holds fold \(run.fold) of seed \(run.seed)")
    }
    do {
      try run.check()
    } catch {
      throw Refusal(reason: "is broken: \(error)")
    }
    let predictions = run.predictions + run.variants.flatMap(\.predictions)
    let tracks = run.tracks + run.variants.flatMap(\.tracks)
    let parts =
      predictions.map { ("\($0.corpus)/\($0.clip)", $0.fold, $0.seed) }
      + tracks.map { ("\($0.corpus)/\($0.piece)", $0.fold, $0.seed) }
    for (name, ownFold, ownSeed) in parts {
      guard names.contains(name) else { throw Refusal(reason: "speaks of \(name), which is not evaluated") }
      guard ownFold == fold, ownSeed == seed else {
        throw Refusal(reason: "holds a prediction of fold \(ownFold) and seed \(ownSeed)")
      }
    }
  }
}
