public import MoodCore
package import MoodInference
import MoodRealtime

/// The analysis without threads: samples in, estimates out. For programs that bring their own audio.
///
/// One stream for each instance; one thread at a time. `feed` costs a few microseconds a hop.
public final class StreamAnalyzer {
  /// What the model has an opinion on.
  public let outputs: ModelOutputs
  private var analyzer: Analyzer
  private var producer: EstimateQueue.Producer
  private var consumer: EstimateQueue.Consumer
  private var hop = SampleBuffer(count: AnalysisGrid.hopSamples)
  private var filled = 0

  /// Starts a stream over an embedded model.
  /// - Parameter model: a name out of `embeddedModels`.
  /// - Throws: where there is no such model, in one sentence (`description`).
  public convenience init(model: String) throws {
    guard let bytes = EmbeddedModels.bytes(model) else {
      throw UnknownModel(name: model, known: EmbeddedModels.names)
    }
    try self.init(EmotionModel(ModelFile(bytes: bytes)))
  }

  /// Starts a stream over the model file at `path`.
  /// - Throws: where the file is no model for this program, in one sentence (`description`).
  public convenience init(modelPath path: String) throws {
    try self.init(EmotionModel(ModelFile(path: path)))
  }

  package init(_ model: EmotionModel, gain: InputGain = .off) throws {
    analyzer = try Analyzer(model: model, gain: gain)
    outputs = analyzer.outputs
    let queue = EstimateQueue.make(count: 2 * Analyzer.recordsPerHop)
    producer = queue.producer
    consumer = queue.consumer
  }

  /// Names of the models in this binary.
  public static var embeddedModels: [String] { EmbeddedModels.names }

  /// Hears further samples, mono at `AnalysisGrid.sampleRateHz`, of any count.
  /// - Returns: the estimates of the hops that became whole, `now` and `settled`, in the order of their discovery.
  public func feed(_ samples: UnsafeBufferPointer<Float>) -> [EmotionEstimate] {
    var estimates: [EmotionEstimate] = []
    var offset = 0
    while offset < samples.count, let start = samples.baseAddress {
      let count = min(hop.count - filled, samples.count - offset)
      hop.copy(from: start + offset, count: count, at: filled)
      filled += count
      offset += count
      if filled == hop.count {
        filled = 0
        analyzer.advance(hop.base, into: &producer)
        take(into: &estimates)
      }
    }
    return estimates
  }

  /// Ends the stream. Once.
  /// - Returns: the settled estimates that were still due, and what is known at the end.
  public func finish() -> (estimates: [EmotionEstimate], end: StreamEnd) {
    var estimates: [EmotionEstimate] = []
    while analyzer.settleNext(into: &producer) { take(into: &estimates) }
    let samples = analyzer.sampleTime + Int64(filled)
    return (estimates, StreamEnd(samples: samples, hops: analyzer.analyzedHops, summary: analyzer.summary()))
  }

  private func take(into estimates: inout [EmotionEstimate]) {
    while let record = consumer.pop() {
      if case .estimate(let estimate) = record { estimates.append(estimate) }
    }
  }
}

/// A model that is not in this binary.
public struct UnknownModel: Error, CustomStringConvertible {
  public var name: String
  public var known: [String]

  public var description: String {
    known.isEmpty
      ? "this binary was built without models, so there is no \(name)"
      : "there is no embedded model \(name); there is \(known.joined(separator: ", "))"
  }
}
