internal import MoodCore

/// What a WAV stream says before its first sample: RIFF with PCM or 32-bit float, RF64 and BW64 (EBU Tech 3306).
///
/// Read front to back without seeking and in bounded memory, whatever sizes the chunks claim.
struct WAVHeader: Equatable, Sendable {
  var sampleFormat: SampleFormat
  /// As written, unchecked.
  var rateHz: Int
  /// As written, unchecked.
  var channels: Int
  /// Bytes of samples that follow; nil where the writer did not know: they last until the end of the stream.
  var dataBytes: UInt64?

  /// Bytes at the front that tell a WAV stream from others.
  static let magicBytes = 4

  /// Whether a stream that begins with `bytes` is WAV.
  static func isMagic(_ bytes: [UInt8]) -> Bool {
    ["RIFF", "RF64", "BW64"].contains { bytes.elementsEqual($0.utf8) }
  }

  /// Reads from behind the magic up to the first sample.
  /// - Throws: `WAVFault`, or what `stream` throws.
  init(from stream: some ByteStream) throws {
    let opening = try stream.bytes(8)
    guard opening.count == 8 else { throw WAVFault.cutShort }
    guard opening[4...].elementsEqual("WAVE".utf8) else { throw WAVFault.notWAVE }

    var encoding: Encoding?
    var longDataBytes: UInt64?
    while true {
      let chunk = try stream.bytes(8)
      guard chunk.count == 8 else { throw WAVFault.cutShort }
      let size: UInt32 = chunk.littleEndian(at: 4)
      switch String(decoding: chunk[..<4], as: UTF8.self) {
      case "data":
        guard let encoding else { throw WAVFault.dataBeforeFormat }
        sampleFormat = encoding.sampleFormat
        rateHz = encoding.rateHz
        channels = encoding.channels
        dataBytes = Self.dataBytes(size: size, longSize: longDataBytes)
        return
      case "fmt ":
        let body = try stream.body(size: size, atMost: Encoding.longestBody)
        encoding = try Encoding(body)
      case "ds64":
        let body = try stream.body(size: size, atMost: 16)
        if body.count == 16 { longDataBytes = body.littleEndian(at: 8) }
      default:
        _ = try stream.body(size: size, atMost: 0)
      }
    }
  }

  /// What the sizes in the data chunk and the ds64 chunk say together.
  ///
  /// Writers that cannot seek back leave a placeholder: 0 (GStreamer), 0xFFFFFFFF (ffmpeg), or just under 2³¹ (sox,
  /// arecord). In RF64 the 0xFFFFFFFF refers to ds64.
  private static func dataBytes(size: UInt32, longSize: UInt64?) -> UInt64? {
    switch size {
    case 0, 0x7FFF_E000...0x7FFF_FFFF: return nil
    case .max:
      guard let longSize, longSize != 0, longSize != .max else { return nil }
      return longSize
    default: return UInt64(size)
    }
  }
}

/// The content of a `fmt ` chunk.
private struct Encoding {
  /// Bytes of the longest kind, WAVE_FORMAT_EXTENSIBLE.
  static let longestBody = 40

  let sampleFormat: SampleFormat
  let rateHz: Int
  let channels: Int

  init(_ body: [UInt8]) throws {
    guard body.count >= 16 else { throw WAVFault.formatTooShort(bytes: body.count) }
    var tag: UInt16 = body.littleEndian(at: 0)
    channels = Int(body.littleEndian(at: 2) as UInt16)
    rateHz = Int(body.littleEndian(at: 4) as UInt32)
    let blockAlign = Int(body.littleEndian(at: 12) as UInt16)
    let bits = Int(body.littleEndian(at: 14) as UInt16)
    if tag == Self.extensible, body.count >= Self.longestBody, body[26...].elementsEqual(Self.subformatTail) {
      tag = body.littleEndian(at: 24)
    }
    switch (tag, bits) {
    // Widths between whole bytes are stored in the upper bits of the next larger one.
    case (Self.pcm, 1...8): sampleFormat = .u8
    case (Self.pcm, 9...16): sampleFormat = .s16le
    case (Self.pcm, 17...24): sampleFormat = .s24le
    case (Self.pcm, 25...32): sampleFormat = .s32le
    case (Self.float, 32): sampleFormat = .f32le
    default: throw WAVFault.unsupportedEncoding(tag: Int(tag), bits: bits)
    }
    let expected = sampleFormat.bytesPerSample * channels
    guard blockAlign == expected else {
      throw WAVFault.blockAlign(found: blockAlign, expected: expected)
    }
  }

  private static let pcm: UInt16 = 1
  private static let float: UInt16 = 3
  private static let extensible: UInt16 = 0xFFFE
  /// What follows the tag in the GUIDs of the extensible kind.
  private static let subformatTail: [UInt8] = [
    0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
  ]
}

extension ByteStream {
  /// The first bytes of a chunk's body, at most `limit`; the rest is read past, the padding to even sizes included.
  fileprivate func body(size: UInt32, atMost limit: Int) throws -> [UInt8] {
    let kept = min(Int(size), limit)
    let body = try bytes(kept)
    guard body.count == kept, try skip(UInt64(size) + UInt64(size & 1) - UInt64(kept)) else {
      throw WAVFault.cutShort
    }
    return body
  }
}

extension [UInt8] {
  fileprivate func littleEndian<Word: FixedWidthInteger>(at offset: Int) -> Word {
    (0..<MemoryLayout<Word>.size).reduce(0) { $0 | Word(self[offset + $1]) << (8 * $1) }
  }
}
