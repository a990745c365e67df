import CSndfile
import Glibc
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodCapture

struct FileSourceTests {
  private let folder: ScratchFolder
  /// Half a second of two different tones, interleaved.
  private let music: [Float] = (0..<22_050).flatMap { frame in
    [0.4 * sin(Float(frame) * 0.05), 0.3 * sin(Float(frame) * 0.031)]
  }

  init() throws { folder = try ScratchFolder() }

  /// Writes `music` with libsndfile.
  private func encode(_ name: String, _ format: Int, rateHz: Int32 = 44_100) throws -> String {
    let path = "\(folder.path)/\(name)"
    var info = SF_INFO()
    info.samplerate = rateHz
    info.channels = 2
    info.format = Int32(format)
    let handle = try #require(sf_open(path, Int32(SFM_WRITE), &info))
    #expect(sf_writef_float(handle, music, 22_050) == 22_050)
    sf_close(handle)
    return path
  }

  private func worstDifference(_ samples: [Float]) -> Float {
    zip(samples, music).map { abs($0 - $1) }.max() ?? .infinity
  }

  @Test func losslessFilesComeBack() throws {
    let cases: [(String, Int, String, Float)] = [
      ("a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, "s16le", 0x1p-15),
      ("b.wav", SF_FORMAT_WAVEX | SF_FORMAT_PCM_24, "s24le", 0x1p-23),
      ("c.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, "f32le", 0),
      ("d.wav", SF_FORMAT_RF64 | SF_FORMAT_PCM_32, "s32le", 0x1p-24),
      ("e.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, "flac", 0x1p-15),
      ("f.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_16, "s16be", 0x1p-15),
    ]
    for (name, format, encoding, tolerance) in cases {
      let path = try encode(name, format)
      let source = try FileSource(path: path)
      #expect(source.format == AudioFormat(encoding: encoding, rateHz: 44_100, channels: 2))
      let samples = try play(source)
      #expect(samples.count == music.count)
      #expect(worstDifference(samples) <= tolerance, "\(name)")
      #expect(source.notices.isEmpty)
      try checkAudioSource { try FileSource(path: path) }
    }
  }

  @Test func lossyFilesComeBackAlmost() throws {
    let cases: [(String, Int, String, Int32)] = [
      ("a.ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, "vorbis", 44_100),
      ("b.opus", SF_FORMAT_OGG | SF_FORMAT_OPUS, "opus", 48_000),
      ("c.mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, "mp3", 44_100),
    ]
    for (name, format, encoding, rateHz) in cases {
      let path = try encode(name, format, rateHz: rateHz)
      let source = try FileSource(path: path)
      #expect(source.format.encoding == encoding)
      let samples = try play(source)
      #expect(abs(samples.count - music.count) <= 2 * 2400, "\(name)")
      // Away from the ends, where the encoders have their edges.
      let error = zip(samples, music).dropFirst(4000).dropLast(4000).map { abs($0 - $1) }.max() ?? .infinity
      #expect(error < 0.05, "\(name)")
      try checkAudioSource { try FileSource(path: path) }
    }
  }

  @Test(arguments: [SampleFormat.u8, .s16le, .s24le, .s32le, .f32le])
  func aFileAndAStreamOfItAreTheSame(format: SampleFormat) throws {
    let bytes = format == .f32le ? music.flatMap { littleEndian($0.bitPattern) } : randomBytes(6000, seed: 1)
    let wav = WAVBuilder.plain(Array(bytes.prefix(6000)), format)
    let path = try folder.file("same.wav", wav)
    let file = try FileSource(path: path)
    let stream = try streamSource(wav)
    #expect(file.format == stream.format)
    #expect(try play(file) == play(stream))
  }

  @Test func eachKindOfFailureHasItsCase() throws {
    func error(_ path: String) -> CaptureError? {
      do { _ = try FileSource(path: path) } catch { return error as? CaptureError }
      return nil
    }
    let missing = folder.path + "/none.wav"
    #expect(error(missing) == .notFound(path: missing))
    #expect(error(folder.path) == .isDirectory(path: folder.path))
    let empty = try folder.file("empty.wav", [])
    #expect(error(empty) == .empty(source: empty))
    let text = try folder.file("it's text.m4a", Array("ftypM4A words".utf8))
    #expect(error(text) == .unknownFileFormat(path: text))
    #expect(
      CaptureError.unknownFileFormat(path: "my song.m4a").description.contains("-i 'my song.m4a' -f wav"))
    let forbidden = try folder.file("forbidden.wav", [1])
    chmod(forbidden, 0)
    // The superuser may read it, and finds no audio.
    #expect(
      error(forbidden)
        == (geteuid() == 0 ? .unknownFileFormat(path: forbidden) : .permissionDenied(path: forbidden)))
    #expect(CaptureError(opening: "x", errno: EACCES) == .permissionDenied(path: "x"))
  }

  @Test func garbageIsAudioOrOneError() throws {
    let formats = [
      SF_FORMAT_WAV | SF_FORMAT_PCM_16, SF_FORMAT_FLAC | SF_FORMAT_PCM_16, SF_FORMAT_OGG | SF_FORMAT_VORBIS,
    ]
    var random = SplitMix64(seed: 2)
    for (index, format) in formats.enumerated() {
      let source = try encode("source\(index)", format)
      let bytes = try contents(of: source)
      for round in 0..<25 {
        var garbage = round == 0 ? Array(bytes.prefix(bytes.count / 2)) : bytes
        for _ in 0..<round {
          // Mostly in the header.
          let end = Bool.random(using: &random) ? min(120, garbage.count) : garbage.count
          garbage[Int.random(in: 0..<end, using: &random)] = UInt8(truncatingIfNeeded: random.next())
        }
        let path = try folder.file("garbage", garbage)
        do { _ = try play(FileSource(path: path), frames: 100_000) } catch { #expect(error is CaptureError) }
      }
    }
  }

  @Test func aFileCutShortIsNoticedOrRefused() throws {
    let bytes = try contents(of: encode("whole.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16))
    let path = try folder.file("cut.flac", Array(bytes.prefix(bytes.count / 2)))
    let source = try FileSource(path: path)
    do {
      let samples = try play(source)
      #expect(samples.count < music.count)
      #expect(source.notices.count == 1)
    } catch { #expect(error is CaptureError) }
  }

  private func contents(of path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let got = read(descriptor, &bytes, bytes.count)
    try #require(got >= 0 && got < bytes.count)
    return Array(bytes.prefix(got))
  }
}
