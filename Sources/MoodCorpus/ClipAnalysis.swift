internal import MoodCapture
internal import MoodFeatures
internal import MoodRealtime

/// Feature rows of a recording, made by the very parts that listen live.
package enum ClipAnalysis {
  /// The base columns that there are.
  package static var baseColumns: [String] { FeatureBank.schema.names }

  /// Speeds at which a recording may be played.
  package static let speeds = 0.5...2.0

  /// A cache below `folder` of rows with `columns`, base columns or statistics of them.
  /// - Parameter speed: how fast the recordings are played; pitch and tempo change with it.
  /// - Throws: `FeatureError` for a column that there is not.
  package static func cache(folder: String, columns: [String], speed: Double = 1) throws -> FeatureCache {
    FeatureCache(
      folder: folder, schema: try FeaturePipeline(columns: columns).schema, decoder: FileSource.decoder,
      variant: speed == 1 ? "" : ".speed\(speed)"
    ) { try table(of: $0.audio, columns: columns, speed: speed) }
  }

  /// The rows of the recording at `path`, all channels mixed, played at `speed`.
  /// - Throws: `CaptureError`, `FeatureError`.
  package static func table(of path: String, columns: [String], speed: Double = 1) throws -> FeatureTable {
    precondition(speeds.contains(speed), "a speed is half to double")
    let source = SpeedSource(try FileSource(path: path), speed: speed)
    let stream = try MonoStream(source: source, channel: .mix)
    var reader = try FeatureReader(columns: columns)
    let width = reader.schema.count
    var rows: [Float] = []
    _ = try reader.read(stream) { rows.append(contentsOf: UnsafeBufferPointer(start: $0, count: width)) }
    return FeatureTable(hops: rows.count / width, columns: width, values: SampleBuffer(rows))
  }
}
