package import MoodCore
import MoodDSP
import MoodRealtime

/// How many events begin a second, and how the last one began: MIRtoolbox's `mireventdensity`, `mirattacktime` and
/// `mirattackslope` on the energy envelope.
///
/// An event is a rise of the coarse envelope by a tenth of the largest value of the last 10 s, and its fall by as much;
/// it counts from when that is known, at the latest 0.25 s after its peak. Its attack is that of the fine envelope, and
/// the slope is how much of the largest value of the last 10 s is gained a second. Both are 0 until there was an event.
///
/// MIRtoolbox knows the whole recording and scales the envelope between its least and its largest value; here the scale
/// goes from silence to the largest value of the last 10 s, so that a steady sound has no events.
package struct Events: ~Copyable, FeatureExtractor {
  /// Blocks of the fine envelope that are kept, 1.5 s: of a longer rise the end is measured.
  private static var longestRise: Int {
    @_noAllocation @_noLocks
    get { 512 }
  }

  package static let columns = [
    FeatureColumn(
      "event_density", unit: "1/s", range: 0...44, reference: "MIRtoolbox mireventdensity, 10 s"),
    FeatureColumn(
      "attack_time_s", unit: "s", range: 0...1.5,
      reference: "MIRtoolbox mirattacktime; 0 before the first event"),
    FeatureColumn(
      "attack_slope", unit: "1/s", range: 0...345,
      reference: "MIRtoolbox mirattackslope; 0 before the first event"),
  ]
  package static let needs: FrameParts = []

  /// How far an event rises above what is before and after it, as a share of the largest value.
  private let contrast: Float = 0.1
  /// Envelopes below −100 dBFS are silence.
  private let silence: Float = Decibels.smallestPower
  private let secondsPerBlock = Float(EnergyEnvelope.blockSamples) / Float(AnalysisGrid.sampleRateHz)

  private var envelope = EnergyEnvelope()
  private var coarseMaximum = SlidingMaximum(rows: RowWindow.tenSeconds)
  private var fineMaximum = SlidingMaximum(rows: RowWindow.tenSeconds)
  private var peaks = Self.noPeaks
  /// The last values of the fine envelope twice, a ring and its continuation.
  private var fine = SampleBuffer(count: 2 * longestRise)
  /// Blocks so far.
  private var blocks = 0
  /// Events in each of the last rows.
  private var eventsOfRows = SampleBuffer(count: RowWindow.tenSeconds)
  private var position = 0
  private var rows = 0
  private var events: Float = 0
  private var attackSeconds: Float = 0
  private var attackSlope: Float = 0

  private static var noPeaks: ContrastPeaks {
    @_noAllocation @_noLocks
    get { ContrastPeaks(patience: AnalysisGrid.sampleRateHz / 4 / EnergyEnvelope.blockSamples) }
  }

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    envelope.advance(frame.hop)
    appendFine()
    let (first, second) = (envelope.coarse[0], envelope.coarse[1])
    let largest = coarseMaximum.append(max(first, second))
    let finest = fineMaximum.append(envelope.fine.horizontalMaximum)
    let leastRise = contrast * max(largest, silence)
    var begun: Float = 0
    for index in 0..<2 {
      let place = blocks - (1 - index) * EnergyEnvelope.coarseStep
      if peaks.advance(envelope.coarse[index], at: place, contrast: leastRise) {
        begun += 1
        measureAttack(largest: max(finest, silence))
      }
    }
    // Sums of small whole numbers are exact.
    events += begun - eventsOfRows.base[position]
    eventsOfRows.base[position] = begun
    position = position + 1 == RowWindow.tenSeconds ? 0 : position + 1
    rows = min(rows + 1, RowWindow.tenSeconds)
    // In the first second an event is not yet several a second.
    row[0] = events / max(1, Float(rows) * RowWindow.secondsPerRow)
    row[1] = attackSeconds
    row[2] = attackSlope
  }

  @_noAllocation @_noLocks
  package mutating func reset() {
    envelope.reset()
    coarseMaximum.reset()
    fineMaximum.reset()
    peaks = Self.noPeaks
    fine.fill(0)
    eventsOfRows.fill(0)
    (blocks, position, rows) = (0, 0, 0)
    (events, attackSeconds, attackSlope) = (0, 0, 0)
  }

  @_noAllocation @_noLocks
  private mutating func appendFine() {
    let place = blocks % Self.longestRise
    UnsafeMutableRawPointer(fine.base + place).storeBytes(of: envelope.fine, as: SIMD8<Float>.self)
    UnsafeMutableRawPointer(fine.base + place + Self.longestRise)
      .storeBytes(of: envelope.fine, as: SIMD8<Float>.self)
    blocks += EnergyEnvelope.blocksPerHop
  }

  /// Measures the attack of the event that `peaks` has told.
  ///
  /// A place among the peaks is the number of blocks until the end of a frame, whose last block is the one before. The
  /// fine peak may lie half a fine frame after the coarse one.
  @_noAllocation @_noLocks
  private mutating func measureAttack(largest: Float) {
    let oldest = blocks - Self.longestRise
    let start = max(oldest, peaks.riseStart - EnergyEnvelope.coarseDelayBlocks - 1)
    let end = min(blocks, peaks.peak - EnergyEnvelope.coarseDelayBlocks + EnergyEnvelope.fineBlocks / 2)
    guard start < end else { return }
    let values = fine.base + blocks % Self.longestRise + (start - oldest)
    guard let attack = AttackPhase(of: values, count: end - start) else { return }
    attackSeconds = Float(attack.end - attack.start) * secondsPerBlock
    attackSlope = (values[attack.end] - values[attack.start]) / largest / attackSeconds
  }
}
