import MoodCore

/// Columns that are asked for by one name.
package enum FeatureSet: String, Sendable, CaseIterable {
  /// Every base column but those of the voice and of harmonic–percussive separation.
  case all
  /// What a MIRtoolbox pipeline of 46 clip features takes.
  case mir46
  /// Loudness, timbre and onsets in eight numbers.
  case basic
  /// Pitch and quality of a voice, with energy, timbre and spectral shape.
  case voice

  /// The columns in their order.
  package var columns: [String] {
    switch self {
    case .all:
      let others = (Self.separation + Self.voices).flatMap { $0.map(\.name) }
      return FeatureBank.schema.names.filter { !others.contains($0) }
    case .mir46:
      return [
        "rms", "zcr", "tempo_bpm", "centroid_hz", "spread_hz", "skewness", "flatness", "entropy",
      ] + MFCC.columns.map(\.name)
        + ["brightness", "roughness", "hcdf"] + Chroma.columns.map(\.name)
        + [
          "rolloff_hz", "kurtosis", "pulse_clarity", "event_density", "attack_time_s", "attack_slope",
          "low_energy", "mode", "key_clarity", "flux",
        ]
    case .basic:
      return [
        "rms", "loudness_momentary_lufs", "zcr", "centroid_hz", "spread_hz", "rolloff_hz", "flatness",
        "onset_strength",
      ]
    case .voice:
      return Self.voices.flatMap { $0.map(\.name) }
        + [
          "rms", "centroid_hz", "spread_hz", "skewness", "kurtosis", "flatness", "entropy", "rolloff_hz",
          "brightness", "flux",
        ] + MFCC.columns.map(\.name) + MelBands.columns.map(\.name)
    }
  }

  /// Families that only voices are worth.
  private static var voices: [[FeatureColumn]] {
    [VoicePitch.columns, VoiceQuality.columns, VoicePerturbation.columns, Formants.columns]
  }

  /// Families that look at many rows at once.
  private static var separation: [[FeatureColumn]] {
    [HarmonicPercussive.columns, CentredHarmonicPercussive.columns]
  }
}
