/// Two rows of samples that belong to whoever made them.
struct StereoBlock {
  let left: UnsafeMutablePointer<Float>
  let right: UnsafeMutablePointer<Float>

  static func allocate(frames: Int) -> StereoBlock {
    StereoBlock(left: .allocate(capacity: frames), right: .allocate(capacity: frames))
  }

  func deallocate() {
    left.deallocate()
    right.deallocate()
  }

  func clear(frames: Int) {
    left.update(repeating: 0, count: frames)
    right.update(repeating: 0, count: frames)
  }

  /// Adds `samples` with a gain for each side.
  func add(_ samples: UnsafePointer<Float>, left gainLeft: Float, right gainRight: Float, frames: Int) {
    for index in 0..<frames {
      left[index] += samples[index] * gainLeft
      right[index] += samples[index] * gainRight
    }
  }
}
