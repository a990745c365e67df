import MoodCore

/// The law of the automatic gain: which gain follows from the loudness of the input, hop by hop.
///
/// - It follows the louder parts: the level it goes by rises within a second and falls over eight, so that a quiet
///   passage stays a quiet passage.
/// - It moves by 3 dB a second at most upwards and by 12 downwards, and stays within ±30 dB.
/// - What is quieter than the threshold of silence changes nothing: pauses and hiss do not turn it up.
struct AutomaticGain: BitwiseCopyable {
  /// Where the level is to be: that of EBU R 128, near the mean of the music that the models were trained on.
  static var targetLUFS: Float {
    @_noAllocation @_noLocks
    get { -23 }
  }
  static var limitDecibels: Float {
    @_noAllocation @_noLocks
    get { 30 }
  }
  static var risePerSecond: Float {
    @_noAllocation @_noLocks
    get { 3 }
  }
  static var fallPerSecond: Float {
    @_noAllocation @_noLocks
    get { 12 }
  }

  private let gateLUFS: Float
  private let hopSeconds = Float(AnalysisGrid.seconds(hops: 1))
  /// nil until something was heard.
  private var levelLUFS: Float?
  /// The gain at the end of the last hop.
  private(set) var decibels: Float = 0

  /// - Parameter gateLUFS: momentary loudness under which nothing changes.
  @_noAllocation @_noLocks
  init(gateLUFS: Float) { self.gateLUFS = gateLUFS }

  /// Goes on by a hop of that momentary loudness, before any gain.
  @_noAllocation @_noLocks
  mutating func advance(loudnessLUFS: Float) {
    guard loudnessLUFS >= gateLUFS else { return }
    let level = levelLUFS ?? loudnessLUFS
    let seconds: Float = loudnessLUFS > level ? 1 : 8
    let followed = level + (loudnessLUFS - level) * min(1, hopSeconds / seconds)
    levelLUFS = followed
    let wanted = min(max(Self.targetLUFS - followed, -Self.limitDecibels), Self.limitDecibels)
    let rise = Self.risePerSecond * hopSeconds
    let fall = Self.fallPerSecond * hopSeconds
    decibels = min(max(wanted, decibels - fall), decibels + rise)
  }
}
