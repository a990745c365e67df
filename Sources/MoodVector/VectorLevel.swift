import CVector

/// An instruction set that the kernels of `VectorMath` are compiled for.
package enum VectorLevel: String, CaseIterable, Sendable {
  /// What every processor of the target has: SSE2 on x86-64, NEON on arm64.
  case baseline
  /// x86-64-v3: AVX2 and fused multiply-add.
  case v3
  /// x86-64-v4: AVX-512.
  case v4

  /// The level in use: the highest that the processor has, unless another was selected.
  package static var inUse: VectorLevel {
    switch mv_level_in_use() {
    case MV_LEVEL_V3: .v3
    case MV_LEVEL_V4: .v4
    default: .baseline
    }
  }

  /// Whether this processor can run it.
  package var isSupported: Bool { mv_kernels_at(kernels) != nil }

  /// Puts the level in use for the whole process, for measurements. Results differ between levels in their last bits.
  package func select() {
    precondition(mv_select_level(kernels), "this processor lacks the instructions of the level")
  }

  private var kernels: mv_level {
    switch self {
    case .baseline: MV_LEVEL_BASELINE
    case .v3: MV_LEVEL_V3
    case .v4: MV_LEVEL_V4
    }
  }
}
