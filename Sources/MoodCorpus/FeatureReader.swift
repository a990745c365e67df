package import MoodCapture
package import MoodCore
internal import MoodFeatures
internal import MoodRealtime

/// Feature rows of one stream after another, made by the very parts that listen live. For one thread at a time.
package struct FeatureReader: ~Copyable {
  /// The columns in the order asked for.
  package let schema: FeatureSchema

  private var pipeline: FeaturePipeline
  private let hop = SampleBuffer(count: AnalysisGrid.hopSamples)
  private let values: SampleBuffer

  /// - Parameter columns: base columns or statistics of them.
  /// - Throws: `FeatureError` for a column that there is not.
  package init(columns: [String]) throws {
    pipeline = try FeaturePipeline(columns: columns)
    schema = pipeline.schema
    values = SampleBuffer(count: schema.count)
  }

  /// Reads `stream` to its end and hands over the `schema.count` values of each row as soon as its samples are there.
  /// - Returns: the samples after the last whole hop, which make no row.
  /// - Throws: `CaptureError`, or what `onRow` throws.
  package mutating func read(
    _ stream: MonoStream, onRow: (UnsafePointer<Float>) throws -> Void
  ) throws -> Int {
    pipeline.reset()
    var filled = 0
    while true {
      let got = try stream.read(into: hop.base + filled, count: hop.count - filled)
      if got == 0 { return filled }
      filled += got
      guard filled == hop.count else { continue }
      pipeline.advance(hop.base, into: values.base)
      try onRow(values.base)
      filled = 0
    }
  }
}
