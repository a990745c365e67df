package import MoodCore
import MoodSinks

/// Keeps everything that it is given.
package final class RecordingSink: EmotionSink, @unchecked Sendable {
  package private(set) var descriptions: [StreamDescription] = []
  package private(set) var estimates: [EmotionEstimate] = []
  /// The feature values that came with each estimate.
  package private(set) var features: [[Float]] = []
  package private(set) var events: [StreamEvent] = []
  package private(set) var deviceEvents: [DeviceEvent] = []
  package private(set) var ends: [StreamEnd] = []
  private let onEstimate: (@Sendable (Int) throws -> Void)?

  /// - Parameter onEstimate: called with the count of estimates so far; may block or throw.
  package init(onEstimate: (@Sendable (Int) throws -> Void)? = nil) { self.onEstimate = onEstimate }

  package func begin(_ description: StreamDescription) { descriptions.append(description) }

  package func emit(_ estimate: EmotionEstimate, features: [Float]) throws {
    estimates.append(estimate)
    self.features.append(features)
    try onEstimate?(estimates.count)
  }

  package func emit(_ event: StreamEvent) { events.append(event) }

  package func emit(_ event: DeviceEvent) { deviceEvents.append(event) }

  package func finish(_ end: StreamEnd) { ends.append(end) }
}
