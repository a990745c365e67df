/// Values as rows of blocks.
struct TerminalMeter {
  let isUnicode: Bool

  /// A bar of `width` characters, filled from the left by a share of 0…1.
  func bar(_ share: Float, width: Int) -> (filled: String, rest: String) {
    let filled = Int((min(max(share, 0), 1) * Float(width)).rounded())
    return (String(repeating: full, count: filled), String(repeating: empty, count: width - filled))
  }

  /// A bar of `width` characters, filled from its middle to a value of −1…1: what stands before, the filling, the rest.
  func balance(_ value: Float, width: Int) -> (before: String, filled: String, rest: String) {
    let middle = width / 2
    let end = Int(((min(max(value, -1), 1) + 1) / 2 * Float(width)).rounded())
    let (from, to) = (min(middle, end), max(middle, end))
    return (
      String(repeating: empty, count: from), String(repeating: full, count: to - from),
      String(repeating: empty, count: width - to)
    )
  }

  /// A trajectory of values of −1…1, one a column, in `height` rows from the top; the newest is at the right margin.
  func strip(_ values: [Float], width: Int, height: Int) -> [String] {
    let shown = values.suffix(width)
    let levels = shown.map { value in
      max(1, Int(((min(max(value, -1), 1) + 1) / 2 * Float(8 * height)).rounded()))
    }
    let margin = String(repeating: " ", count: width - shown.count)
    return (0..<height).map { row in
      let floor = 8 * (height - 1 - row)
      return margin + String(levels.map { blocks[max(0, min(8, $0 - floor))] })
    }
  }

  private var full: String { isUnicode ? "█" : "#" }
  private var empty: String { isUnicode ? "·" : "." }
  private var blocks: [Character] { Array(isUnicode ? " ▁▂▃▄▅▆▇█" : " _.-:=+*#") }
}
