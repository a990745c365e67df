/// Picks values out of a row into another order.
package struct ColumnSelection: ~Copyable, @unchecked Sendable {
  private let count: Int
  private let sources: UnsafeMutablePointer<Int>

  /// `sources[i]` is the place of what becomes value `i`.
  package init(_ sources: [Int]) {
    count = sources.count
    self.sources = .allocate(capacity: sources.count)
    for (index, source) in sources.enumerated() { (self.sources + index).initialize(to: source) }
  }

  deinit { sources.deallocate() }

  /// Writes one value for each source.
  @_noAllocation @_noLocks
  package borrowing func write(_ values: UnsafePointer<Float>, into row: UnsafeMutablePointer<Float>) {
    for index in 0..<count { row[index] = values[sources[index]] }
  }
}
