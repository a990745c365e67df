extension RandomAccessCollection<UInt8> where Index == Int {
  /// The number in `count` bytes, least significant first, `offset` bytes after the start.
  func little(_ offset: Int, bytes count: Int) -> Int {
    var number = 0
    for place in (0..<count).reversed() { number = number << 8 | Int(self[startIndex + offset + place]) }
    return number
  }
}
