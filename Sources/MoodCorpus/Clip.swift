package import MoodCore

/// One annotated recording of a corpus.
package struct Clip: Sendable, Equatable {
  /// A quadrant and how much of the evidence speaks for it.
  package struct QuadrantLabel: Sendable, Equatable {
    package var quadrant: Quadrant
    /// Share of the evidence for `quadrant`, 0…1.
    package var share: Float

    package init(quadrant: Quadrant, share: Float) {
      self.quadrant = quadrant
      self.share = share
    }

    /// Probabilities of Q1…Q4: the share for the label, the rest spread evenly over the others.
    package var probabilities: SIMD4<Float> {
      var all = SIMD4<Float>(repeating: (1 - share) / 3)
      all[quadrant.rawValue - 1] = share
      return all
    }
  }

  /// Name of the corpus's folder.
  package var corpus: String
  /// Name, unique within the corpus.
  package var name: String
  /// Path of the recording.
  package var audio: String
  /// What the corpus keeps on one side of every split: `4q:Gipsy Kings`.
  package var group: String
  package var quadrant: QuadrantLabel?
  package var affect: Affect?

  package init(
    corpus: String, name: String, audio: String, group: String, quadrant: QuadrantLabel? = nil,
    affect: Affect? = nil
  ) {
    self.corpus = corpus
    self.name = name
    self.audio = audio
    self.group = group
    self.quadrant = quadrant
    self.affect = affect
  }

  /// Who must not be on both sides of a split; the same for one artist in two corpora.
  package var artist: String { Self.artist(ofGroup: group) }

  /// A group without its corpus, in lower-case letters and digits.
  package static func artist(ofGroup group: String) -> String {
    let name = group.firstIndex(of: ":").map { group[group.index(after: $0)...] } ?? group[...]
    let kept = String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    return kept.isEmpty ? group : kept
  }

  /// What a split keeps equally frequent on its sides: the corpus and the label.
  package var stratum: String {
    if let quadrant { return "\(corpus)/\(quadrant.quadrant.name)" }
    if let affect { return "\(corpus)/\(affect.arousal < 0 ? "calm" : "excited")" }
    return corpus
  }
}
