package import MoodCore

/// Where estimates go. All calls come from the emit thread and may allocate, block and throw.
///
/// A sink carries any number of streams, one after another: `begin`, then estimates and events in the order of their
/// discovery, then `finish`. A sink that has thrown is not called again.
package protocol EmotionSink: AnyObject {
  /// A sentence for people about what the output lacks as it is opened, without being an end to it; nil where nothing.
  var remark: String? { get }

  /// Starts a stream.
  func begin(_ description: StreamDescription) throws

  /// Takes every estimate of the analysis; the sink itself chooses the stages and the rate that it passes on.
  /// - Parameter features: of the moment described, one value for each of `StreamDescription.features`.
  func emit(_ estimate: EmotionEstimate, features: [Float]) throws

  /// Takes something that happened to the stream.
  func emit(_ event: StreamEvent) throws

  /// Takes something that happened to the device of the stream.
  func emit(_ event: DeviceEvent) throws

  /// Tells how far the sample clock has come, where the estimate that would have told it is not to be sent.
  func advance(to sampleTime: Int64) throws

  /// Ends the stream; all that was emitted has left the process when this and `settle` have returned.
  func finish(_ end: StreamEnd) throws

  /// Waits for what `finish` has left to a thread of the sink's own.
  func settle() throws

  /// Lets go of the output in the middle of a stream, without waiting. It is not called again.
  func abandon()

  /// Sentences for people about what was lost on the way, complete after `finish`.
  var notices: [String] { get }
}

extension EmotionSink {
  package var remark: String? { nil }

  package var notices: [String] { [] }

  package func advance(to sampleTime: Int64) throws {}

  package func settle() throws {}

  package func abandon() {}
}
