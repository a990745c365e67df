package import MoodCapture
package import MoodCore
package import MoodInference
import MoodRealtime
package import MoodSinks

/// One stream from its source to its sinks: three threads, the ring and the queue between them.
///
/// `run` blocks the caller until the stream is over; `stop` may come from any thread.
package final class Engine: Sendable {
  /// What a finished run leaves behind.
  package struct Outcome: Sendable {
    package var end: StreamEnd
    /// What ended the source early.
    package var failure: (any Error)?
    /// What was odd about the source, in sentences.
    package var notices: [String]
  }

  /// Samples of the analysed signal that the ring holds: six seconds.
  private static let ringSamples = 1 << 17
  private static let markCount = 1 << 12
  private static let recordCount = 1 << 10

  private let stream: MonoStream
  private let sinks: SinkFanout
  private let description: StreamDescription
  private let isOnWallClock: Bool
  private let capture: CaptureLoop
  private let analysis: AnalysisLoop
  private let emit: EmitLoop
  private let emitWake: WakeSignal

  /// Allocates and plans everything; nothing runs yet.
  /// - Parameters:
  ///   - name: of the stream, as records carry it.
  ///   - source: the input as it was asked for, as `begin` carries it.
  ///   - isPaced: whether a source that could be read faster is read at the speed of sound; a device
  ///     has a pace of its own.
  ///   - gain: what is done to the signal before it is analysed.
  ///   - sentColumns: names of the feature columns of which every estimate carries the values.
  ///   - adaptsToSpeaker: whether estimates are relative to what is usual for the speaker heard.
  ///   - minimumConfidence: of an estimate that is sent; those below are counted. 0 sends all.
  ///   - deviceChanged: told of what becomes of a device, on the emit thread.
  /// - Throws: `ModelError` where the model does not fit this program's features, `FeatureError` where there is no column
  ///   of a name that is to be sent.
  package init(
    stream: MonoStream, model: EmotionModel, sinks: SinkFanout, name: String, program: String, source: String,
    isPaced: Bool, started: String?, gain: InputGain = .off, silence: SilenceThresholds = .standard,
    sentColumns: [String] = [], adaptsToSpeaker: Bool = false, minimumConfidence: Float = 0,
    deviceChanged: @escaping @Sendable (DeviceChange) -> Void = { _ in }
  ) throws {
    self.stream = stream
    self.sinks = sinks
    isOnWallClock = isPaced || stream.isLive
    let analyzer = try Analyzer(
      model: model, gain: gain, silence: silence, sentColumns: sentColumns, adaptsToSpeaker: adaptsToSpeaker)
    let metadata = model.metadata
    description = StreamDescription(
      name: name, program: program, source: source, format: stream.format, model: metadata.name,
      licence: metadata.licence, outputs: analyzer.outputs, features: analyzer.sentFeatures,
      lookaheadSeconds: AnalysisGrid.seconds(
        hops: Int64(metadata.lookaheadSteps * metadata.stride)),
      stride: metadata.stride, started: isOnWallClock ? started : nil)

    let (captureWake, analysisWake, emitWake) = (WakeSignal(), WakeSignal(), WakeSignal())
    let samples = RingBuffer.make(of: Float.self, count: Self.ringSamples)
    let marks = RingBuffer.make(of: CaptureMark.self, count: Self.markCount)
    let records = EstimateQueue.make(count: Self.recordCount, features: analyzer.sentFeatures.count)
    let news = DeviceNews()
    let capture = CaptureLoop(
      stream: stream, samples: samples.producer, marks: marks.producer, news: news,
      analysis: analysisWake, room: captureWake,
      isPaced: isPaced && !stream.isLive)
    let analysis = AnalysisLoop(
      assembler: HopAssembler(
        analyzer: analyzer, samples: samples.consumer, marks: marks.consumer,
        records: records.producer,
        capture: captureWake.waker, emit: emitWake.waker, dropsWhenFull: stream.isLive),
      wake: analysisWake, emit: emitWake)
    emit = EmitLoop(
      records: records.consumer, news: news, sinks: sinks, wake: emitWake, analysis: analysisWake,
      minimumConfidence: minimumConfidence,
      end: { withheld in
        Self.end(of: analysis, capture: capture, stream: stream, withheld: withheld)
      },
      deviceChanged: deviceChanged, everySinkClosed: { capture.stop() })
    self.emitWake = emitWake
    self.capture = capture
    self.analysis = analysis
  }

  /// Priorities of a live stream's threads: what fetches comes before what thinks.
  private static let (capturePriority, analysisPriority): (Int32, Int32) = (20, 19)

  /// Runs the stream to its end. Once.
  ///
  /// The threads that must keep pace with a device run before all ordinary ones where the system lets them.
  /// - Parameter priorityRefused: called with the number of the system's refusal where it does not.
  package func run(priorityRefused: (_ errno: Int32) -> Void = { _ in }) -> Outcome {
    sinks.begin(description)
    let emitThread = RealtimeThread(name: "mr-emit") { self.emit.run() }
    let analysisThread = RealtimeThread(name: "mr-analysis") { self.analysis.run() }
    let captureThread = RealtimeThread(name: "mr-capture") { self.capture.run() }
    // What reads a file as fast as it can would starve all others.
    if stream.isLive {
      let refusal = captureThread.raise(toPriority: Self.capturePriority)
      _ = analysisThread.raise(toPriority: Self.analysisPriority)
      if let refusal { priorityRefused(refusal) }
    }
    captureThread.join()
    analysisThread.join()
    emitThread.join()
    return Outcome(
      end: Self.end(
        of: analysis, capture: capture, stream: stream,
        withheld: emit.mayWithhold ? emit.withheldEstimates : nil), failure: capture.failure,
      notices: stream.notices)
  }

  /// Ends the stream after what was read so far: all of it is still analysed and emitted. Any thread.
  package func stop() { capture.stop() }

  /// Has the emit thread look at once for other outputs, which it does in any case with the next record. Any thread.
  package func lookForChange() { emitWake.signal() }

  /// What is known once capture and analysis are over.
  private static func end(
    of analysis: AnalysisLoop, capture: CaptureLoop, stream: MonoStream, withheld: Int64?
  ) -> StreamEnd {
    let result = analysis.result
    let condition = stream.condition
    return StreamEnd(
      samples: result.samples, hops: result.hops, droppedSamples: capture.droppedSamples,
      droppedEstimates: result.droppedEstimates, withheldEstimates: withheld,
      overruns: condition.overruns, nonFiniteSamples: stream.nonFiniteSamples,
      clockPpm: condition.clockPpm,
      latency: result.latency, summary: result.summary)
  }
}
