import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodSinks

@Suite struct TerminalFrameTests {
  private static let plain = TerminalTraits(isColored: false, isUnicode: true)

  private func view(
    _ outputs: ModelOutputs = HandMadeStream.outputs, hops: ClosedRange<Int64> = 1...430
  ) -> TerminalView {
    var view = TerminalView(HandMadeStream.description(outputs))
    for hop in hops { view.add(HandMadeStream.estimate(hop: hop)) }
    return view
  }

  private func lines(
    _ view: TerminalView, _ columns: Int, _ rows: Int, _ traits: TerminalTraits = plain
  ) -> [String] {
    let frame = TerminalFrame(
      view: view, size: TerminalSize(columns: columns, rows: rows), traits: traits)
    let text = String(decoding: frame.bytes, as: UTF8.self)
    return text.replacingOccurrences(of: "\u{1b}[H", with: "").replacingOccurrences(of: "\u{1b}[K", with: "")
      .replacingOccurrences(of: "\u{1b}[J", with: "").components(separatedBy: "\r\n")
  }

  @Test func everythingIsInAPictureOfEightyByTwentyFour() throws {
    let names = EmotionNames.music
    var view = view(ModelOutputs(affect: true, quadrants: true, emotions: names))
    view.add(StreamEvent(.dropped(samples: 22_050), sampleTime: 1))
    view.add(StreamEvent(.gap(samples: 11_025, .overrun), sampleTime: 1))
    let lines = lines(view, 80, 24)
    #expect(lines.count <= 24 && lines.allSatisfy { $0.count <= 80 })
    let text = lines.joined(separator: "\n")
    for word in [
      "demo", "music", "0:00:09", "valence", "+0.31", "arousal", "-0.20", "Q4 calm, content", "Q1 0.21",
      "loudness", "-23.1", "confidence", "0.62", "dropped 1.00 s", "lost 0.50 s in 1 gaps", "overruns 1",
    ] + names.map({ $0.replacingOccurrences(of: "_", with: " ") }) {
      #expect(text.contains(word), "\(word)")
    }
  }

  @Test func noPictureLeavesItsTerminal() {
    for outputs in HandMadeStream.allShapes {
      for (columns, rows) in [(80, 24), (200, 50), (40, 10), (20, 5), (1, 1), (300, 100), (10, 60)] {
        for traits in [Self.plain, TerminalTraits(isColored: false, isUnicode: false)] {
          let lines = lines(view(outputs), columns, rows, traits)
          #expect(lines.count <= rows && lines.allSatisfy { $0.count <= columns }, "\(columns)×\(rows)")
          if !traits.isUnicode { #expect(lines.allSatisfy { $0.allSatisfy(\.isASCII) }) }
        }
      }
    }
  }

  @Test func withoutColourThereIsNone() {
    let frame = TerminalFrame(view: view(), size: TerminalSize(columns: 80, rows: 24), traits: Self.plain)
    #expect(!String(decoding: frame.bytes, as: UTF8.self).contains("m" + "\u{1b}"))
    #expect(!frame.lines.map { $0.text(columns: 80, isColored: false) }.joined().contains("\u{1b}"))
    #expect(frame.lines.map { $0.text(columns: 80, isColored: true) }.joined().contains("\u{1b}[32m"))
  }

  @Test func aTallTerminalHasATallTrajectory() {
    func blocks(_ rows: Int) -> Int {
      lines(view(ModelOutputs(affect: true, quadrants: true, emotions: EmotionNames.music)), 80, rows).count {
        $0.contains { "▁▂▃▄▅▆▇█".contains($0) } && !$0.contains("·")
      }
    }
    #expect(blocks(50) > blocks(24))
  }

  @Test func theTrajectoryHasAColumnForEachSecond() {
    let view = view(hops: 1...4300)
    #expect(view.course.count == Int(4300 * 512 / 22_050) + 1)
    #expect(view.course.allSatisfy { abs($0.valence - 0.31) < 1e-5 })
  }

  @Test func theTrajectoryIsBounded() {
    var view = TerminalView(HandMadeStream.description())
    for second in 0..<3000 as Range<Int64> { view.add(HandMadeStream.estimate(hop: second * 44)) }
    #expect(view.course.count == 1024)
  }

  @Test func whatATerminalWouldObeyIsNotShown() {
    var view = view()
    view.add(
      DeviceEvent(DeviceChange(.lost, source: "x", message: "\u{1b}[2J\u{202e}bad\n"), sampleTime: 1))
    #expect(lines(view, 80, 24).last?.contains("?[2J?bad?") == true)
  }

  @Test func valuesBeyondTheirRangeStayInThePicture() {
    var view = TerminalView(HandMadeStream.description())
    for value in [.greatestFiniteMagnitude, -.greatestFiniteMagnitude, -0.0] as [Float] {
      var estimate = HandMadeStream.estimate()
      estimate.affect = Affect(valence: value, arousal: -value)
      estimate.quadrants = SIMD4(repeating: value)
      estimate.emotions = SIMD16(repeating: value)
      estimate.confidence = value
      estimate.loudnessLUFS = value
      view.add(estimate)
      #expect(lines(view, 80, 24).allSatisfy { $0.count <= 80 })
    }
  }

  @Test func metersCountTheirBlocks() {
    let meter = TerminalMeter(isUnicode: false)
    for width in 4...90 {
      for share in [-1, 0, 0.3, 0.5, 1, 7] as [Float] {
        let bar = meter.bar(share, width: width)
        #expect(bar.filled.count + bar.rest.count == width)
        let balance = meter.balance(share, width: width)
        #expect(balance.before.count + balance.filled.count + balance.rest.count == width)
        #expect(meter.strip([share, -share], width: width, height: 3).map(\.count) == [width, width, width])
      }
    }
    #expect(meter.bar(0.5, width: 4) == ("##", ".."))
    #expect(meter.balance(-1, width: 4) == ("", "##", ".."))
  }

  @Test func theEnvironmentSaysWhatATerminalShows() {
    func traits(_ variables: [String: String]) -> TerminalTraits { TerminalTraits { variables[$0] } }
    #expect(
      traits(["TERM": "xterm", "LANG": "de_DE.UTF-8"])
        == TerminalTraits(isColored: true, isUnicode: true, isDumb: false))
    #expect(!traits(["TERM": "xterm", "LANG": "en_US.UTF-8", "LC_ALL": "C"]).isUnicode)
    #expect(!traits(["TERM": "xterm", "NO_COLOR": "1"]).isColored)
    #expect(traits(["TERM": "xterm", "NO_COLOR": ""]).isColored)
    #expect(traits(["TERM": "dumb"]).isDumb && traits([:]).isDumb)
  }

  @Test func whereStdoutIsNoTerminalItIsSaid() async {
    await #expect(processExitsWith: .success) {
      close(STDOUT_FILENO)
      _ = open("/dev/null", O_WRONLY)
      let error = #expect(throws: SinkError.self) { try TerminalSink(TerminalTarget(), TerminalTraits()) }
      #expect(
        error?.description.contains("no terminal") == true || error?.description.contains("is none") == true)
    }
  }
}
