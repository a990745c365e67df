/// What several families read of one frame, computed once and only if somebody needs it.
package struct FrameParts: OptionSet, Sendable, BitwiseCopyable {
  package let rawValue: UInt16

  @_noAllocation @_noLocks
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Whether all of `parts` are among these. (The one that `OptionSet` brings is not for the hop.)
  @_noAllocation @_noLocks
  package func contains(_ parts: FrameParts) -> Bool { rawValue & parts.rawValue == parts.rawValue }

  /// `FrameAnalysis.power`.
  package static var power: FrameParts {
    @_noAllocation @_noLocks
    get { FrameParts(rawValue: 1 << 0) }
  }
  /// `FrameAnalysis.magnitude`, and what it is computed from.
  package static var magnitude: FrameParts {
    @_noAllocation @_noLocks
    get { FrameParts(rawValue: 1 << 1 | power.rawValue) }
  }
  /// `FrameAnalysis.melLevels`, and what they are computed from.
  package static var melLevels: FrameParts {
    @_noAllocation @_noLocks
    get { FrameParts(rawValue: 1 << 2 | power.rawValue) }
  }
  /// `FrameAnalysis.onsetStrength`, and what it is computed from.
  package static var onsetStrength: FrameParts {
    @_noAllocation @_noLocks
    get { FrameParts(rawValue: 1 << 3 | melLevels.rawValue) }
  }
  /// `FrameAnalysis.chroma`, and what it is computed from.
  package static var chroma: FrameParts {
    @_noAllocation @_noLocks
    get { FrameParts(rawValue: 1 << 4 | power.rawValue) }
  }
  /// `FrameAnalysis.cepstrum`, and what it is computed from.
  package static var cepstrum: FrameParts {
    @_noAllocation @_noLocks
    get { FrameParts(rawValue: 1 << 5 | melLevels.rawValue) }
  }
  /// `FrameAnalysis.tonalCentroid`, and what it is computed from.
  package static var tonalCentroid: FrameParts {
    @_noAllocation @_noLocks
    get { FrameParts(rawValue: 1 << 6 | chroma.rawValue) }
  }
  /// `FrameAnalysis.totalMagnitude`, and what it is computed from.
  package static var totalMagnitude: FrameParts {
    @_noAllocation @_noLocks
    get { FrameParts(rawValue: 1 << 7 | magnitude.rawValue) }
  }
  /// `FrameAnalysis.pitch`.
  package static var pitch: FrameParts {
    @_noAllocation @_noLocks
    get { FrameParts(rawValue: 1 << 8) }
  }
}
