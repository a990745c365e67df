import MoodCore

/// The picture of a view in a terminal of some size: a pure function of both.
struct TerminalFrame {
  private static let labelWidth = 12
  private static let valueWidth = 7
  /// Rows of a trajectory at most.
  private static let tallestStrip = 6

  let view: TerminalView
  let size: TerminalSize
  let traits: TerminalTraits
  /// The last sentence for people, which has no other place.
  var sentence: String?

  /// The picture as a terminal takes it.
  var bytes: [UInt8] {
    let shown = lines.prefix(size.rows).map { $0.text(columns: size.columns, isColored: traits.isColored) }
    let ends = traits.isUnicode ? shown : shown.map { $0.map { $0.isASCII ? String($0) : "?" }.joined() }
    return Array(("\u{1b}[H" + ends.joined(separator: "\u{1b}[K\r\n") + "\u{1b}[K\u{1b}[J").utf8)
  }

  /// The picture line by line, as many as it has; the last are the first to be left out where there is no room.
  var lines: [TerminalText] {
    let outputs = view.stream.outputs
    var lines = [title, TerminalText()]
    if outputs.affect {
      lines.append(balance("valence", view.estimate?.affect.valence ?? 0, .green))
      lines.append(balance("arousal", view.estimate?.affect.arousal ?? 0, .yellow))
    }
    if outputs.quadrants { lines.append(quadrants) }
    let signal = [loudness, bar("confidence", view.estimate?.confidence ?? 0, .grey)]
    let footer = [TerminalText(), losses, message]
    let strips = outputs.affect ? 2 : 0
    let room = size.rows - lines.count - signal.count - footer.count - strips
    let emotions = emotions(rows: max(room, 1))
    lines += emotions + signal
    if outputs.affect {
      let height = max(1, min(Self.tallestStrip, 1 + (room - emotions.count) / 2))
      lines += strip("valence", view.course.map(\.valence), height: height, .green)
      lines += strip("arousal", view.course.map(\.arousal), height: height, .yellow)
    }
    return lines + footer
  }

  private var meter: TerminalMeter { TerminalMeter(isUnicode: traits.isUnicode) }

  private var title: TerminalText {
    var line = TerminalText(" moodring ", .cyan)
    line.add(" \(view.stream.source)  \(view.stream.model)  \(view.estimate?.stage.name ?? "waiting")")
    var end = view.tempoBPM.map { "\(FixedDecimal.text(Double($0), places: 0)) bpm " } ?? ""
    end += (view.isOnBeat ? (traits.isUnicode ? "● " : "* ") : "  ")
    end += clock(view.estimate?.seconds ?? 0) + " "
    line.add(end, endingAt: size.columns)
    return line
  }

  private func clock(_ seconds: Double) -> String {
    let whole = Int(seconds)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
  }

  private func balance(_ label: String, _ value: Float, _ colour: TerminalText.Colour) -> TerminalText {
    var line = labelled(label)
    let bar = meter.balance(value, width: barWidth)
    line.add(bar.before, .grey)
    line.add(bar.filled, colour)
    line.add(bar.rest, .grey)
    line.add("  " + FixedDecimal.signed(value, places: 2))
    return line
  }

  private func bar(
    _ label: String, _ value: Float, _ colour: TerminalText.Colour, width: Int? = nil, text: String? = nil
  ) -> TerminalText {
    var line = labelled(label)
    let bar = meter.bar(value, width: width ?? barWidth)
    line.add(bar.filled, colour)
    line.add(bar.rest, .grey)
    line.add("  " + (text ?? " " + FixedDecimal.text(Double(max(value, 0)), places: 2)))
    return line
  }

  private var quadrants: TerminalText {
    var line = labelled("quadrant")
    guard let estimate = view.estimate else { return line }
    line.add("\(estimate.quadrant.name) \(estimate.quadrant.words)", .magenta)
    line.pad(to: Self.labelWidth + 22)
    for quadrant in Quadrant.allCases {
      let share = estimate.quadrants[quadrant.rawValue - 1]
      line.add(
        "  \(quadrant.name) \(FixedDecimal.text(Double(max(share, 0)), places: 2))",
        quadrant == estimate.quadrant ? .magenta : .grey)
    }
    return line
  }

  /// Emotions below one another, in as many columns as `rows` asks for.
  private func emotions(rows: Int) -> [TerminalText] {
    let names = view.stream.outputs.emotions
    guard !names.isEmpty else { return [] }
    let columns = (names.count + rows - 1) / rows
    let height = (names.count + columns - 1) / columns
    let width = size.columns / columns
    return (0..<height).map { row in
      var line = TerminalText()
      for index in stride(from: row, to: names.count, by: height) {
        line.pad(to: index / height * width)
        let name = String(names[index].map { $0 == "_" ? " " : $0 }.prefix(19))
        let value = view.estimate?.emotions[index] ?? 0
        var cell = TerminalText(" " + name)
        cell.pad(to: 21)
        let bar = meter.bar(value, width: max(4, width - 21 - Self.valueWidth - 1))
        line.add(cell.pieces.map(\.text).joined())
        line.add(bar.filled, .cyan)
        line.add(bar.rest, .grey)
        line.add("   " + FixedDecimal.text(Double(max(value, 0)), places: 2))
      }
      return line
    }
  }

  private var loudness: TerminalText {
    let estimate = view.estimate
    let loudness = estimate?.loudnessLUFS ?? -70
    let isSilent = estimate?.isSilent == true
    return bar(
      isSilent ? "silent" : "loudness", (loudness + 70) / 70, isSilent ? .grey : .blue, width: barWidth,
      text: FixedDecimal.signed(max(loudness, -70), places: 1))
  }

  private func strip(
    _ label: String, _ values: [Float], height: Int, _ colour: TerminalText.Colour
  ) -> [TerminalText] {
    let width = max(1, size.columns - Self.labelWidth - 1)
    return meter.strip(values, width: width, height: height).enumerated().map { row, text in
      var line = row == 0 ? labelled(label) : TerminalText()
      line.pad(to: Self.labelWidth)
      line.add(text, colour)
      return line
    }
  }

  private var losses: TerminalText {
    let isWhole = view.droppedSamples == 0 && view.gaps == 0 && view.resets == 0
    func seconds(_ samples: Int64) -> String {
      FixedDecimal.text(AnalysisGrid.seconds(samples: samples), places: 2) + " s"
    }
    return TerminalText(
      " dropped \(seconds(view.droppedSamples))   lost \(seconds(view.gapSamples)) in \(view.gaps) gaps"
        + "   overruns \(view.overruns)   resets \(view.resets)", isWhole ? .grey : .red)
  }

  private var message: TerminalText {
    if let sentence { return TerminalText(" " + sentence, .red) }
    return TerminalText(view.lastEvent.map { " " + $0 } ?? "", .grey)
  }

  private var barWidth: Int { max(4, size.columns - Self.labelWidth - Self.valueWidth - 2) }

  private func labelled(_ label: String) -> TerminalText {
    var line = TerminalText(" " + label)
    line.pad(to: Self.labelWidth)
    return line
  }
}
