package import MoodCore

/// Families of features one after the other, each with a range of columns in a common row.
///
/// A chain is a type, so that the hop calls every family directly: existentials and arrays are refused there. Generic
/// code cannot carry `@_noAllocation` itself; `FeaturePipeline.advance`, which does, has it checked as specialised.
package protocol FamilyChain: ~Copyable, Sendable {
  /// All families in their order.
  static var families: [FeatureFamily] { get }

  /// Allocates the families that have at least one column of these names; the others stay off.
  init(including names: Set<String>)

  /// What the families that are on need.
  var needs: FrameParts { get }

  /// Writes the columns of the families that are on; the places of the others keep what they hold.
  mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>)

  /// Makes every family what it was at the beginning of the stream.
  mutating func reset()
}

/// What a family is called in tables of costs, and its columns.
package struct FeatureFamily: Sendable {
  package var name: String
  package var columns: [FeatureColumn]
}

extension FamilyChain where Self: ~Copyable {
  /// The columns of all families in their order.
  package static var columns: [FeatureColumn] { families.flatMap(\.columns) }

  /// This chain with one more family at its end.
  package typealias And<Family: FeatureExtractor & ~Copyable> = FamilyLink<Self, Family>
}

/// The chain of no families, from which all others grow.
package struct Families: FamilyChain {
  package static var families: [FeatureFamily] { [] }

  package init(including names: Set<String>) {}

  package var needs: FrameParts { [] }

  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {}

  package mutating func reset() {}
}

/// A chain and one more family behind it.
package struct FamilyLink<Chain: FamilyChain & ~Copyable, Family: FeatureExtractor & ~Copyable>: ~Copyable,
  FamilyChain
{
  private var chain: Chain
  /// Nil where none of its columns is wanted.
  private var family: Family?
  /// The family's first column.
  private let offset: Int

  package static var families: [FeatureFamily] {
    Chain.families + [FeatureFamily(name: "\(Family.self)", columns: Family.columns)]
  }

  @inline(never)
  package init(including names: Set<String>) {
    chain = Chain(including: names)
    offset = Chain.columns.count
    family = Family.columns.contains { names.contains($0.name) } ? Family() : nil
  }

  package var needs: FrameParts { family == nil ? chain.needs : chain.needs.union(Family.needs) }

  @inline(never)
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    chain.extract(frame, into: row)
    family?.extract(frame, into: row + offset)
  }

  @inline(never)
  package mutating func reset() {
    chain.reset()
    family?.reset()
  }
}
