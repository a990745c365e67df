package import MoodCore

/// One JSON object a line: a file, or standard output for other programs.
package final class NDJSONSink: EmotionSink {
  private let file: OutputFile
  private let pace: SinkPace
  private var encoder = RecordEncoder()
  private var gate: RateGate

  /// Creates the file of `target`, or takes standard output.
  package convenience init(_ target: NDJSONTarget) throws(SinkError) {
    if let path = target.path {
      self.init(try OutputFile(creating: path), pace: target.pace)
    } else {
      self.init(OutputFile.standardOutput(), pace: target.pace)
    }
  }

  init(_ file: consuming OutputFile, pace: SinkPace) {
    self.file = file
    self.pace = pace
    gate = RateGate(pace)
  }

  package func begin(_ description: StreamDescription) throws {
    gate = RateGate(pace)
    try file.write(encoder.begin(description))
  }

  package func emit(_ estimate: EmotionEstimate) throws {
    guard gate.admits(estimate) else { return }
    try file.write(encoder.estimate(estimate))
  }

  package func emit(_ event: StreamEvent) throws {
    try file.write(encoder.event(event))
  }

  package func emit(_ event: DeviceEvent) throws {
    try file.write(encoder.event(event))
  }

  package func finish(_ end: StreamEnd) throws {
    try file.write(encoder.end(end))
  }
}
