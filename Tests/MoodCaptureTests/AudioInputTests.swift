import Glibc
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodCapture

struct AudioInputTests {
  @Test func everyInputHasItsText() throws {
    let cases: [(String, AudioInput)] = [
      ("-", .standardInput), ("demo", .demo), ("./demo", .path("./demo")), ("song.mp3", .path("song.mp3")),
      ("tone:440.0", .tone(hz: 440)), ("alsa:hw:1,0", .alsa(device: "hw:1,0")),
      ("pulse:nul.monitor", .pulse(source: "nul.monitor")), ("jack:", .jack(port: "")), ("auto", .auto),
    ]
    for (text, input) in cases {
      #expect(try AudioInput(text) == input)
      #expect(input.description == text)
    }
  }

  @Test func impossibleInputsAreRefused() {
    #expect(throws: CaptureError.unknownInput("")) { try AudioInput("") }
    for text in ["", "a", "0", "-1", "nan", "inf", "22050"] {
      #expect(throws: CaptureError.toneOutOfRange(text)) { try AudioInput("tone:\(text)") }
    }
  }

  @Test func devicesNameThePipeThatDoesTheSame() throws {
    for text in ["alsa:", "jack:", "auto"] {
      let input = try AudioInput(text)
      do {
        _ = try input.open()
        Issue.record("\(text) opened")
      } catch {
        let sentence = "\(error)"
        #expect(sentence.hasPrefix("\(text) is not built into this version; pipe it: "))
        #expect(sentence.contains("| moodring listen --input -"))
      }
    }
  }

  @Test func aPathIsOpenedForWhatItIs() throws {
    let folder = try ScratchFolder()
    let bytes = randomBytes(400, seed: 1)
    let wav = try folder.file("a.wav", WAVBuilder.plain(bytes))
    let raw = try folder.file("a.raw", bytes)
    let fifo = folder.path + "/fifo"
    #expect(mkfifo(fifo, 0o600) == 0)
    let options = InputOptions(format: .s16le, rateHz: 44_100, channels: 2)

    #expect(try AudioInput(wav).open() is FileSource)
    let expected = try play(AudioInput(wav).open())
    #expect(try play(AudioInput(raw).open(options)) == expected)
    #expect(throws: CaptureError.unknownFileFormat(path: raw)) { try AudioInput(raw).open() }
    // What only stands in makes no file with a header raw.
    var fallback = options
    fallback.isFallback = true
    #expect(try AudioInput(wav).open(fallback) is FileSource)
    #expect(throws: CaptureError.unknownFileFormat(path: raw)) { try AudioInput(raw).open(fallback) }

    Thread.start {
      usleep(5000)
      let descriptor = open(fifo, O_WRONLY)
      writeAll(bytes, to: descriptor)
      close(descriptor)
    }
    #expect(try play(AudioInput(fifo).open(options)) == expected)
  }

  @Test func toneAndDemoConform() throws {
    try checkAudioSource { try AudioInput("tone:1000").open() }
    try checkAudioSource { try AudioInput("demo").open() }
  }

  @Test func aToneIsASineThatDoesNotDrift() throws {
    let source = try ToneSource(hz: 441)
    let samples = try play(source, frames: 441_000)
    // A period is 100 samples.
    for index in samples.indices {
      let expected = 0.5 * sin(2 * Double.pi * Double(index % 100) / 100)
      #expect(abs(Double(samples[index]) - expected) < 1e-7)
    }
  }

  @Test func everyErrorIsOneSentence() {
    let errors: [CaptureError] = [
      .unknownInput("x"), .toneOutOfRange("x"), .unknownChannel("x"),
      .channelMissing(number: 2, available: 1),
      .timeOutOfRange(name: "start", seconds: -1), .rawOptionsMissing(source: "x", options: ["--rate"]),
      .inputIsTerminal, .notFound(path: "x"), .isDirectory(path: "x"), .permissionDenied(path: "x"),
      .openFailed(path: "x", errno: ENXIO), .empty(source: "x"), .undecodable(path: "x", reason: "y"),
      .badWAV(source: "x", .cutShort), .rateOutOfRange(source: "x", rateHz: 1),
      .channelsOutOfRange(source: "x", channels: 0), .readFailed(source: "x", errno: EIO),
      .resamplerFailed(reason: "y"), .device(.gone(device: "x", reason: "y")),
      .device(.serverUnavailable(server: "x", reason: "y")),
      .device(.libraryMissing(library: "x", package: "y")), .device(.permissionDenied(device: "x")),
      .device(.busy(device: "x")), .device(.unusable(device: "x", found: "0 Hz")),
      .device(.failed(device: "x", reason: "y")),
    ]
    for error in errors {
      let sentence = error.description
      #expect(!sentence.hasSuffix(".") && !sentence.contains("\n") && !sentence.contains(". "), "\(sentence)")
    }
  }
}
