package import MoodCore

/// Where estimates go. All calls come from the emit thread and may allocate, block and throw.
///
/// A sink carries any number of streams, one after another: `begin`, then estimates and events in the order of their
/// discovery, then `finish`. A sink that has thrown is not called again.
package protocol EmotionSink: AnyObject {
  /// Starts a stream.
  func begin(_ description: StreamDescription) throws

  /// Takes every estimate of the analysis; the sink itself chooses the stages and the rate that it passes on.
  func emit(_ estimate: EmotionEstimate) throws

  /// Takes something that happened to the stream.
  func emit(_ event: StreamEvent) throws

  /// Takes something that happened to the device of the stream.
  func emit(_ event: DeviceEvent) throws

  /// Ends the stream; all that was emitted has left the process when this returns.
  func finish(_ end: StreamEnd) throws

  /// Sentences for people about what was lost on the way, complete after `finish`.
  var notices: [String] { get }
}

extension EmotionSink {
  package var notices: [String] { [] }
}
