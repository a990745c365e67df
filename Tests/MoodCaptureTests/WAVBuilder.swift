import MoodCore
import MoodTestSupport

/// Puts WAV streams together chunk by chunk, wrong ones too.
struct WAVBuilder {
  var bytes: [UInt8]

  init(magic: String = "RIFF", riffSize: UInt32 = .max, form: String = "WAVE") {
    bytes = Array(magic.utf8) + littleEndian(riffSize) + Array(form.utf8)
  }

  /// Adds a chunk; `size` is what it claims, its true length if nil. Odd bodies are padded.
  mutating func chunk(_ name: String, _ body: [UInt8], size: UInt32? = nil) {
    bytes += Array(name.utf8) + littleEndian(size ?? UInt32(body.count)) + body
    if body.count % 2 == 1 { bytes.append(0) }
  }

  /// Adds the shortest `fmt ` chunk for `format`.
  mutating func formatChunk(
    _ format: SampleFormat = .s16le, rateHz: Int = 44_100, channels: Int = 2, blockAlign: Int? = nil
  ) {
    chunk("fmt ", Self.formatBody(format, rateHz: rateHz, channels: channels, blockAlign: blockAlign))
  }

  static func formatBody(
    _ format: SampleFormat, rateHz: Int, channels: Int, blockAlign: Int? = nil, tag: UInt16? = nil
  ) -> [UInt8] {
    let align = format.bytesPerSample * channels
    return littleEndian(tag ?? (format == .f32le ? 3 : 1)) + littleEndian(UInt16(channels))
      + littleEndian(UInt32(rateHz)) + littleEndian(UInt32(rateHz * align))
      + littleEndian(UInt16(blockAlign ?? align)) + littleEndian(UInt16(8 * format.bytesPerSample))
  }

  /// The `fmt ` body of WAVE_FORMAT_EXTENSIBLE.
  static func extensibleBody(_ format: SampleFormat, rateHz: Int, channels: Int) -> [UInt8] {
    formatBody(format, rateHz: rateHz, channels: channels, tag: 0xFFFE)
      + littleEndian(UInt16(22)) + littleEndian(UInt16(8 * format.bytesPerSample)) + littleEndian(UInt32(3))
      + littleEndian(UInt16(format == .f32le ? 3 : 1))
      + [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]
  }

  /// A well-formed stream of `body`.
  static func plain(
    _ body: [UInt8], _ format: SampleFormat = .s16le, rateHz: Int = 44_100, channels: Int = 2
  ) -> [UInt8] {
    var wav = WAVBuilder(riffSize: UInt32(36 + body.count))
    wav.formatChunk(format, rateHz: rateHz, channels: channels)
    wav.chunk("data", body)
    return wav.bytes
  }
}

func littleEndian<Word: FixedWidthInteger>(_ word: Word) -> [UInt8] {
  (0..<MemoryLayout<Word>.size).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
}

/// `count` random bytes.
func randomBytes(_ count: Int, seed: UInt64) -> [UInt8] {
  var random = SplitMix64(seed: seed)
  return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
}
