/// Finds the rises of a curve that stand out by a contrast on both sides: MIRtoolbox's `mirpeaks`, made causal.
///
/// A rise begins at the lowest point before the curve gains a contrast, and peaks at the highest one before it loses a
/// contrast. It is told once, when that is so, or when for some time no higher point has come: a note that is
/// held would else be told when it ends.
struct ContrastPeaks: BitwiseCopyable, Sendable {
  /// Where the last rise that was told begins: the place of its lowest value, the last of equal ones.
  private(set) var riseStart = 0
  /// Where it peaks: the place of its highest value until then, the first of equal ones.
  private(set) var peak = 0

  /// How long a highest value waits for a higher one.
  private let patience: Int
  private var isRising = false
  private var isTold = false
  private var low: Float = 0
  private var lowPlace = 0
  private var high: Float = 0

  /// - Parameter patience: how many places after a highest value its rise is told even if the curve has not fallen.
  @_noAllocation @_noLocks
  init(patience: Int) { self.patience = patience }

  /// Takes the curve's value at the next place in and says whether a rise is told.
  ///
  /// - Parameter contrast: above 0; it may change with every value.
  @_noAllocation @_noLocks
  mutating func advance(_ value: Float, at place: Int, contrast: Float) -> Bool {
    guard isRising else {
      if value <= low {
        low = value
        lowPlace = place
      } else if value - low >= contrast {
        isRising = true
        isTold = false
        riseStart = lowPlace
        rise(to: value, at: place)
      }
      return false
    }
    if value > high {
      if isTold { high = value } else { rise(to: value, at: place) }
      return false
    }
    let hasFallen = high - value >= contrast
    let isNews = !isTold && (hasFallen || place - peak >= patience)
    if isNews { isTold = true }
    if hasFallen {
      isRising = false
      low = value
      lowPlace = place
    }
    return isNews
  }

  @_noAllocation @_noLocks
  private mutating func rise(to value: Float, at place: Int) {
    high = value
    peak = place
  }
}
