/// A trajectory between −1 and 1 as a row of blocks.
enum Sparkline {
  private static let blocks = Array("▁▂▃▄▅▆▇█")

  /// The means of `width` equal stretches of `values`, or all values where there are fewer.
  static func text(_ values: [Float], width: Int) -> String {
    String(
      stretches(values, width: width).map { stretch in
        let mean = stretch.reduce(0, +) / Float(stretch.count)
        let level = Int((mean + 1) / 2 * Float(blocks.count))
        return blocks[max(0, min(blocks.count - 1, level))]
      })
  }

  /// `values` cut into `width` stretches of equal length, give or take one, or into single values where there are fewer.
  static func stretches<Value>(_ values: [Value], width: Int) -> [ArraySlice<Value>] {
    let columns = min(width, values.count)
    return (0..<columns).map { column in
      values[values.count * column / columns..<values.count * (column + 1) / columns]
    }
  }
}
