package import MoodCore

/// Which stages of the estimates an output passes on.
package enum StageSelection: String, Sendable, CaseIterable {
  case now, settled, both

  package func includes(_ stage: EstimateStage) -> Bool {
    switch self {
    case .now: stage == .now
    case .settled: stage == .settled
    case .both: true
    }
  }
}

/// How many estimates of each stage an output passes on.
package enum SinkRate: Sendable, Equatable {
  /// All of them.
  case everyHop
  /// So many thousandths of an estimate a second of the sample clock.
  case perSecond(thousandths: Int)

  /// What a rate in thousandths may be: one estimate in 1000 s up to 1000 a second.
  package static let thousandthsRange = 1...1_000_000

  /// Reads `hop`, or a decimal number of at most three places such as `30` or `0.5`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    if text == "hop" {
      self = .everyHop
      return
    }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = Self.number(parts[0], digits: 1...4) else { return nil }
    var thousandths = whole * 1000
    if parts.count == 2 {
      let places = String(parts[1])
      guard Self.number(places, digits: 1...3) != nil else { return nil }
      thousandths += Int(places + String(repeating: "0", count: 3 - places.utf8.count)) ?? 0
    }
    guard Self.thousandthsRange.contains(thousandths) else { return nil }
    self = .perSecond(thousandths: thousandths)
  }

  /// A number in plain ASCII digits; `Int.init` alone would take a sign too.
  private static func number(_ text: some StringProtocol, digits: ClosedRange<Int>) -> Int? {
    guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(text)
  }
}

extension SinkRate: Comparable {
  package static func < (a: SinkRate, b: SinkRate) -> Bool {
    switch (a, b) {
    case (.perSecond(let first), .perSecond(let second)): first < second
    case (.perSecond, .everyHop): true
    case (.everyHop, _): false
    }
  }
}

/// What an output passes on of the estimates that it is given, and when.
package struct SinkPace: Sendable, Equatable {
  package var stages: StageSelection
  /// Counted for each stage by itself.
  package var rate: SinkRate
  /// How much later than it could, on the sample clock.
  package var delaySamples: Int64

  /// That of outputs that are read later or by programs, unless they ask for another.
  package static let standard = SinkPace(stages: .both, rate: .perSecond(thousandths: 10_000))

  package init(stages: StageSelection, rate: SinkRate, delaySamples: Int64 = 0) {
    self.stages = stages
    self.rate = rate
    self.delaySamples = delaySamples
  }
}
