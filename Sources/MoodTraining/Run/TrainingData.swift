internal import MoodCore
internal import MoodCorpus
internal import MoodInference

/// All that training and scoring read of a set of clips, made once.
struct TrainingData {
  let set: TrainingSet
  private(set) var targets: [Target]

  init(_ set: TrainingSet, configuration: TrainingConfiguration) {
    self.set = set
    let targets = set.clips.map { Target($0, configuration: configuration) }
    guard configuration.losses.balanced else {
      self.targets = targets
      return
    }
    let taught = zip(set.clips, targets).compactMap { $1.emotions == nil ? nil : $0.emotionClass }
    let counts = Dictionary(taught.map { ($0, 1) }, uniquingKeysWith: +)
    self.targets = zip(set.clips, targets).map { clip, target in
      var target = target
      if target.emotions != nil, let count = clip.emotionClass.flatMap({ counts[$0] }) {
        target.emotionWeight = Float(taught.count) / Float(counts.count * count)
      }
      return target
    }
    balanceArousal()
  }

  /// Lets the excited and the calm clips of each speech corpus count alike, so that 0 lies between them.
  private mutating func balanceArousal() {
    func half(_ place: Int) -> String? {
      guard set.clips[place].emotionClass != nil, let affect = targets[place].affect else { return nil }
      return "\(set.clips[place].corpus) \(affect.arousal > 0)"
    }
    let halves = targets.indices.map(half)
    let counts = Dictionary(halves.compactMap { $0 }.map { ($0, 1) }, uniquingKeysWith: +)
    let sizes = Dictionary(set.clips.map { ($0.corpus, 1) }, uniquingKeysWith: +)
    for place in targets.indices {
      guard let count = halves[place].flatMap({ counts[$0] }), let size = sizes[set.clips[place].corpus]
      else {
        continue
      }
      targets[place].affectWeight *= Float(size) / Float(2 * count)
    }
  }

  /// The heads that some clip has labels for.
  var heads: ModelMetadata.Heads {
    let isSpeech = set.clips.contains { $0.emotionClass != nil }
    let names = isSpeech ? EmotionNames.speech : EmotionNames.music
    return ModelMetadata.Heads(
      quadrant: targets.contains { $0.quadrants != nil },
      affect: targets.contains { $0.affect != nil && $0.affectWeight > 0 },
      emotions: targets.contains { $0.emotions != nil } ? names : [], emotionsAreExclusive: isSpeech)
  }

  /// The rows of a clip at one of its speeds, its own being 0.
  func table(_ clip: Int, rendition: Int) -> FeatureTable {
    rendition == 0 ? set.tables[clip] : set.renditions[clip][rendition - 1]
  }

  /// Rows of each clip at each speed.
  var hops: [[Int]] {
    self.set.clips.indices.map { [set.tables[$0].hops] + set.renditions[$0].map(\.hops) }
  }
}
