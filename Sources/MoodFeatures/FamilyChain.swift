package import MoodCore

/// Families of features one after the other, each with a range of columns in a common row.
///
/// A chain is a type, so that the hop calls every family directly: existentials and arrays are refused there. Generic
/// code cannot carry `@_noAllocation` itself; `FeaturePipeline.advance`, which does, has it checked as specialised.
package protocol FamilyChain: ~Copyable, Sendable {
  /// The columns of all families in their order.
  static var columns: [FeatureColumn] { get }

  /// All families in their order. Slow: the names are looked up.
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

/// The end of a chain.
package struct NoFamilies: FamilyChain {
  package static var columns: [FeatureColumn] { [] }

  package static var families: [FeatureFamily] { [] }

  package init(including names: Set<String>) {}

  package var needs: FrameParts { [] }

  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {}

  package mutating func reset() {}
}

/// A family and the chain behind it.
package struct Chain<Family: FeatureExtractor & ~Copyable, Rest: FamilyChain & ~Copyable>: ~Copyable,
  FamilyChain
{
  /// Nil where none of its columns is wanted.
  private var family: Family?
  private var rest: Rest
  /// The family's columns.
  private let count: Int

  package static var columns: [FeatureColumn] { Family.columns + Rest.columns }

  package static var families: [FeatureFamily] {
    [FeatureFamily(name: "\(Family.self)", columns: Family.columns)] + Rest.families
  }

  package init(including names: Set<String>) {
    count = Family.columns.count
    family = Family.columns.contains { names.contains($0.name) } ? Family() : nil
    rest = Rest(including: names)
  }

  package var needs: FrameParts { family == nil ? rest.needs : rest.needs.union(Family.needs) }

  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    family?.extract(frame, into: row)
    rest.extract(frame, into: row + count)
  }

  package mutating func reset() {
    family?.reset()
    rest.reset()
  }
}
