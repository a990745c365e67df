internal import MoodCore

/// Synthetic minority over-sampling (Chawla, Bowyer, Hall and Kegelmeyer, JAIR 2002): new rows of the rarer classes, each on
/// the line from one of theirs to one of its nearest of the same class, until all classes are as frequent as the most
/// frequent.
package struct SMOTE: Sendable, Equatable {
  /// Which of a row's nearest a new row may lie towards.
  package var neighbours: Int

  package init(neighbours: Int = 5) {
    precondition(neighbours > 0, "there is a nearest row")
    self.neighbours = neighbours
  }

  /// A new row: `base` + `share` · (its `neighbour`-th nearest − `base`).
  package struct Draw: Sendable, Equatable {
    /// Place among the rows of the class.
    package var base: Int
    /// Counted from 0.
    package var neighbour: Int
    /// 0…1.
    package var share: Double

    package init(base: Int, neighbour: Int, share: Double) {
      self.base = base
      self.neighbour = neighbour
      self.share = share
    }
  }

  /// `examples` with what is new behind them, class by class. A class of a single row is left as it is.
  ///
  /// O(rows² · width) for each class.
  package func fill(_ examples: Examples, seed: UInt64) -> Examples {
    let counts = examples.counts
    let most = counts.max() ?? 0
    var filled = examples
    for (number, count) in counts.enumerated() where count > 1 && count < most {
      var generator = SplitMix64(seed: seed, UInt64(number))
      let near = min(neighbours, count - 1)
      let draws = (count..<most).map { _ in
        Draw(
          base: generator.index(below: count), neighbour: generator.index(below: near),
          share: Double(generator.next() >> 11) * 0x1p-53)
      }
      let own = zip(examples.rows, examples.classes).filter { $1 == number }.map(\.0)
      filled.rows += Self.rows(between: own, draws, neighbours: near)
      filled.classes += Array(repeating: number, count: draws.count)
    }
    return filled
  }

  /// The rows that `draws` ask for.
  package static func rows(between rows: [[Double]], _ draws: [Draw], neighbours: Int) -> [[Double]] {
    var nearest: [Int: [Int]] = [:]
    return draws.map { draw in
      let own = nearest[draw.base] ?? Self.nearest(to: draw.base, in: rows, count: neighbours)
      nearest[draw.base] = own
      let (base, towards) = (rows[draw.base], rows[own[draw.neighbour]])
      return base.indices.map { base[$0] + draw.share * (towards[$0] - base[$0]) }
    }
  }

  /// The rows nearest to one, itself left out, nearest first; of equals the first first.
  private static func nearest(to place: Int, in rows: [[Double]], count: Int) -> [Int] {
    let base = rows[place]
    let distances = rows.map { row in zip(row, base).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
    return rows.indices.filter { $0 != place }.sorted { (distances[$0], $0) < (distances[$1], $1) }
      .prefix(count).map(\.self)
  }
}
