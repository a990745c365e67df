// A ring whose positions are plain words: what RingBuffer would be without its acquire and release. The test
// suite runs this under the thread sanitizer and expects to be told of a race, so that the sanitizer's
// silence about RingBuffer means something.

import CRealtime
import Glibc

private final class BrokenRing: @unchecked Sendable {
  static let capacity = 64
  let storage = UnsafeMutablePointer<Float>.allocate(capacity: capacity)
  let written = UnsafeMutablePointer<Int>.allocate(capacity: 1)

  init() {
    storage.initialize(repeating: 0, count: Self.capacity)
    written.initialize(to: 0)
  }
}

private func send(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  let ring = Unmanaged<BrokenRing>.fromOpaque(context!).takeRetainedValue()
  var sample: Float = 1
  for position in 0..<BrokenRing.capacity {
    mr_copy_bytes(ring.storage + position, &sample, MemoryLayout<Float>.stride)
    ring.written.pointee = position + 1
  }
  return nil
}

private func receive(from ring: BrokenRing) -> Float {
  var sum: Float = 0
  var sample: Float = 0
  for _ in 0..<1000 {
    for position in 0..<ring.written.pointee {
      mr_copy_bytes(&sample, ring.storage + position, MemoryLayout<Float>.stride)
      sum += sample
    }
  }
  return sum
}

private let ring = BrokenRing()
private var thread = pthread_t()
pthread_create(&thread, nil, send, Unmanaged.passRetained(ring).toOpaque())
private let sum = receive(from: ring)
pthread_join(thread, nil)
print("received", sum)
