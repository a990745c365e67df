extension SIMD8<Float> {
  /// The sum of the lanes by halves, which takes a third of the time of `sum()`.
  @inlinable
  package var horizontalSum: Float {
    @inline(__always) @_noAllocation @_noLocks
    get {
      let four = lowHalf + highHalf
      let two = four.lowHalf + four.highHalf
      return two[0] + two[1]
    }
  }

  /// The largest lane.
  @inlinable
  package var horizontalMaximum: Float {
    @inline(__always) @_noAllocation @_noLocks
    get {
      let four = lowHalf.replacing(with: highHalf, where: highHalf .> lowHalf)
      let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .> four.lowHalf)
      return two[0] > two[1] ? two[0] : two[1]
    }
  }
}
