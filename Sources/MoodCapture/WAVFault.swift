/// What is wrong with a WAV header.
package enum WAVFault: Error, Equatable {
  /// The stream ended before the samples began.
  case cutShort
  /// A RIFF file of another kind: AVI, WebP.
  case notWAVE
  case formatTooShort(bytes: Int)
  case dataBeforeFormat
  case unsupportedEncoding(tag: Int, bits: Int)
  /// The bytes of a frame do not agree with channels and bits.
  case blockAlign(found: Int, expected: Int)
}

extension WAVFault: CustomStringConvertible {
  /// What follows "The WAV header of …" in a sentence.
  package var description: String {
    switch self {
    case .cutShort: "ends before its samples begin"
    case .notWAVE: "is that of another RIFF format"
    case .formatTooShort(let bytes):
      "describes its format in \(counted(bytes, "byte")) instead of at least 16"
    case .dataBeforeFormat: "has its samples before their format"
    case .unsupportedEncoding(let tag, let bits):
      "has \(bits)-bit samples of encoding \(tag); 8 to 32-bit PCM (1) and 32-bit float (3) are read"
    case .blockAlign(let found, let expected):
      "says that a frame has \(counted(found, "byte")) where its channels and bits make \(expected)"
    }
  }
}
