import MoodRealtime

/// How the speaker heard differs from others: the mean over the utterances so far of their normalised statistics less
/// those usual for utterances, drawn towards no difference while they are few, m = Σ(z − u) / (4 + k). Taken off an
/// utterance's own, it leaves what is unusual for that speaker.
///
/// It assumes a speaker who varies: one who is always angry becomes the measure of anger. One per stream; only `init`
/// allocates.
struct SpeakerMean: ~Copyable, @unchecked Sendable {
  /// Utterances that all speakers' mean counts for.
  private static var prior: Int { @_noAllocation @_noLocks get { 4 } }

  private let mean: SampleBuffer
  private var utterances = 0

  /// - Parameter width: statistics of an utterance.
  init(width: Int) { mean = SampleBuffer(count: width) }

  /// Takes the statistics of one more utterance, of which `usual` are those of utterances of all speakers.
  @_noAllocation @_noLocks
  mutating func add(_ statistics: UnsafePointer<Float>, usual: UnsafePointer<Float>) {
    utterances += 1
    let share = 1 / Float(SpeakerMean.prior + utterances)
    let base = mean.base
    for index in 0..<mean.count { base[index] += share * (statistics[index] - usual[index] - base[index]) }
  }

  /// statistics ← statistics − m.
  @_noAllocation @_noLocks
  func subtract(from statistics: UnsafeMutablePointer<Float>) {
    for index in 0..<mean.count { statistics[index] -= mean.base[index] }
  }

  /// Another speaker is heard.
  @_noAllocation @_noLocks
  mutating func forget() {
    utterances = 0
    for index in 0..<mean.count { mean.base[index] = 0 }
  }
}
