internal import MoodCore
package import MoodCorpus

extension TrainingConfiguration {
  /// Which of `regularisation.degradations` a clip is heard through, by their places in that list: neighbours from a
  /// place that its name decides, so that each is heard of about as many clips of a corpus.
  package func degradations(of clip: Clip) -> [Int] {
    let count = regularisation.degradations.count
    let each = regularisation.degradationsEach
    guard each > 0, each < count else { return Array(0..<count) }
    var fingerprint = Fingerprint()
    fingerprint.add("\(clip.corpus)/\(clip.name)")
    let first = Int(fingerprint.value % UInt64(count))
    return (0..<each).map { (first + $0) % count }.sorted()
  }
}
