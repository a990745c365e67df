import MoodTestSupport
import Testing

@testable import MoodSinks

@Suite struct ZIPArchiveTests {
  private static let gibibyte: UInt64 = 1 << 30

  /// Entries of those sizes, one behind the other, and where they end.
  private func entries(_ sizes: [UInt64]) -> (entries: [ZIPArchive.Entry], end: UInt64) {
    var offset: UInt64 = 0
    var entries: [ZIPArchive.Entry] = []
    for (index, size) in sizes.enumerated() {
      entries.append(.init(name: "\(index).npy", offset: offset, bytes: size, check: UInt32(index)))
      offset += size + UInt64(ZIPArchive.localHeader(entries[index]).count)
    }
    return (entries, offset)
  }

  @Test(arguments: [
    [], [0], [1, 2, 3], [3 * gibibyte, 1, 1], [5 * gibibyte, 7 * gibibyte, 1],
    [4 * gibibyte - 1], [4 * gibibyte - 2], [4 * gibibyte], [1 << 40, 1],
  ])
  func aDirectoryTellsEverySize(sizes: [UInt64]) throws {
    let (entries, end) = entries(sizes)
    let read = try ZIPReader(ZIPArchive.directory(of: entries, at: end), from: end).entries
    #expect(
      read
        == entries.map { .init(name: $0.name, offset: $0.offset, bytes: $0.bytes, check: $0.check) })
  }

  @Test func smallArchivesAreReadByOldPrograms() {
    let (entries, end) = entries([100, 200])
    let bytes = ZIPArchive.directory(of: entries, at: end)
    #expect(bytes.count == 2 * (46 + 5) + 22)
  }
}
