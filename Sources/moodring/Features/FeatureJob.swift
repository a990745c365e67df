import Glibc
import MoodCapture
import MoodSinks

/// One input of a batch, and what is made of it.
struct FeatureJob: Sendable {
  var input: AudioInput
  /// The input as it is called: the path as it was given, or below the folder that was given.
  var name: String
  /// The table of its rows, below the folder of all tables.
  var tableName: String

  func tablePath(in folder: String) -> String { "\(folder)/\(tableName)" }
}

extension FeatureJob {
  /// The jobs of operands, in their order, those of a folder sorted. The tables of a folder mirror its tree.
  /// - Parameter onOther: called with each file of a folder that is no recording.
  static func jobs(
    of operands: [String], format: TableFormat, onOther: (String) -> Void
  ) throws -> [FeatureJob] {
    var jobs: [FeatureJob] = []
    for operand in operands {
      guard AudioFolder.isFolder(operand) else {
        let input = try AudioInput(operand)
        jobs.append(FeatureJob(input: input, name: operand, tableName: lastPart(of: input)))
        continue
      }
      let root = operand.count > 1 && operand.hasSuffix("/") ? String(operand.dropLast()) : operand
      let found = try AudioFolder(root)
      if found.recordings.isEmpty {
        throw FileFault(description: "the folder \(operand) holds no recording in a format that is known")
      }
      for path in found.others { onOther("\(root)/\(path)") }
      jobs += found.recordings.map {
        FeatureJob(input: .path("\(root)/\($0)"), name: "\(root)/\($0)", tableName: $0)
      }
    }
    let names = tableNames(of: jobs.map(\.tableName))
    for index in jobs.indices { jobs[index].tableName = "\(names[index]).\(format.fileExtension)" }
    return jobs
  }

  /// - Throws: where two jobs would make the same table.
  static func checkTables(of jobs: [FeatureJob]) throws(UsageError) {
    var owners: [String: String] = [:]
    for job in jobs {
      if let other = owners.updateValue(job.name, forKey: job.tableName) {
        throw UsageError(
          "\(other) and \(job.name) would both become \(job.tableName); give them one by one")
      }
    }
  }

  /// What the table of an input is called that lies in no folder that was given.
  private static func lastPart(of input: AudioInput) -> String {
    switch input {
    case .standardInput: "stdin"
    case .path(let path): String(path.split(separator: "/").last ?? "")
    default: input.description
    }
  }

  /// Each path without its extension, but with it where two would be the same without.
  private static func tableNames(of paths: [String]) -> [String] {
    let stems = paths.map { path in
      guard FileSource.isRecording(named: path), let dot = path.lastIndex(of: ".") else { return path }
      return String(path[..<dot])
    }
    let uses = Dictionary(stems.map { ($0, 1) }, uniquingKeysWith: +)
    return zip(paths, stems).map { path, stem in uses[stem] == 1 ? stem : path }
  }

  /// What tells whether the recording is still the same: its size and the time of its last change. Nil for what is no file.
  var stamp: String? {
    input.file.map { "\($0.st_size)@\($0.st_mtim.tv_sec).\($0.st_mtim.tv_nsec)" }
  }
}
