package import MoodCapture
package import MoodCore
internal import MoodFeatures
internal import MoodRealtime

/// Feature rows of a recording, made by the very parts that listen live.
package enum ClipAnalysis {
  /// The base columns that there are.
  package static var baseColumns: [String] { FeatureBank.schema.names }

  /// Speeds at which a recording may be played.
  package static let speeds = 0.5...2.0

  /// What is done to a recording before it is heard.
  package struct Alteration: Sendable {
    /// As the end of a file's name: letters, digits and dashes.
    package let name: String
    /// As many samples of the mono recording at its own rate, given and taken.
    package let apply: @Sendable (_ samples: [Float], _ rateHz: Int) throws -> [Float]

    package init(
      name: String, apply: @escaping @Sendable (_ samples: [Float], _ rateHz: Int) throws -> [Float]
    ) {
      self.name = name
      self.apply = apply
    }
  }

  /// A cache below `folder` of rows with `columns`, base columns or statistics of them.
  /// - Parameters:
  ///   - speed: how fast the recordings are played; pitch and tempo change with it.
  ///   - alteration: what is done to the recordings first.
  /// - Throws: `FeatureError` for a column that there is not.
  package static func cache(
    folder: String, columns: [String], speed: Double = 1, alteration: Alteration? = nil
  ) throws -> FeatureCache {
    FeatureCache(
      folder: folder, schema: try FeaturePipeline(columns: columns).schema, decoder: FileSource.decoder,
      variant: (speed == 1 ? "" : ".speed\(speed)") + (alteration.map { ".\($0.name)" } ?? "")
    ) { try table(of: $0.audio, columns: columns, speed: speed, alteration: alteration) }
  }

  /// The rows of the recording at `path`, all channels mixed, played at `speed`.
  /// - Throws: `CaptureError`, `FeatureError`, or what the alteration throws.
  package static func table(
    of path: String, columns: [String], speed: Double = 1, alteration: Alteration? = nil
  ) throws -> FeatureTable {
    precondition(speeds.contains(speed), "a speed is half to double")
    let file = try FileSource(path: path)
    let altered: any AudioSource = try alteration.map { try AlteredSource(file, $0) } ?? file
    let source = SpeedSource(altered, speed: speed)
    return try table(of: MonoStream(source: source, channel: .mix), columns: columns).table
  }

  /// The rows of a stream up to its end, which columns they are in, and how many samples were heard.
  /// - Throws: `CaptureError`, `FeatureError`
  package static func table(
    of stream: MonoStream, columns: [String]
  ) throws -> (table: FeatureTable, schema: FeatureSchema, samples: Int64) {
    var reader = try FeatureReader(columns: columns)
    let width = reader.schema.count
    var rows: [Float] = []
    let rest = try reader.read(stream) {
      rows.append(contentsOf: UnsafeBufferPointer(start: $0, count: width))
    }
    let table = FeatureTable(hops: rows.count / width, columns: width, values: SampleBuffer(rows))
    return (table, reader.schema, Int64(table.hops * AnalysisGrid.hopSamples + rest))
  }
}
