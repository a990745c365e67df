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
  /// What the corpus keeps on one side of every split, the artist or the speaker: `4q:Gipsy Kings`, `ravdess/actor01`.
  package var group: String
  package var quadrant: QuadrantLabel?
  package var affect: Affect?
  /// Shares of listeners, 0…1, for each of `EmotionNames.music`; nil where unlabelled.
  package var emotionShares: [Float]?
  /// Index into `EmotionNames.speech`; nil where unlabelled.
  package var emotionClass: Int?
  /// Ratings along the recording; nil where there are none.
  package var track: AnnotationTrack?
  /// Seconds from the start that are annotated; nil: the whole clip.
  package var annotatedSeconds: Float?

  /// - Parameter group: as the corpus has it; one that names no corpus is one of this corpus alone and gets its name.
  package init(
    corpus: String, name: String, audio: String, group: String, quadrant: QuadrantLabel? = nil,
    affect: Affect? = nil, emotionShares: [Float]? = nil, emotionClass: Int? = nil,
    track: AnnotationTrack? = nil, annotatedSeconds: Float? = nil
  ) {
    precondition(
      emotionShares.map { $0.count == EmotionNames.music.count } ?? true, "there is a share for each emotion")
    precondition(
      emotionClass.map { EmotionNames.speech.indices.contains($0) } ?? true,
      "an emotion is one of those named")
    self.corpus = corpus
    self.name = name
    self.audio = audio
    self.group = group.contains(":") ? group : "\(corpus)/\(group)"
    self.quadrant = quadrant
    self.affect = affect
    self.emotionShares = emotionShares
    self.emotionClass = emotionClass
    self.track = track
    self.annotatedSeconds = annotatedSeconds
  }

  /// Who must not be on both sides of a split; the same for one artist in two corpora.
  package var artist: String { Self.artist(ofGroup: group) }

  /// What follows a group's colon, in lower-case letters and digits: artists have one name everywhere. A group without a
  /// colon is its corpus's own, whatever it is called elsewhere, since each numbers its speakers for itself.
  package static func artist(ofGroup group: String) -> String {
    guard let colon = group.firstIndex(of: ":") else { return group }
    let kept = String(group[group.index(after: colon)...].lowercased().filter { $0.isLetter || $0.isNumber })
    return kept.isEmpty ? group : kept
  }

  /// What a split keeps equally frequent on its sides: the corpus and the label.
  package var stratum: String {
    label.map { "\(corpus)/\($0)" } ?? corpus
  }

  /// The classes that the clip is an example of.
  var classes: [String] {
    [quadrant?.quadrant.name, emotionClass.map { EmotionNames.speech[$0] }].compactMap(\.self)
  }

  private var label: String? {
    if let first = classes.first { return first }
    if let emotionShares { return EmotionNames.music[Self.largest(of: emotionShares)] }
    return affect.map { $0.arousal < 0 ? "calm" : "excited" }
  }

  /// The place of the largest value; the first of equals.
  private static func largest(of values: [Float]) -> Int {
    values.indices.reduce(0) { values[$1] > values[$0] ? $1 : $0 }
  }
}
