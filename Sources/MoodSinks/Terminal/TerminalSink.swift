package import MoodCore
internal import MoodRealtime

/// Meters and a trajectory on the terminal that stdout is.
///
/// Frames follow the sample clock, twenty a second at most; where estimates come faster than they sound, as from a file,
/// the wall clock too. The size is looked at for each frame, so a picture fits as soon as there is another estimate.
package final class TerminalSink: EmotionSink {
  private let screen: TerminalScreen
  private let traits: TerminalTraits
  private let pace: SinkPace
  private var gate: RateGate
  private var view: TerminalView?
  /// Frames that may be drawn at once, and when that was counted.
  private var credit: (frames: Double, seconds: Double) = (2, 0)

  /// - Throws: `.noTerminal` where stdout is no terminal, or one that shows no pictures.
  package init(_ target: TerminalTarget, _ traits: TerminalTraits) throws(SinkError) {
    screen = try TerminalScreen(traits)
    self.traits = traits
    pace = target.pace
    gate = RateGate(target.pace)
  }

  package func begin(_ description: StreamDescription) {
    view = TerminalView(description)
    gate = RateGate(pace)
    screen.enter()
    draw()
  }

  package func emit(_ estimate: EmotionEstimate, features: [Float]) throws {
    if screen.hasGone { throw SinkError.closed }
    guard pace.stages.includes(estimate.stage) else { return }
    view?.add(estimate)
    if gate.admits(estimate), mayDraw() { draw() }
  }

  package func emit(_ event: StreamEvent) { view?.add(event) }

  package func emit(_ event: DeviceEvent) {
    view?.add(event)
    draw()
  }

  package func finish(_ end: StreamEnd) {
    draw()
    screen.leave()
  }

  private func draw() {
    guard let view, screen.isReady() else { return }
    screen.write(
      TerminalFrame(view: view, size: screen.size, traits: traits, sentence: screen.lastSentence).bytes)
  }

  private func mayDraw() -> Bool {
    let seconds = Double(MonotonicClock.nanoseconds()) / 1e9
    let earned = (seconds - credit.seconds) * Double(TerminalTarget.framesPerSecond)
    credit = (min(2, credit.frames + earned), seconds)
    guard credit.frames >= 1 else { return false }
    credit.frames -= 1
    return true
  }
}
