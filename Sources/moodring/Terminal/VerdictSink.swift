import MoodCore
import MoodSinks

/// Collects a stream and prints at its end what people want to know.
final class VerdictSink: EmotionSink {
  /// Columns of a trajectory.
  private static let sparklineWidth = 48

  private var description: StreamDescription?
  private var course: [EmotionEstimate] = []

  func begin(_ description: StreamDescription) {
    self.description = description
    course = []
  }

  func emit(_ estimate: EmotionEstimate, features: [Float]) {
    if estimate.stage == .settled { course.append(estimate) }
  }

  func emit(_ event: StreamEvent) {}

  func emit(_ event: DeviceEvent) {}

  func finish(_ end: StreamEnd) throws {
    guard let description else { return }
    try StandardOutput.write(Self.text(description, end, course: course))
  }

  /// The verdict as it is printed.
  /// - Parameter course: the settled estimates of all hops that were sure enough.
  static func text(_ description: StreamDescription, _ end: StreamEnd, course: [EmotionEstimate]) -> String {
    var lines = [
      "\(description.source)  \(FixedDecimal.text(end.seconds, places: 1)) s heard, model \(description.model)"
    ]
    guard let summary = end.summary else {
      return lines[0] + "\n  too short to say anything\n"
    }
    if description.outputs.quadrants {
      let shares = Quadrant.allCases.map { quadrant in
        "\(quadrant.name) \(FixedDecimal.text(Double(summary.quadrants[quadrant.rawValue - 1]), places: 2))"
      }
      lines.append("  mood        \(summary.quadrant.words)  (\(shares.joined(separator: "  ")))")
      // What hears clips whole has no course.
      if !course.isEmpty { lines.append("  quadrant           \(quadrantStrip(course))") }
    }
    if description.outputs.affect {
      lines.append(
        "  valence    \(FixedDecimal.signed(summary.affect.valence, places: 2))   \(trajectory(course.map(\.affect.valence)))"
      )
      lines.append(
        "  arousal    \(FixedDecimal.signed(summary.affect.arousal, places: 2))   \(trajectory(course.map(\.affect.arousal)))"
      )
    }
    let nameWidth = max(10, description.outputs.emotions.map(\.count).max() ?? 0)
    for (index, name) in description.outputs.emotions.enumerated() {
      let padding = String(repeating: " ", count: nameWidth - name.count)
      // A strength between 0 and 1 takes the whole height.
      let course = course.map { $0.emotions[index] * 2 - 1 }
      lines.append(
        "  \(name)\(padding)  \(FixedDecimal.text(Double(summary.emotions[index]), places: 2))   \(trajectory(course))"
      )
    }
    lines.append("  confidence  \(FixedDecimal.text(Double(summary.confidence), places: 2))")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func trajectory(_ values: [Float]) -> String {
    Sparkline.text(values, width: sparklineWidth)
  }

  /// The number of the leading quadrant, stretch by stretch.
  private static func quadrantStrip(_ course: [EmotionEstimate]) -> String {
    Sparkline.stretches(course, width: sparklineWidth).map { stretch in
      let sum = stretch.reduce(SIMD4<Float>.zero) { $0 + $1.quadrants }
      return String(Quadrant(largestOf: sum).rawValue)
    }.joined()
  }
}
