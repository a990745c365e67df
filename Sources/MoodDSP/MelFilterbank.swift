import MoodRealtime

/// Overlapping triangles on the mel scale from 0 to half the sample rate, each of unit area in Hz (Slaney's
/// normalisation, as `librosa.filters.mel` has it).
///
/// A triangle covers few bins, so a band keeps only the bins that it covers, padded with zeros to whole vectors.
package struct MelFilterbank: ~Copyable, @unchecked Sendable {
  package let bands: Int
  private let weights: SampleBuffer
  private let spans: UnsafeMutablePointer<Span>

  /// Where a band lies.
  private struct Span {
    var firstBin: Int
    /// Vectors of eight bins.
    var blocks: Int
    /// Its first weight.
    var offset: Int
  }

  /// Computes the weights for power spectra of `frameSamples`/2 + 1 bins, with `PowerSpectrum.padding` behind them.
  package init(bands: Int, frameSamples: Int, sampleRateHz: Int) {
    let binHz = Double(sampleRateHz) / Double(frameSamples)
    let edges = MelScale.frequencies(count: bands + 2, topHz: Double(sampleRateHz) / 2)
    let bins = frameSamples / 2 + 1
    var weights: [Float] = []
    let spans = UnsafeMutablePointer<Span>.allocate(capacity: bands)
    for band in 0..<bands {
      let triangle = (0..<bins).map {
        Self.height(at: Double($0) * binHz, low: edges[band], top: edges[band + 1], high: edges[band + 2])
      }
      let first = triangle.firstIndex { $0 > 0 } ?? 0
      let end = (triangle.lastIndex { $0 > 0 } ?? -1) + 1
      let blocks = (max(end - first, 0) + 7) / 8
      (spans + band).initialize(to: Span(firstBin: first, blocks: blocks, offset: weights.count))
      weights += (first..<first + 8 * blocks).map { $0 < end ? Float(triangle[$0]) : 0 }
    }
    self.bands = bands
    self.weights = SampleBuffer(weights)
    self.spans = spans
  }

  deinit { spans.deallocate() }

  /// Writes the power in each of the `bands` bands.
  @_noAllocation @_noLocks
  package borrowing func apply(_ power: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
    for band in 0..<bands {
      let span = spans[band]
      let bins = UnsafeRawPointer(power + span.firstBin)
      let heights = UnsafeRawPointer(weights.base + span.offset)
      var sum = SIMD8<Float>.zero
      for block in 0..<span.blocks {
        let byte = block * MemoryLayout<SIMD8<Float>>.stride
        sum +=
          bins.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
          * heights.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
      }
      output[band] = sum.horizontalSum
    }
  }

  private static func height(at hertz: Double, low: Double, top: Double, high: Double) -> Double {
    let slope = min((hertz - low) / (top - low), (high - hertz) / (high - top))
    return max(0, slope) * 2 / (high - low)
  }
}
