internal import MoodCapture
internal import MoodFeatures
internal import MoodRealtime

/// Feature rows of a recording, made by the very parts that listen live.
package enum ClipAnalysis {
  /// The base columns that there are.
  package static var baseColumns: [String] { FeatureBank.schema.names }

  /// A cache below `folder` of rows with `columns`, base columns or statistics of them.
  /// - Throws: `FeatureError` for a column that there is not.
  package static func cache(folder: String, columns: [String]) throws -> FeatureCache {
    FeatureCache(
      folder: folder, schema: try FeaturePipeline(columns: columns).schema, decoder: FileSource.decoder
    ) { try table(of: $0.audio, columns: columns) }
  }

  /// The rows of the recording at `path`, all channels mixed.
  /// - Throws: `CaptureError`, `FeatureError`.
  package static func table(of path: String, columns: [String]) throws -> FeatureTable {
    let stream = try MonoStream(source: FileSource(path: path), channel: .mix)
    var reader = try FeatureReader(columns: columns)
    let width = reader.schema.count
    var rows: [Float] = []
    _ = try reader.read(stream) { rows.append(contentsOf: UnsafeBufferPointer(start: $0, count: width)) }
    return FeatureTable(hops: rows.count / width, columns: width, values: SampleBuffer(rows))
  }
}
