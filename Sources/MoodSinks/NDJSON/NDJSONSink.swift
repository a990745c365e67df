package import MoodCore

/// One JSON object a line: a file, or standard output for other programs.
///
/// Where the file is rotated every one begins with a record `begin`, and `seq` goes on from file to file.
package final class NDJSONSink: EmotionSink {
  private let file: RecordFile
  private let pace: SinkPace
  private var encoder: RecordEncoder
  private var gate: RateGate

  /// Creates the file of `target`, or takes standard output.
  package convenience init(_ target: NDJSONTarget, waitsForReader: Bool = true) throws(SinkError) {
    self.init(
      try RecordFile(target.path, rotation: target.rotation, waitsForReader: waitsForReader),
      pace: target.pace, fields: target.fields)
  }

  init(_ file: RecordFile, pace: SinkPace, fields: FieldSelection? = nil) {
    self.file = file
    self.pace = pace
    encoder = RecordEncoder(fields)
    gate = RateGate(pace)
  }

  package func begin(_ description: StreamDescription) throws {
    gate = RateGate(pace)
    let record = try encoder.begin(description)
    if file.isFull(for: record.count) { try file.moveOn() }
    try file.write(record)
  }

  package func emit(_ estimate: EmotionEstimate, features: [Float]) throws {
    guard gate.admits(estimate) else { return }
    try write { $0.estimate(estimate, features: features) }
  }

  package func emit(_ event: StreamEvent) throws {
    try write { $0.event(event) }
  }

  package func emit(_ event: DeviceEvent) throws {
    try write { $0.event(event) }
  }

  package func finish(_ end: StreamEnd) throws {
    try write { $0.end(end) }
  }

  private func write(_ encode: (inout RecordEncoder) -> [UInt8]) throws {
    var record = encode(&encoder)
    if file.isFull(for: record.count) {
      encoder.takeBack()
      try file.moveOn()
      try file.write(encoder.beginAgain())
      record = encode(&encoder)
    }
    try file.write(record)
  }
}
