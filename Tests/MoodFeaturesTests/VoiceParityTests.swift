import MoodCore
import MoodFeatures
import MoodTestSupport
import Testing

/// The voice families against librosa's YIN and the published formulas.
struct VoiceParityTests {
  @Test(arguments: Goldens.signals)
  func rowsEqualTheFormulas(signal: String) throws {
    try expectParity("Voice", signal: signal)
  }
}
