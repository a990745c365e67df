/// Bytes in the order in which they arrive.
protocol ByteStream: AnyObject {
  /// Waits for bytes and writes up to `count` of them to `memory`.
  /// - Returns: the bytes written, at least 1; 0 at the end.
  func read(into memory: UnsafeMutableRawPointer, count: Int) throws -> Int
}

extension ByteStream {
  /// The next `count` bytes; fewer only where the stream ends.
  func bytes(_ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    try bytes.withUnsafeMutableBytes { memory in
      while let base = memory.baseAddress, filled < count {
        let got = try read(into: base + filled, count: count - filled)
        if got == 0 { break }
        filled += got
      }
    }
    bytes.removeLast(count - filled)
    return bytes
  }

  /// Reads past `count` bytes in bounded memory.
  /// - Returns: whether there were so many.
  func skip(_ count: UInt64) throws -> Bool {
    var left = count
    var scratch = [UInt8](repeating: 0, count: Int(min(count, 4096)))
    while left > 0 {
      let wanted = Int(min(left, UInt64(scratch.count)))
      let got = try scratch.withUnsafeMutableBytes { try read(into: $0.baseAddress!, count: wanted) }
      if got == 0 { return false }
      left -= UInt64(got)
    }
    return true
  }
}
