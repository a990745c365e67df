import Foundation
import MoodCore
import MoodRealtime
import Synchronization
import Testing

@testable import MoodCorpus

@Suite struct FeatureCacheTests {
  private let folder = NSTemporaryDirectory() + "moodring-cache-\(UUID().uuidString)"
  private let schema = FeatureSchema([
    FeatureColumn("a", unit: "1", range: 0...1, reference: ""),
    FeatureColumn("b", unit: "1", range: 0...1, reference: ""),
  ])
  private let clips = (0..<6).map { Clip(corpus: "c", name: "\($0)", audio: #filePath, group: "c:\($0)") }

  private func cache(_ analyse: @escaping FeatureCache.Analysis) -> FeatureCache {
    FeatureCache(folder: folder, schema: schema, decoder: "decoder 1/2", analyse: analyse)
  }

  private static func table(_ clip: Clip) -> FeatureTable {
    FeatureTable(hops: 2, columns: 2, values: SampleBuffer([1, 2, 3, Float(clip.name)!]))
  }

  @Test func rowsComeBackAndAreComputedOnce() throws {
    let calls = Mutex(0)
    let cache = cache { clip in
      calls.withLock { $0 += 1 }
      return Self.table(clip)
    }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let seen = Mutex<[Int]>([])
    for _ in 0..<2 {
      try cache.fill(clips) { done, _ in
        seen.withLock { $0.append(done) }
        return true
      }
    }
    #expect(calls.withLock { $0 } == 6)
    #expect(seen.withLock { $0.sorted() } == [1, 2, 3, 4, 5, 6, 6])
    let table = try cache.table(of: clips[4])
    #expect(table.hops == 2 && table.row(1)[0] == 3 && table.row(1)[1] == 4)
  }

  @Test func interruptedWorkGoesOn() throws {
    struct Failure: Error {}
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let failing = cache { clip in
      if clip.name == "3" { throw Failure() }
      return Self.table(clip)
    }
    #expect(throws: Failure.self) { try failing.fill(clips, threads: 1) { _, _ in true } }
    let calls = Mutex<[String]>([])
    let working = cache { clip in
      calls.withLock { $0.append(clip.name) }
      return Self.table(clip)
    }
    try working.fill(clips, threads: 1) { _, _ in true }
    #expect(calls.withLock { $0 } == ["3", "4", "5"])
  }

  @Test func brokenFilesAreASentence() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let cache = cache(Self.table)
    try cache.fill(clips) { _, _ in true }
    let path = try cache.path(of: clips[0])
    #expect(path.hasPrefix("\(folder)/\(schema.hash)-decoder_1_2-22050-512-2048/c/0."))
    try Data([1, 2, 3]).write(to: URL(filePath: path))
    #expect(throws: FeatureCacheError.broken(path: path)) { try cache.table(of: clips[0]) }
  }

  @Test func replacedRecordingsAreComputedAnew() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let audio = URL(filePath: folder + "/audio")
    let clip = Clip(corpus: "c", name: "0", audio: audio.path, group: "c:0")
    let calls = Mutex(0)
    let cache = cache { clip in
      calls.withLock { $0 += 1 }
      return Self.table(clip)
    }
    func change(_ bytes: Int, seconds: Double) throws {
      try Data(count: bytes).write(to: audio)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: audio.path)
    }
    for (bytes, seconds) in [(1, 1e9), (1, 1e9), (2, 1e9), (2, 1e9 + 1)] {
      try change(bytes, seconds: seconds)
      _ = try cache.table(of: clip)
      try cache.fill([clip]) { _, _ in true }
    }
    #expect(calls.withLock { $0 } == 3)
    try FileManager.default.removeItem(at: audio)
    let missing = FeatureCacheError.missingAudio(clip: "0", audio: audio.path)
    #expect(throws: missing) { try cache.table(of: clip) }
    #expect(throws: missing) { try cache.fill([clip]) { _, _ in true } }
  }

  @Test func variantsLieSideBySide() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func cache(_ variant: String, _ value: Float) -> FeatureCache {
      FeatureCache(folder: folder, schema: schema, decoder: "none", variant: variant) { _ in
        FeatureTable(hops: 1, columns: 2, values: SampleBuffer([value, value]))
      }
    }
    func first(_ cache: FeatureCache) throws -> Float {
      let table = try cache.table(of: clips[0])
      return withExtendedLifetime(table) { table.row(0)[0] }
    }
    for (variant, value) in [("", 1), (".speed1.1", 2), (".speed0.9", 3), ("", 1)] as [(String, Float)] {
      #expect(try first(cache(variant, value)) == value)
    }
    let plain = try cache("", 0).path(of: clips[0])
    let fast = try cache(".speed1.1", 0).path(of: clips[0])
    #expect(fast == plain.dropLast(".rows".count) + ".speed1.1.rows")
    #expect(try first(cache("", 4)) == 1)
  }

  @Test func garbageIsNoTable() {
    var generator = SplitMix64(seed: 3)
    for length in 0..<64 {
      var bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      for (index, byte) in "MOODROW1".utf8.enumerated() where index < length { bytes[index] = byte }
      #expect(bytes.withUnsafeBytes { FeatureTable(bytes: $0) } == nil)
    }
  }
}
