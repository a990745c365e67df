/// Columns that are asked for by one name.
package enum FeatureSet: String, Sendable, CaseIterable {
  /// Loudness, timbre and onsets in eight numbers.
  case basic
  /// Every base column.
  case all

  /// The columns in their order.
  package var columns: [String] {
    switch self {
    case .basic:
      [
        "rms", "loudness_momentary_lufs", "zcr", "centroid_hz", "spread_hz", "rolloff_hz", "flatness",
        "onset_strength",
      ]
    case .all: FeatureBank.schema.names
    }
  }
}
