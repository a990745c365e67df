import MoodCore

/// What the terminal view knows of a stream; what it shows depends on that alone.
struct TerminalView {
  /// Seconds of the trajectory that are kept.
  private static let courseSeconds = 1024
  /// How long a beat is seen.
  private static let beatSamples = Int64(AnalysisGrid.sampleRateHz / 8)

  let stream: StreamDescription
  private(set) var estimate: EmotionEstimate?
  /// Means of valence and arousal of each second, the last one so far.
  private(set) var course: [Affect] = []
  private var second: Int64 = -1
  private var count: Float = 0

  private(set) var droppedSamples: Int64 = 0
  private(set) var gapSamples: Int64 = 0
  private(set) var gaps = 0
  private(set) var overruns = 0
  private(set) var resets = 0
  private(set) var tempoBPM: Float?
  private var beatSample = Int64.min / 2
  /// What happened last to the device or to the stream, for people.
  private(set) var lastEvent: String?

  init(_ stream: StreamDescription) { self.stream = stream }

  mutating func add(_ estimate: EmotionEstimate) {
    self.estimate = estimate
    // Means of values beyond the scale would overflow.
    let affect = Affect(
      valence: min(max(estimate.affect.valence, -1), 1), arousal: min(max(estimate.affect.arousal, -1), 1))
    let now = estimate.sampleTime / Int64(AnalysisGrid.sampleRateHz)
    if now == second, let last = course.last {
      let count = count + 1
      course[course.count - 1] = Affect(
        valence: last.valence + (affect.valence - last.valence) / count,
        arousal: last.arousal + (affect.arousal - last.arousal) / count)
      self.count = count
      return
    }
    if course.count == Self.courseSeconds { course.removeFirst() }
    course.append(affect)
    (second, count) = (now, 1)
  }

  mutating func add(_ event: StreamEvent) {
    switch event.kind {
    case .beat(let tempo): (tempoBPM, beatSample) = (tempo, event.sampleTime)
    case .dropped(let samples): droppedSamples &+= samples
    case .gap(let samples, let cause):
      gapSamples &+= samples
      gaps += 1
      if cause == .overrun { overruns += 1 }
    case .reset: resets += 1
    case .silenceStart, .silenceEnd, .quadrant, .onset, .reload: break
    }
    switch event.kind {
    case .beat, .onset: break
    default: lastEvent = "\(event.kind.name) at \(FixedDecimal.text(event.seconds, places: 1)) s"
    }
  }

  mutating func add(_ event: DeviceEvent) { lastEvent = event.change.message }

  /// Whether a beat has just fallen.
  var isOnBeat: Bool {
    guard let estimate else { return false }
    return (0..<Self.beatSamples).contains(estimate.sampleTime - beatSample)
  }
}
