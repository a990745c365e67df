package import MoodCore

/// The estimates as comma-separated values after RFC 4180, with a header; lines end in a line feed alone, as text does on
/// Unix, and each is written at once.
///
/// The columns are the fields of the record `estimate` in their order, members of groups behind a dot: fixed by what the
/// model says and which features are sent. `t` has six decimals, values are the shortest that read back as the same
/// Float32.
package final class CSVSink: EmotionSink {
  private let file: RecordFile
  private let pace: SinkPace
  private var gate: RateGate
  private var stream: StreamDescription?
  /// The header that was written last.
  private var header: [UInt8] = []
  private var line: [UInt8] = []
  private var nextSequence: Int64 = 0

  /// Creates the file of `target`, or takes standard output.
  package init(_ target: CSVTarget, waitsForReader: Bool = true) throws(SinkError) {
    file = try RecordFile(target.path, waitsForReader: waitsForReader)
    pace = target.pace
    gate = RateGate(pace)
  }

  /// Writes the header, unless the columns are those of the stream before.
  package func begin(_ description: StreamDescription) throws {
    gate = RateGate(pace)
    stream = description
    nextSequence = 0
    let header = CSVText.line(Self.columns(of: description))
    if header != self.header { try file.write(header) }
    self.header = header
  }

  package func emit(_ estimate: EmotionEstimate, features: [Float]) throws {
    guard gate.admits(estimate) else { return }
    guard let stream else { preconditionFailure("a CSV output has no estimate before its begin") }
    line.removeAll(keepingCapacity: true)
    line.append(contentsOf: String(nextSequence).utf8)
    nextSequence += 1
    append(stream.name)
    line.append(UInt8(ascii: ","))
    line.append(millionths: AnalysisGrid.microseconds(samples: estimate.sampleTime))
    append(estimate.stage.name)
    append(Float(estimate.latencySeconds))
    if stream.outputs.affect {
      append(estimate.affect.valence)
      append(estimate.affect.arousal)
    }
    if stream.outputs.quadrants {
      append(estimate.quadrant.name)
      for index in Quadrant.allCases.indices { append(estimate.quadrants[index]) }
    }
    for index in stream.outputs.emotions.indices { append(estimate.emotions[index]) }
    append(estimate.confidence)
    append(estimate.loudnessLUFS)
    append(estimate.isSilent ? "true" : "false")
    for feature in features { append(feature) }
    line.append(UInt8(ascii: "\n"))
    try file.write(line)
  }

  package func emit(_ event: StreamEvent) {}

  package func emit(_ event: DeviceEvent) {}

  package func finish(_ end: StreamEnd) {}

  private static func columns(of stream: StreamDescription) -> [String] {
    let outputs = stream.outputs
    var columns = ["seq", "stream", "t", "stage", "latency"]
    if outputs.affect { columns += ["valence", "arousal"] }
    if outputs.quadrants { columns += ["quadrant"] + Quadrant.allCases.map { "quadrants.\($0.name)" } }
    return columns + outputs.emotions.map { "emotions.\($0)" } + ["confidence", "loudness", "silent"]
      + stream.features.map { "features.\($0.name)" }
  }

  private func append(_ value: Float) {
    line.append(UInt8(ascii: ","))
    line.append(decimal: value)
  }

  private func append(_ text: String) {
    line.append(UInt8(ascii: ","))
    CSVText.append(text, to: &line)
  }
}
