import MoodCore
import MoodRealtime
import MoodVector

/// Splits a spectrogram into what lasts and what is broad, by medians (Fitzgerald 2010, "Harmonic/percussive separation
/// using median filtering"), as `librosa.decompose.hpss` does with power 2 and margin 1.
///
/// H is the median over time of each bin, P the median over `medianBins` bins around each bin of the row that is split,
/// the spectrum being mirrored at its ends (… b a | a b …). Of the magnitude S the harmonic part is S·H² / (H² + P²), the
/// percussive one S·P² / (H² + P²), and each is half of S where neither H nor P is a normal float.
struct MedianSeparation: ~Copyable, Sendable {
  /// The energies of the two parts of a row.
  ///
  /// An energy is (2/frame²)·Σ part² with the first and the last bin counting half, the square of
  /// `librosa.feature.rms(S=…)`: the mean square of the frame under its window, 1 being that of samples of ±1
  /// without a window. Since the masks share magnitudes, not energies, the two add up to less than that of the whole.
  struct Parts: BitwiseCopyable {
    /// Unit 1, from 0 on.
    var harmonicEnergy: Float
    /// Unit 1, from 0 on.
    var percussiveEnergy: Float
    /// The harmonic share of the two energies, 0…1; ½ where there is none.
    var harmonicRatio: Float

    /// Of what is silent.
    static var none: Parts {
      @_noAllocation @_noLocks
      get { Parts(harmonicEnergy: 0, percussiveEnergy: 0, harmonicRatio: 0.5) }
    }

    /// Writes the values of `columns`.
    @_noAllocation @_noLocks
    func write(to row: UnsafeMutablePointer<Float>) {
      row[0] = harmonicEnergy
      row[1] = percussiveEnergy
      row[2] = harmonicRatio
    }
  }

  /// What `Parts.write` writes, for a family that tells its form by `suffix`.
  static func columns(suffix: String, reference: String) -> [FeatureColumn] {
    [
      FeatureColumn(
        "harmonic_energy" + suffix, unit: "1", range: 0...(.infinity), reference: reference),
      FeatureColumn(
        "percussive_energy" + suffix, unit: "1", range: 0...(.infinity), reference: reference),
      FeatureColumn("harmonic_ratio" + suffix, unit: "1", range: 0...1, reference: reference),
    ]
  }

  /// Larger magnitudes, and what is no number, count as this. No sound comes near; but what once was in a sorted window
  /// has to be found there again, and its square has to be a number.
  private let largestMagnitude: Float = 1e15

  /// Rows over which the harmonic median runs.
  private let rows: Int
  /// Rows between the newest and the one that is split.
  private let delayRows: Int
  /// Rows that came, up to `rows`.
  private var knownRows = 0
  /// The latest `rows` + 1 rows in a ring, infinity before the first.
  private var history: SampleBuffer
  /// The place in the ring of the newest row.
  private var newest = 0
  /// Each bin's latest `rows` magnitudes in rising order, as `VectorMath.slideMedians` keeps them.
  private var windows: SampleBuffer
  private let harmonic = SampleBuffer(count: lanes)
  private let percussive = SampleBuffer(count: lanes)
  /// Harmonic and percussive: of the bins between the ends, of the first bin, of the last.
  private let sums = SampleBuffer(count: 6)

  /// Allocates the windows of medians over `rows` rows, the row to be split being `delayRows` behind the newest.
  init(rows: Int, delayRows: Int) {
    precondition(rows > 0 && (0..<rows).contains(delayRows), "the row to be split is one of its window")
    self.rows = rows
    self.delayRows = delayRows
    history = SampleBuffer(count: (rows + 1) * Self.rowStride)
    windows = SampleBuffer(count: rows * Self.lanes)
    history.fill(.infinity)
    windows.fill(.infinity)
  }

  /// Takes the next row of magnitudes in, `FrameAnalysis.bins` and `PowerSpectrum.padding` more, and splits the row that
  /// is `delayRows` older.
  ///
  /// Silence until there is such a row. In the first rows the harmonic median is that of the rows that exist. The median
  /// of an even number of rows is the mean of the two in the middle, as in `numpy.median`.
  @_noAllocation @_noLocks
  mutating func advance(_ magnitude: UnsafePointer<Float>) -> Parts {
    newest = (newest + 1) % (rows + 1)
    knownRows = min(knownRows + 1, rows)
    write(magnitude, into: row(newest))
    VectorMath.slideMedians(
      windows.base, length: rows, known: knownRows, oldest: row((newest + 1) % (rows + 1)),
      newest: row(newest), into: harmonic.base, count: Self.lanes)
    return knownRows > delayRows ? split(row((newest + rows + 1 - delayRows) % (rows + 1))) : .none
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  mutating func reset() {
    knownRows = 0
    newest = 0
    history.fill(.infinity)
    windows.fill(.infinity)
  }

  @_noAllocation @_noLocks
  private borrowing func split(_ magnitude: UnsafePointer<Float>) -> Parts {
    VectorMath.movingMedian(magnitude - Self.reach, into: percussive.base, count: FrameAnalysis.bins)
    let last = FrameAnalysis.bins - 1
    maskedSquares(magnitude, from: 1, count: last - 1, into: sums.base)
    maskedSquares(magnitude, from: 0, count: 1, into: sums.base + 2)
    maskedSquares(magnitude, from: last, count: 1, into: sums.base + 4)
    let harmonicSum = sums.base[0] + 0.5 * (sums.base[2] + sums.base[4])
    let percussiveSum = sums.base[1] + 0.5 * (sums.base[3] + sums.base[5])
    let total = harmonicSum + percussiveSum
    guard total >= .leastNormalMagnitude else { return .none }
    let scale = 2 / Float(AnalysisGrid.frameSamples * AnalysisGrid.frameSamples)
    return Parts(
      harmonicEnergy: scale * harmonicSum, percussiveEnergy: scale * percussiveSum,
      harmonicRatio: harmonicSum / total)
  }

  @_noAllocation @_noLocks
  private borrowing func maskedSquares(
    _ magnitude: UnsafePointer<Float>, from bin: Int, count: Int, into sums: UnsafeMutablePointer<Float>
  ) {
    VectorMath.softMaskSquares(
      harmonic.base + bin, percussive.base + bin, of: magnitude + bin, count: count, into: sums)
  }

  /// Writes a row and its reflections.
  @_noAllocation @_noLocks
  private borrowing func write(_ magnitude: UnsafePointer<Float>, into row: UnsafeMutablePointer<Float>) {
    let limit = SIMD8<Float>(repeating: largestMagnitude)
    for bin in stride(from: 0, to: FrameAnalysis.bins, by: 8) {
      let values = UnsafeRawPointer(magnitude + bin).loadUnaligned(as: SIMD8<Float>.self)
      let limited = limit.replacing(with: values, where: values .< limit)
      UnsafeMutableRawPointer(row + bin).storeBytes(of: limited, as: SIMD8<Float>.self)
    }
    let end = row + FrameAnalysis.bins
    for distance in 0..<Self.reach {
      row[-1 - distance] = row[distance]
      end[distance] = end[-1 - distance]
    }
  }

  /// The first bin of the row at `place` in the ring; `reach` reflected bins stand on either side of the bins.
  @_noAllocation @_noLocks
  private borrowing func row(_ place: Int) -> UnsafeMutablePointer<Float> {
    history.base + (place * Self.rowStride + VectorMath.windowLanes)
  }

  /// Bins that the percussive median reaches to either side.
  private static var reach: Int {
    @_noAllocation @_noLocks
    get { VectorMath.movingMedianLength / 2 }
  }

  /// The bins, and of the reflected ones behind them as many as fill the last group of windows.
  private static var lanes: Int {
    @_noAllocation @_noLocks
    get { (FrameAnalysis.bins + reach) / VectorMath.windowLanes * VectorMath.windowLanes }
  }

  /// Floats between two rows, which keeps the bins aligned and leaves room for the reflected ones before them.
  private static var rowStride: Int {
    @_noAllocation @_noLocks
    get { VectorMath.windowLanes + lanes }
  }
}
