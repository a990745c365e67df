package import MoodCore

/// Turns bytes of raw PCM into floats.
///
/// Integers are divided by their largest magnitude, a power of two, so that −1 is reached and 1 is not: u8 is
/// (x − 128)/128, s16 x/32768, s24 x/2²³, s32 x/2³¹. All but s32 are exact; s32 is rounded to the nearest float.
/// Bytes that make no whole frame yet are kept, so that chunk sizes are invisible.
package struct PCMDecoder: Sendable {
  /// Bytes of one sample of every channel.
  package let bytesPerFrame: Int
  package let channels: Int
  private let format: SampleFormat
  /// The beginning of the frame that is not complete yet.
  private var pending: [UInt8] = []

  package init(_ format: SampleFormat, channels: Int) {
    precondition(channels > 0, "PCM cannot have \(channels) channels")
    self.format = format
    self.channels = channels
    bytesPerFrame = format.bytesPerSample * channels
    pending.reserveCapacity(bytesPerFrame)
  }

  /// Bytes waiting for the rest of their frame: 0 ..< `bytesPerFrame`.
  package var pendingBytes: Int { pending.count }

  /// Writes all frames that `bytes` complete, at most (`pendingBytes` + count)/`bytesPerFrame`, to `samples`.
  /// - Returns: their number.
  package mutating func decode(
    _ bytes: UnsafeRawBufferPointer, into samples: UnsafeMutablePointer<Float>
  ) -> Int {
    var rest = bytes[...]
    var frames = 0
    if !pending.isEmpty {
      let taken = rest.prefix(bytesPerFrame - pending.count)
      pending.append(contentsOf: taken)
      rest = rest.dropFirst(taken.count)
      guard pending.count == bytesPerFrame else { return 0 }
      pending.withUnsafeBytes { convert($0.baseAddress!, samples, count: channels) }
      pending.removeAll(keepingCapacity: true)
      frames = 1
    }
    let whole = rest.count / bytesPerFrame
    if whole > 0 {
      let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress!
      convert(start, samples + frames * channels, count: whole * channels)
    }
    pending.append(contentsOf: rest.dropFirst(whole * bytesPerFrame))
    return frames + whole
  }

  private func convert(_ bytes: UnsafeRawPointer, _ samples: UnsafeMutablePointer<Float>, count: Int) {
    switch format {
    case .u8:
      for index in 0..<count {
        samples[index] = (Float(bytes.load(fromByteOffset: index, as: UInt8.self)) - 128) * 0x1p-7
      }
    case .s16le:
      for index in 0..<count {
        samples[index] = Float(Int16(littleEndian: bytes.word(index))) * 0x1p-15
      }
    case .s16be:
      for index in 0..<count {
        samples[index] = Float(Int16(bigEndian: bytes.word(index))) * 0x1p-15
      }
    case .s24le:
      for index in 0..<count {
        samples[index] = bytes.threeBytes(at: 3 * index, low: 0, high: 2)
      }
    case .s24be:
      for index in 0..<count {
        samples[index] = bytes.threeBytes(at: 3 * index, low: 2, high: 0)
      }
    case .s32le:
      for index in 0..<count {
        samples[index] = Float(Int32(littleEndian: bytes.word(index))) * 0x1p-31
      }
    case .s32be:
      for index in 0..<count {
        samples[index] = Float(Int32(bigEndian: bytes.word(index))) * 0x1p-31
      }
    case .f32le:
      for index in 0..<count {
        samples[index] = Float(bitPattern: UInt32(littleEndian: bytes.word(index)))
      }
    case .f32be:
      for index in 0..<count {
        samples[index] = Float(bitPattern: UInt32(bigEndian: bytes.word(index)))
      }
    }
  }
}

extension UnsafeRawPointer {
  /// The integer number `index` of an array of them, at any alignment.
  @inline(__always)
  fileprivate func word<Word: FixedWidthInteger & BitwiseCopyable>(_ index: Int) -> Word {
    loadUnaligned(fromByteOffset: index * MemoryLayout<Word>.size, as: Word.self)
  }

  /// A signed 24-bit integer divided by 2²³; `low` and `high` say where its lowest and highest byte lie.
  @inline(__always)
  fileprivate func threeBytes(at offset: Int, low: Int, high: Int) -> Float {
    let low = UInt32(load(fromByteOffset: offset + low, as: UInt8.self))
    let middle = UInt32(load(fromByteOffset: offset + 1, as: UInt8.self))
    let high = UInt32(load(fromByteOffset: offset + high, as: UInt8.self))
    // In the top three bytes of 32, where the sign is in its place.
    return Float(Int32(bitPattern: high << 24 | middle << 16 | low << 8)) * 0x1p-31
  }
}
