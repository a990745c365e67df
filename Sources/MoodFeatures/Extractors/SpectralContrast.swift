package import MoodCore
import MoodDSP
import MoodRealtime
import MoodVector

/// How far, in dB, the strongest bins of each octave band stand above its weakest, `librosa.feature.spectral_contrast`
/// (Jiang et al. 2002): bands from 0, 200, 400 … 6400 Hz on, 2 % of the bins at either end. 0 in silence.
package struct SpectralContrast: ~Copyable, @unchecked Sendable, FeatureExtractor {
  package static var bands: Int {
    @_noAllocation @_noLocks
    get { 7 }
  }

  package static let columns = (1...bands).map {
    FeatureColumn(
      "contrast_\($0)", unit: "dB", range: 0...(.infinity), reference: "librosa feature.spectral_contrast")
  }
  package static let needs: FrameParts = .magnitude

  private let layout: UnsafeMutablePointer<Band>
  /// The peak of each band and, behind it, its valley.
  private let levels = SampleBuffer(count: 2 * bands)

  /// The bins of a band, and how many of them make a peak or a valley.
  private struct Band {
    var firstBin: Int
    var bins: Int
    var extremes: Int
  }

  package init() {
    let layout = Self.makeLayout()
    self.layout = .allocate(capacity: Self.bands)
    self.layout.initialize(from: layout, count: Self.bands)
    precondition(layout.allSatisfy { $0.extremes <= VectorMath.mostExtremes }, "a band has too many extremes")
  }

  deinit { layout.deallocate() }

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let magnitude = frame.magnitude
    for index in 0..<Self.bands {
      let band = layout[index]
      VectorMath.extremeMeans(
        magnitude + band.firstBin, extremes: band.extremes, count: band.bins, into: levels.base + 2 * index)
    }
    Decibels.levels(ofPowers: levels.base, into: levels.base, count: levels.count)
    for index in 0..<Self.bands { row[index] = levels.base[2 * index] - levels.base[2 * index + 1] }
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}

  /// librosa's bands: each also has the bin before its first, and all but the last are without their own last.
  private static func makeLayout() -> [Band] {
    let lowestHz = 200.0
    let quantile = 0.02
    let binHz = Double(AnalysisGrid.sampleRateHz) / Double(AnalysisGrid.frameSamples)
    return (0..<bands).map { band in
      let isLast = band == bands - 1
      let lowHz = band == 0 ? 0 : lowestHz * Double(1 << (band - 1))
      let firstInside = Int((lowHz / binHz).rounded(.up))
      let lastInside = Int((lowestHz * Double(1 << band) / binHz).rounded(.down))
      let first = max(firstInside - 1, 0)
      let last = isLast ? FrameAnalysis.bins - 1 : lastInside
      let bins = last - first + 1
      let extremes = max(Int((quantile * Double(bins)).rounded(.toNearestOrEven)), 1)
      return Band(firstBin: first, bins: isLast ? bins : bins - 1, extremes: extremes)
    }
  }
}
