import MoodCore
package import MoodFeatures
import MoodRealtime

/// The rows of `samples`' whole hops, as the pipeline gives them from its present state on.
package func featureRows(of samples: [Float], by pipeline: inout FeaturePipeline) -> [[Float]] {
  let row = SampleBuffer(count: pipeline.schema.count)
  var rows: [[Float]] = []
  samples.withUnsafeBufferPointer { samples in
    guard let start = samples.baseAddress else { return }
    for hop in 0..<samples.count / AnalysisGrid.hopSamples {
      pipeline.advance(start + hop * AnalysisGrid.hopSamples, into: row.base)
      rows.append(row.array())
    }
  }
  return rows
}

/// The rows of `samples`' whole hops, from the beginning of a stream on.
package func featureRows(of samples: [Float], columns: [String]) throws -> [[Float]] {
  var pipeline = try FeaturePipeline(columns: columns)
  return featureRows(of: samples, by: &pipeline)
}
