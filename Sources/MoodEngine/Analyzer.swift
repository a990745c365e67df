package import MoodCore
import MoodFeatures
package import MoodInference
import MoodRealtime

/// The hop: 512 samples in, a row of features, a step of the network, estimates out.
///
/// Owned by one thread. `advance` allocates nothing, locks nothing and makes no system call; the compiler holds it to that.
package struct Analyzer: ~Copyable, @unchecked Sendable {
  /// Most records that one hop pushes: four events (silence, onset, beat, quadrant) and two estimates.
  package static var recordsPerHop: Int {
    @_noAllocation @_noLocks
    get { 6 }
  }

  /// What happened at a past hop, kept for the settled estimate of that moment.
  private struct Moment: BitwiseCopyable {
    var loudnessLUFS: Float
    var isSilent: Bool
  }

  /// What the model has an opinion on.
  package let outputs: ModelOutputs
  /// The columns of which every estimate carries the values.
  package let sentFeatures: [FeatureColumn]
  private let hasQuadrants: Bool
  private let confidence: EstimateConfidence
  private var gain: GainStage
  private var pipeline: FeaturePipeline
  private var network: StreamingModel
  private var row: SampleBuffer
  private let loudnessColumn: Int
  private let onsetColumn: Int
  private let moments: UnsafeMutablePointer<Moment>
  private let momentCount: Int64
  private let sentColumns: ColumnSelection
  private let sentFeatureCount: Int
  /// The values of `sentFeatures` at each of the moments that are kept.
  private let sentRows: SampleBuffer
  private let silenceThresholds: SilenceThresholds
  private var silence: SilenceDetector
  private let adaptsToSpeaker: Bool
  private var turns: SpeakerTurns
  private var quadrants = QuadrantTracker()
  private var onsets = OnsetDetector()
  private var beats = BeatTracker()
  /// Rows since the start or the last reset.
  private var hops: Int64 = 0
  /// Sample time at which row 0 of the current phase began.
  private var originSamples: Int64 = 0
  private var totalHops: Int64 = 0
  private var verdict = SegmentedSummary()

  /// Plans the transforms and allocates all that the hop needs.
  /// - Parameters:
  ///   - sentColumns: names of the columns of which every estimate is to carry the values, each once.
  ///   - adaptsToSpeaker: whether estimates are relative to what is usual for the speaker heard. Silence ends an
  ///     utterance; a silence or a gap of more than ten seconds has another speaker follow.
  /// - Throws: `ModelError` where the model reads columns that this program does not make, or makes otherwise;
  ///   `FeatureError` where there is no such column to send.
  package init(
    model: EmotionModel, gain: InputGain = .off, silence: SilenceThresholds = .standard,
    sentColumns names: [String] = [], adaptsToSpeaker: Bool = false
  ) throws {
    let metadata = model.metadata
    var columns = metadata.rowColumns.map(\.name)
    loudnessColumn = Self.place(of: "loudness_momentary_lufs", in: &columns)
    onsetColumn = Self.place(of: "onset_strength", in: &columns)
    let sent = names.map { Self.place(of: $0, in: &columns) }
    let pipeline = try FeaturePipeline(columns: columns)
    let schema = pipeline.schema
    try metadata.check(against: schema)
    self.pipeline = pipeline
    sentFeatures = sent.map { schema.columns[$0] }
    sentColumns = ColumnSelection(sent)
    sentFeatureCount = sent.count
    self.gain = GainStage(gain, silence: silence)
    network = StreamingModel(model: model, adaptsToSpeaker: adaptsToSpeaker)
    self.adaptsToSpeaker = adaptsToSpeaker
    row = SampleBuffer(count: columns.count)
    silenceThresholds = silence
    self.silence = SilenceDetector(silence)
    turns = SpeakerTurns(silence)
    outputs = metadata.outputs
    hasQuadrants = metadata.heads.quadrant
    confidence = EstimateConfidence(metadata)
    momentCount = Int64(metadata.lookaheadSteps * metadata.stride + 1)
    moments = .allocate(capacity: Int(momentCount))
    moments.initialize(repeating: Moment(loudnessLUFS: -70, isSilent: false), count: Int(momentCount))
    sentRows = SampleBuffer(count: max(1, Int(momentCount) * sent.count))
  }

  deinit { moments.deallocate() }

  /// Where the column of this name is, which is added where it is missing.
  private static func place(of name: String, in columns: inout [String]) -> Int {
    if let place = columns.firstIndex(of: name) { return place }
    columns.append(name)
    return columns.count - 1
  }

  /// Samples up to the end of the last row, gaps included.
  package var sampleTime: Int64 {
    @_noAllocation @_noLocks
    get { originSamples + hops * Int64(AnalysisGrid.hopSamples) }
  }

  /// Rows analysed since the start of the stream.
  package var analyzedHops: Int64 { totalHops }

  /// Analyses one hop and pushes what follows from it.
  /// - Parameter hop: `AnalysisGrid.hopSamples` samples.
  @_noAllocation @_noLocks
  package mutating func advance(
    _ hop: UnsafePointer<Float>, into records: inout EstimateQueue.Producer
  ) {
    pipeline.advance(gain.advance(hop), into: row.base)
    network.advance(row: row.base)
    hops += 1
    totalHops += 1
    let loudness = row[loudnessColumn]
    // An automatic gain would make a loud stream of hiss: what is silent is told by what came in.
    let change = silence.advance(loudnessLUFS: gain.inputLUFS ?? loudness)
    if adaptsToSpeaker { followSpeaker(change) }
    switch change {
    case .none: break
    case .started: records.push(.event(StreamEvent(.silenceStart, sampleTime: sampleTime)))
    case .ended: records.push(.event(StreamEvent(.silenceEnd, sampleTime: sampleTime)))
    }
    pushRhythm(loudnessLUFS: loudness, into: &records)
    moments[Int(hops % momentCount)] = Moment(loudnessLUFS: loudness, isSilent: silence.isSilent)
    sentColumns.write(row.base, into: sentRow(ofHop: hops))
    let now = network.now
    if hasQuadrants, let change = quadrants.advance(Quadrant(largestOf: now.quadrants)) {
      records.push(.event(StreamEvent(change, sampleTime: sampleTime)))
    }
    records.push(
      estimate(of: now, stage: .now, hop: hops, latencyHops: 0), row: sentRow(ofHop: hops))
    if network.hasSettled { pushSettled(into: &records) }
  }

  /// After the last hop: pushes the next settled estimate that is still due, known with the shorter latency that the end
  /// leaves; false where none is.
  @_noAllocation @_noLocks
  package mutating func settleNext(into records: inout EstimateQueue.Producer) -> Bool {
    guard network.settleNext() else { return false }
    pushSettled(into: &records)
    return true
  }

  /// Starts anew at a later sample time, as after a long gap. What is still due must have been settled.
  @_noAllocation @_noLocks
  package mutating func restart(atSample time: Int64) {
    closeSegment()
    let gapHops = (time - sampleTime) / Int64(AnalysisGrid.hopSamples)
    gain.restart()
    pipeline.reset()
    network.reset(keepsSpeaker: adaptsToSpeaker && gapHops <= SpeakerTurns.longestPauseHops)
    // A silence that was told is over only when something is heard: it has its end told, and no second beginning.
    if silence.isSilent {
      network.endUtterance()
    } else {
      silence = SilenceDetector(silenceThresholds)
      turns = SpeakerTurns(silenceThresholds)
    }
    quadrants = QuadrantTracker()
    onsets.reset()
    beats.reset()
    hops = 0
    originSamples = time
  }

  /// The verdict on everything analysed; nil where not one hop was. Once, after the last `settleNext`.
  package mutating func summary() -> StreamSummary? {
    closeSegment()
    return verdict.summary(confidence)
  }

  @_noAllocation @_noLocks
  private mutating func followSpeaker(_ change: SilenceDetector.Change) {
    switch turns.advance(change, isSilent: silence.isSilent) {
    case .none: break
    case .utteranceEnded: network.endUtterance()
    case .utteranceBegan: network.beginUtterance()
    case .nothingHeard:
      network.beginUtterance()
      network.endUtterance()
    case .speakerGone: network.forgetSpeaker()
    }
  }

  /// Pushes the onset and the beat of the last row, each with its own time.
  @_noAllocation @_noLocks
  private mutating func pushRhythm(loudnessLUFS: Float, into records: inout EstimateQueue.Producer) {
    let strength = row[onsetColumn]
    if let onset = onsets.advance(onsetStrength: strength, loudnessLUFS: loudnessLUFS) {
      let time = max(originSamples, sampleTime - OnsetDetector.delaySamples)
      records.push(.event(StreamEvent(.onset(strength: onset), sampleTime: time)))
    }
    if let beat = beats.advance(onsetStrength: strength, loudnessLUFS: loudnessLUFS) {
      let time = max(originSamples, sampleTime + beat.samplesAhead)
      records.push(.event(StreamEvent(.beat(tempoBPM: beat.tempoBPM), sampleTime: time)))
    }
  }

  @_noAllocation @_noLocks
  private mutating func closeSegment() {
    guard hops > 0, let pooled = network.summary() else { return }
    verdict.add(pooled, hops: hops)
  }

  @_noAllocation @_noLocks
  private borrowing func pushSettled(into records: inout EstimateQueue.Producer) {
    records.push(
      estimate(
        of: network.settled, stage: .settled, hop: network.settledHop,
        latencyHops: network.settledLatencyHops), row: sentRow(ofHop: network.settledHop))
  }

  /// Where the values of `sentFeatures` at a moment that is kept stand.
  @_noAllocation @_noLocks
  private borrowing func sentRow(ofHop hop: Int64) -> UnsafeMutablePointer<Float> {
    sentRows.base + Int(hop % momentCount) * sentFeatureCount
  }

  @_noAllocation @_noLocks
  private borrowing func estimate(
    of outputs: HeadOutputs, stage: EstimateStage, hop: Int64, latencyHops: Int64
  ) -> EmotionEstimate {
    let moment = moments[Int(hop % momentCount)]
    let hopSamples = Int64(AnalysisGrid.hopSamples)
    return EmotionEstimate(
      stage: stage, sampleTime: originSamples + hop * hopSamples, latencySamples: latencyHops * hopSamples,
      affect: outputs.affect, quadrants: outputs.quadrants, emotions: outputs.emotions,
      confidence: confidence.value(of: outputs, heardHops: hop + latencyHops, isSilent: moment.isSilent),
      loudnessLUFS: moment.loudnessLUFS, isSilent: moment.isSilent)
  }
}
