internal import MoodCapture
internal import MoodCore
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
    var pipeline = try FeaturePipeline(columns: columns)
    let width = pipeline.schema.count
    let hop = SampleBuffer(count: AnalysisGrid.hopSamples)
    let row = SampleBuffer(count: width)
    var rows: [Float] = []
    var filled = 0
    while true {
      let got = try stream.read(into: hop.base + filled, count: hop.count - filled)
      if got == 0 { break }
      filled += got
      guard filled == hop.count else { continue }
      pipeline.advance(hop.base, into: row.base)
      rows.append(contentsOf: UnsafeBufferPointer(start: row.base, count: width))
      filled = 0
    }
    return FeatureTable(hops: rows.count / width, columns: width, values: SampleBuffer(rows))
  }
}
