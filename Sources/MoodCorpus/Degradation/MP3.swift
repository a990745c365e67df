internal import CSndfile

/// Why samples cannot go through MP3.
package enum MP3Error: Error, Equatable, CustomStringConvertible {
  case rate(found: Int)
  /// In the words of libsndfile.
  case notBuilt(reason: String)
  case failed(reason: String)

  package var description: String {
    switch self {
    case .rate(let found):
      "MP3 at \(MP3.kilobitsPerSecond) kb/s cannot hold \(found) samples a second; it can hold "
        + MP3.rates.map(String.init).joined(separator: ", ")
    case .notBuilt(let reason): "this libsndfile cannot write MP3: \(reason)"
    case .failed(let reason): "MP3 in memory failed: \(reason)"
    }
  }
}

/// One channel to MPEG layer III and back, by libsndfile (LAME and mpg123), in memory.
enum MP3 {
  static let kilobitsPerSecond = 64
  /// Of MPEG-1 and MPEG-2; those of MPEG-2.5 are too low to matter.
  static let rates = [16000, 22050, 24000, 32000, 44100, 48000]

  /// The samples as they come back, as many and at the same places: LAME writes down how much it delays and pads, and
  /// mpg123 takes that off.
  static func roundTrip(_ samples: [Float], rateHz: Int) throws(MP3Error) -> [Float] {
    guard rates.contains(rateHz) else { throw .rate(found: rateHz) }
    let file = MemoryFile()
    try encode(samples, rateHz: rateHz, to: file)
    file.rewind()
    return try decode(file, count: samples.count, rateHz: rateHz)
  }

  private static func encode(_ samples: [Float], rateHz: Int, to file: MemoryFile) throws(MP3Error) {
    var info = SF_INFO()
    info.samplerate = Int32(rateHz)
    info.channels = 1
    info.format = Int32(SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III)
    var callbacks = MemoryFile.callbacks
    guard let handle = sf_open_virtual(&callbacks, Int32(SFM_WRITE), &info, file.context) else {
      throw .notBuilt(reason: reason(nil))
    }
    // libsndfile's measure of compression runs from the largest rate of bits (0) to the smallest (1).
    let (least, largest) = rateHz >= 32000 ? (32.0, 320.0) : (8.0, 160.0)
    var level = (largest - Double(kilobitsPerSecond)) / (largest - least)
    let isSet = sf_command(
      handle, Int32(SFC_SET_COMPRESSION_LEVEL), &level, Int32(MemoryLayout<Double>.size))
    let written = isSet == SF_TRUE ? sf_writef_float(handle, samples, sf_count_t(samples.count)) : -1
    let words = reason(handle)
    let isClosed = sf_close(handle) == 0
    guard written == samples.count, isClosed else { throw .failed(reason: words) }
  }

  private static func decode(
    _ file: MemoryFile, count: Int, rateHz: Int
  ) throws(MP3Error) -> [Float] {
    var info = SF_INFO()
    var callbacks = MemoryFile.callbacks
    guard let handle = sf_open_virtual(&callbacks, Int32(SFM_READ), &info, file.context) else {
      throw .failed(reason: reason(nil))
    }
    defer { sf_close(handle) }
    guard info.samplerate == rateHz, info.channels == 1 else {
      throw .failed(reason: "it came back at \(info.samplerate) Hz in \(info.channels) channels")
    }
    var samples = [Float](repeating: 0, count: count)
    let got = sf_readf_float(handle, &samples, sf_count_t(count))
    guard got == count else { throw .failed(reason: "\(got) of \(count) samples came back") }
    return samples
  }

  /// libsndfile's words about its last error, without their full stop.
  private static func reason(_ handle: OpaquePointer?) -> String {
    let words = String(cString: sf_strerror(handle))
    return words.hasSuffix(".") ? String(words.dropLast()) : words
  }
}
