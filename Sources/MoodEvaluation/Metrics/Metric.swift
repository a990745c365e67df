/// A named figure of predictions.
///
/// It is computed in two steps, because an interval needs it of thousands of samples of the same predictions: first
/// what it looks at is taken out of all of them, then the figure is computed of any rows of that.
package struct Metric<Row: Evaluated>: Sendable {
  /// The figure of the predictions at these indices, which may repeat; nil where they do not define it.
  package typealias Figure = (_ rows: [Int]) -> Double?

  /// Without the corpus: `quadrant accuracy`.
  package let name: String
  private let prepare: @Sendable ([Row]) -> Figure

  /// A metric in two steps.
  package init(_ name: String, prepare: @escaping @Sendable ([Row]) -> Figure) {
    self.name = name
    self.prepare = prepare
  }

  /// Any function of predictions; slower where an interval is wanted, since each sample is copied.
  package init(_ name: String, of predictions: @escaping @Sendable ([Row]) -> Double?) {
    self.init(name) { all in { rows in predictions(rows.map { all[$0] }) } }
  }

  /// A metric of those rows of which `part` is not nil.
  init<Part>(
    _ name: String, part: @escaping @Sendable (Row) -> Part?,
    figure: @escaping @Sendable ([Part]) -> Double?
  ) {
    self.init(name) { all in
      let parts = all.map(part)
      return { rows in
        var present: [Part] = []
        present.reserveCapacity(rows.count)
        for row in rows { if let part = parts[row] { present.append(part) } }
        return present.isEmpty ? nil : figure(present)
      }
    }
  }

  /// What computes the figure of any of `predictions`.
  package func figure(of predictions: [Row]) -> Figure { prepare(predictions) }

  /// The figure of all of `predictions`; nil where they do not define it, never a NaN.
  package func value(_ predictions: [Row]) -> Double? {
    Self.finite(figure(of: predictions)(Array(predictions.indices)))
  }

  /// Nil for a NaN and an infinity.
  static func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }
}

extension Metric where Row == Prediction {
  /// All metrics of clips, in the order of a report. Those of which the predictions or labels say nothing are nil.
  package static var ofClips: [Metric] { quadrants + affect + shares + classes }
}
