import Foundation
import MoodCore
import MoodFeatures
import MoodRealtime
import MoodTestSupport
import Testing

@testable import MoodCorpus

@Suite struct ClipAnalysisTests {
  private static let columns = ["rms", "zcr", "mel_db_7", "rms_mean_0.5s"]

  @Test func rowsAreThoseOfThePipeline() throws {
    var generator = SplitMix64(seed: 1)
    let samples = (0..<12_000).map { _ in Int16(truncatingIfNeeded: generator.next() >> 3) / 4 }
    let path = NSTemporaryDirectory() + "moodring-analysis-\(UUID().uuidString).wav"
    try MonoWave.file(samples).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let table = try ClipAnalysis.table(of: path, columns: Self.columns)
    #expect(table.hops == 12_000 / AnalysisGrid.hopSamples && table.columns == 4)

    var pipeline = try FeaturePipeline(columns: Self.columns)
    let row = SampleBuffer(count: 4)
    for hop in 0..<table.hops {
      let first = hop * AnalysisGrid.hopSamples
      let part = SampleBuffer(samples[first..<first + AnalysisGrid.hopSamples].map { Float($0) / 32768 })
      pipeline.advance(part.base, into: row.base)
      for column in 0..<4 { #expect(row[column] == table.row(hop)[column]) }
    }
  }

  @Test(arguments: [0.9, 1, 1.1])
  func speedMovesPitchAndLength(speed: Double) throws {
    let samples = (0..<AnalysisGrid.sampleRateHz).map { index in
      Int16(8000 * sin(2 * .pi * 440 * Double(index) / Double(AnalysisGrid.sampleRateHz)))
    }
    let folder = NSTemporaryDirectory() + "moodring-speed-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try MonoWave.file(samples).write(to: URL(filePath: folder + "/tone.wav"))
    let clip = Clip(corpus: "c", name: "tone", audio: folder + "/tone.wav", group: "c:tone")
    let cache = try ClipAnalysis.cache(folder: folder, columns: ["f0_hz"], speed: speed)
    let table = try cache.table(of: clip)
    #expect(table.hops == Int(Double(samples.count) / speed) / AnalysisGrid.hopSamples)
    let pitchHz = withExtendedLifetime(table) { table.row(table.hops / 2)[0] }
    #expect(abs(pitchHz - Float(440 * speed)) < 1)
    #expect(try cache.path(of: clip).contains("speed\(speed)") == (speed != 1))
  }

  /// What is done to a recording is done at its own rate, to one channel, before everything else.
  @Test func alteredRecordingsAreHeard() throws {
    let samples = (0..<AnalysisGrid.sampleRateHz).map { index in
      Int16(8000 * sin(2 * .pi * 440 * Double(index) / Double(AnalysisGrid.sampleRateHz)))
    }
    let folder = NSTemporaryDirectory() + "moodring-altered-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try MonoWave.file(samples).write(to: URL(filePath: folder + "/tone.wav"))
    let clip = Clip(corpus: "c", name: "tone", audio: folder + "/tone.wav", group: "c:tone")
    func rows(_ name: String, _ apply: @escaping @Sendable ([Float], Int) throws -> [Float]) throws -> [Float]
    {
      let cache = try ClipAnalysis.cache(
        folder: folder, columns: Self.columns, alteration: .init(name: name, apply: apply))
      #expect(try cache.path(of: clip).hasSuffix(".\(name).rows"))
      let table = try cache.table(of: clip)
      return withExtendedLifetime(table) {
        Array(UnsafeBufferPointer(start: table.row(0), count: table.hops * 4))
      }
    }
    let plain = try ClipAnalysis.table(of: clip.audio, columns: Self.columns)
    let same = try rows("same") { given, _ in given }
    #expect(
      same
        == withExtendedLifetime(plain) { Array(UnsafeBufferPointer(start: plain.row(0), count: same.count)) })
    let half = try rows("half") { given, rateHz in
      #expect(rateHz == AnalysisGrid.sampleRateHz && given.count == rateHz)
      return given.map { $0 / 2 }
    }
    for row in 4..<half.count / 4 { #expect(abs(half[row * 4] - same[row * 4] / 2) < 1e-5) }
    struct Refused: Error, Equatable {}
    #expect(throws: Refused()) { try rows("refused") { _, _ in throw Refused() } }
  }

  @Test func cacheKnowsItsColumns() throws {
    let cache = try ClipAnalysis.cache(folder: "/nowhere", columns: Self.columns)
    #expect(cache.schema.names == Self.columns)
    #expect(throws: FeatureError.self) { try ClipAnalysis.cache(folder: "/nowhere", columns: ["loudnes"]) }
  }
}
