internal import CSndfile
package import MoodCore
internal import Synchronization

/// An audio file that libsndfile reads: WAV, FLAC, Ogg Vorbis, Opus, MP3, AIFF and others.
package final class FileSource: AudioSource, @unchecked Sendable {
  package let format: AudioFormat
  package let isLive = false
  package private(set) var notices: [String] = []

  private let path: String
  private let file: SeekableFile
  /// libsndfile's state, owned; it reads through `file`.
  private let handle: OpaquePointer
  /// What the file says about its length; nil where that is an estimate.
  private let promisedFrames: Int64?
  private var deliveredFrames: Int64 = 0
  private var isOver = false
  private let isInterrupted = Atomic<Bool>(false)

  /// - Throws: `CaptureError`, a case for each way in which a path can be no audio file.
  package convenience init(path: String) throws {
    try self.init(OpenedPath(path), path: path)
  }

  init(_ file: consuming OpenedPath, path: String) throws {
    self.path = path
    self.file = SeekableFile(file.takeDescriptor())
    var info = SF_INFO()
    var callbacks = SeekableFile.callbacks
    guard let handle = sf_open_virtual(&callbacks, Int32(SFM_READ), &info, self.file.context) else {
      switch Int(sf_error(nil)) {
      case SF_ERR_UNRECOGNISED_FORMAT, SF_ERR_UNSUPPORTED_ENCODING:
        throw CaptureError.unknownFileFormat(path: path)
      default: throw CaptureError.undecodable(path: path, reason: Self.reason(nil))
      }
    }
    self.handle = handle
    let encoding = FileEncoding(info, handle)
    promisedFrames = encoding.knowsItsLength ? info.frames : nil
    format = AudioFormat(
      encoding: encoding.name, rateHz: Int(info.samplerate), channels: Int(info.channels))
    try CaptureError.check(format, of: path)
  }

  deinit { sf_close(handle) }

  package func read(into samples: UnsafeMutablePointer<Float>, frames: Int) throws -> Int {
    precondition(frames > 0, "a read asks for at least one frame")
    if isOver || isInterrupted.load(ordering: .relaxed) { return 0 }
    let got = sf_readf_float(handle, samples, sf_count_t(frames))
    if got > 0 {
      deliveredFrames += got
      return Int(got)
    }
    isOver = true
    if sf_error(handle) != 0 { throw CaptureError.undecodable(path: path, reason: Self.reason(handle)) }
    if let promisedFrames, deliveredFrames < promisedFrames {
      notices.append(
        "\(path) ended after \(deliveredFrames) of the \(promisedFrames) frames that its header promises")
    }
    return 0
  }

  package func interrupt() { isInterrupted.store(true, ordering: .relaxed) }

  /// libsndfile's words about its last error, without their full stop.
  private static func reason(_ handle: OpaquePointer?) -> String {
    let words = String(cString: sf_strerror(handle))
    return words.hasSuffix(".") ? String(words.dropLast()) : words
  }
}

extension FileSource {
  /// What the names of recordings end in that libsndfile reads.
  package static let fileExtensions: Set<String> = [
    "aif", "aifc", "aiff", "au", "caf", "flac", "mp3", "oga", "ogg", "opus", "rf64", "snd", "w64", "wav",
    "wave",
  ]

  /// Whether a file of this name should be a recording.
  package static func isRecording(named name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    return fileExtensions.contains(name[name.index(after: dot)...].lowercased())
  }
}

/// What libsndfile says about a file's encoding, in moodring's words.
private struct FileEncoding {
  let name: String
  /// Whether the frame count is one that can be relied on.
  let knowsItsLength: Bool

  init(_ info: SF_INFO, _ handle: OpaquePointer) {
    let container = Int(info.format) & SF_FORMAT_TYPEMASK
    let codec = Int(info.format) & SF_FORMAT_SUBMASK
    let needsSwap = sf_command(handle, Int32(SFC_RAW_DATA_NEEDS_ENDSWAP), nil, 0) == SF_TRUE
    let isBigEndian = needsSwap != (1.bigEndian == 1)
    let suffix = isBigEndian ? "be" : "le"
    knowsItsLength = container != SF_FORMAT_MPEG && info.frames != .max
    name =
      switch (container, codec) {
      case (SF_FORMAT_FLAC, _): "flac"
      case (SF_FORMAT_MPEG, _): "mp3"
      case (_, SF_FORMAT_VORBIS): "vorbis"
      case (_, SF_FORMAT_OPUS): "opus"
      case (_, SF_FORMAT_PCM_U8): "u8"
      case (_, SF_FORMAT_PCM_S8): "s8"
      case (_, SF_FORMAT_PCM_16): "s16" + suffix
      case (_, SF_FORMAT_PCM_24): "s24" + suffix
      case (_, SF_FORMAT_PCM_32): "s32" + suffix
      case (_, SF_FORMAT_FLOAT): "f32" + suffix
      case (_, SF_FORMAT_DOUBLE): "f64" + suffix
      default: "coded"
      }
  }
}
