import Glibc

/// How an output is spread over files of limited size: `PATH` is always the one being written, `PATH.1` the one before
/// it, and the highest number the oldest.
package struct FileRotation: Sendable, Equatable {
  /// What a file may hold at most, in bytes, unless one record alone is longer.
  package var bytes: Int64
  /// How many files stay beside the one being written, 1…9999; nil for all.
  package var keep: Int?

  package static let bytesRange: ClosedRange<Int64> = 1024...(1 << 40)
  package static let keepRange = 1...9999

  package init(bytes: Int64, keep: Int? = nil) {
    self.bytes = bytes
    self.keep = keep
  }

  /// Reads a size such as `4096`, `64k`, `10M` or `2G`, in powers of 1024; nil for anything else.
  static func bytes(_ text: String) -> Int64? {
    let factors: [Character: Int64] = ["k": 1 << 10, "M": 1 << 20, "G": 1 << 30]
    let factor = text.last.flatMap { factors[$0] }
    guard let number: Int64 = PlainNumber.positive(factor == nil ? text[...] : text.dropLast()) else {
      return nil
    }
    let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: factor ?? 1)
    return !isTooLarge && bytesRange.contains(bytes) ? bytes : nil
  }

  /// Frees the name `path`: what bears it becomes number 1, number 1 becomes 2, and what is beyond `keep` goes.
  func moveOn(_ path: String) throws(SinkError) {
    guard Self.exists(path) else { return }
    var last = 0
    while last < Self.keepRange.upperBound, Self.exists("\(path).\(last + 1)") { last += 1 }
    let kept = (keep ?? Self.keepRange.upperBound) - 1
    while last > kept {
      guard unlink("\(path).\(last)") == 0 else { throw .cannotCreate(path: "\(path).\(last)", code: errno) }
      last -= 1
    }
    for number in stride(from: last, through: 0, by: -1) {
      let (old, new) = (number == 0 ? path : "\(path).\(number)", "\(path).\(number + 1)")
      guard rename(old, new) == 0 else { throw .cannotCreate(path: new, code: errno) }
    }
  }

  private static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }
}
