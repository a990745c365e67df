import MoodCapture
import MoodTestSupport

/// What a device did that a test had not reckoned with.
struct UnexpectedReading: Error {
  var reading: DeviceReading
}

extension CaptureDevice {
  /// One reading, whose samples nobody looks at.
  func reading() throws -> DeviceReading {
    var samples = [Float](repeating: 0, count: 4096 * format.channels)
    return try samples.withUnsafeMutableBufferPointer { try read(into: $0.baseAddress!, frames: 4096) }
  }

  /// The next `frames` frames, interleaved. Nothing but sound may come; a device may be late for half a minute.
  func samples(frames: Int) throws -> [Float] {
    var samples: [Float] = []
    var block = [Float](repeating: 0, count: 4096 * format.channels)
    var waits = 0
    while samples.count < frames * format.channels {
      let wanted = min(4096, frames - samples.count / format.channels)
      let reading = try block.withUnsafeMutableBufferPointer {
        try read(into: $0.baseAddress!, frames: wanted)
      }
      switch reading {
      case .frames(let count): samples += block.prefix(count * format.channels)
      case .nothing where waits < 30: waits += 1
      default: throw UnexpectedReading(reading: reading)
      }
    }
    return samples
  }

  /// The name of the source that is heard next, other than now.
  func nextMove() throws -> String? {
    for _ in 0..<10_000 {
      switch try reading() {
      case .moved(let name): return name
      case .frames, .nothing, .lost: continue
      case .interrupted: return nil
      }
    }
    return nil
  }

  /// Whether a block that begins so comes within a while.
  func waits(for sample: Float) throws -> Bool { try waitsUntil { $0 == sample } }

  func waitsUntil(_ condition: (Float) -> Bool) throws -> Bool {
    for _ in 0..<1000 {
      if let first = try samples(frames: 100).first, condition(first) { return true }
    }
    return false
  }
}
