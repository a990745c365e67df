/// What stands behind `terminal`.
package struct TerminalTarget: Sendable, Equatable {
  /// Frames a second, at most.
  static let framesPerSecond = 20

  /// `rate` is that of the frames.
  package var pace: SinkPace

  package init(
    pace: SinkPace = SinkPace(stages: .now, rate: .perSecond(thousandths: 1000 * framesPerSecond))
  ) {
    self.pace = pace
  }

  init(_ target: Substring, options text: Substring?) throws(SinkSpecificationError) {
    guard target.isEmpty else {
      throw .malformed(output: "terminal", found: String(target), expected: "nothing behind its name")
    }
    self.init()
    var options = try SinkOptions(text, of: "terminal")
    pace = try options.pace(default: pace)
    try options.finish()
    guard case .perSecond(let thousandths) = pace.rate, thousandths <= 1000 * Self.framesPerSecond,
      pace.stages != .both
    else {
      throw .malformed(
        output: "terminal", found: String(text ?? ""),
        expected: "one stage, and a rate of at most \(Self.framesPerSecond)")
    }
  }
}
