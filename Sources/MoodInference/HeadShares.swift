/// Parts of each head's linear outputs, each 0…1.
package struct HeadShares: Codable, BitwiseCopyable, Sendable, Equatable {
  package var quadrant: Float
  package var affect: Float
  package var emotions: Float

  @_noAllocation @_noLocks
  package init(quadrant: Float, affect: Float, emotions: Float) {
    self.quadrant = quadrant
    self.affect = affect
    self.emotions = emotions
  }

  /// What is left of each.
  var rest: HeadShares {
    @_noAllocation @_noLocks
    get { HeadShares(quadrant: 1 - quadrant, affect: 1 - affect, emotions: 1 - emotions) }
  }

  static var whole: HeadShares {
    @_noAllocation @_noLocks
    get { HeadShares(quadrant: 1, affect: 1, emotions: 1) }
  }
}

extension HeadLogits {
  @_noAllocation @_noLocks
  static func * (logits: HeadLogits, shares: HeadShares) -> HeadLogits {
    var part = logits
    part.quadrants *= shares.quadrant
    part.affect *= shares.affect
    part.emotions *= shares.emotions
    return part
  }
}
