import CRealtime

/// Floats that are allocated once and owned by one place: what the hop computes in.
///
/// The memory is aligned to a cache line, starts as zeros and is given back when the buffer goes out of scope.
/// Access through the subscript is checked.
package struct SampleBuffer: ~Copyable, @unchecked Sendable {
  /// Number of floats.
  @usableFromInline package let count: Int
  /// The first float, aligned to 64 bytes.
  @usableFromInline package let base: UnsafeMutablePointer<Float>

  /// Allocates `count` zeros.
  package init(count: Int) {
    precondition(count >= 0, "a buffer cannot have \(count) floats")
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Float>.stride, alignment: 64)
    MemoryLock.cover(memory, bytes: max(count, 1) * MemoryLayout<Float>.stride)
    self.count = count
    base = memory.bindMemory(to: Float.self, capacity: max(count, 1))
    base.initialize(repeating: 0, count: max(count, 1))
  }

  /// Allocates a copy of `values`.
  package init(_ values: [Float]) {
    self.init(count: values.count)
    values.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { base.update(from: start, count: source.count) }
    }
  }

  deinit { base.deallocate() }

  @inlinable
  package subscript(index: Int) -> Float {
    @_noAllocation @_noLocks
    get {
      precondition(index >= 0 && index < count, "index outside the buffer")
      return base[index]
    }
    @_noAllocation @_noLocks
    set {
      precondition(index >= 0 && index < count, "index outside the buffer")
      base[index] = newValue
    }
  }

  /// The `count` floats from `offset` on, checked to lie inside.
  @inlinable @_noAllocation @_noLocks
  package borrowing func pointer(at offset: Int, count wanted: Int) -> UnsafeMutablePointer<Float> {
    precondition(offset >= 0 && wanted >= 0 && offset + wanted <= count, "range outside the buffer")
    return base + offset
  }

  /// Sets every float to `value`.
  @inlinable @_noAllocation @_noLocks
  package mutating func fill(_ value: Float) {
    for index in 0..<count { base[index] = value }
  }

  /// Copies `wanted` floats from `source` to `offset` on.
  @_noAllocation @_noLocks
  package mutating func copy(from source: UnsafePointer<Float>, count wanted: Int, at offset: Int = 0) {
    mr_copy_floats(pointer(at: offset, count: wanted), source, wanted)
  }

  /// Moves everything `distance` floats towards the front; what stands in the last `distance` stays there.
  @_noAllocation @_noLocks
  package mutating func slide(by distance: Int) {
    precondition(distance >= 0 && distance <= count, "a slide is shorter than the buffer")
    mr_move_floats(base, base + distance, count - distance)
  }

  /// The content as an array, for tests and tables.
  package borrowing func array() -> [Float] { Array(UnsafeBufferPointer(start: base, count: count)) }
}
