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
    balanceArousal(configuration)
  }

  /// Lets corpora of acted emotions count alike in valence and arousal, however often they are drawn for their classes,
  /// and of each the excited clips as much as the calm ones, so that 0 lies between them.
  private mutating func balanceArousal(_ configuration: TrainingConfiguration) {
    struct Side: Hashable {
      var corpus: String
      var isExcited: Bool
    }
    func side(_ place: Int) -> Side? {
      guard targets[place].isActed, let arousal = targets[place].affect?.arousal, arousal != 0.5 else {
        return nil
      }
      return Side(corpus: set.clips[place].corpus, isExcited: arousal > 0.5)
    }
    let counts = Dictionary(targets.indices.compactMap(side).map { ($0, 1) }, uniquingKeysWith: +)
    let acted = Dictionary(
      targets.indices.filter { targets[$0].isActed }.map { (set.clips[$0].corpus, 1) }, uniquingKeysWith: +)
    let shares = Dictionary(configuration.corpora.map { ($0.folder, $0.share) }) { one, _ in one }
    let wholeShare = acted.keys.reduce(Float(0)) { $0 + (shares[$1] ?? 0) }
    for place in targets.indices where targets[place].isActed {
      let corpus = set.clips[place].corpus
      guard let share = shares[corpus], share > 0, let clips = acted[corpus] else { continue }
      targets[place].affectWeight *= wholeShare / (share * Float(acted.count))
      if let count = side(place).flatMap({ counts[$0] }) {
        targets[place].affectWeight *= Float(clips) / Float(2 * count)
      }
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

  /// The rows of a clip in one of its renditions, the recording itself being 0.
  func table(_ clip: Int, rendition: Int) -> FeatureTable {
    rendition == 0 ? set.tables[clip] : set.renditions[clip][rendition - 1]
  }

  /// Rows of each clip in each rendition.
  var hops: [[Int]] {
    self.set.clips.indices.map { [set.tables[$0].hops] + set.renditions[$0].map(\.hops) }
  }
}
