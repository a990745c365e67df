import Testing

/// The tonal families and the movement of the MFCC against librosa and the published formulas, from our first row on.
struct TonalParityTests {
  @Test(arguments: Goldens.signals)
  func rowsEqualTheReferences(signal: String) throws {
    try expectParity("Tonal", signal: signal)
  }
}
