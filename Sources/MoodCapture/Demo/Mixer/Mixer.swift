import Glibc

/// Plays a score: channels, one room for all, and a limiter that bends what is too loud.
struct Mixer: ~Copyable {
  /// Frames rendered at a time; envelopes and filters move once a block.
  static let blockFrames = 64
  /// The largest sample that can come out: 1.1 dB below full scale.
  static let ceiling: Float = 0.88

  private let sections: [Section]
  private let sectionFrames: Int
  private let rate: Float
  /// Sections whose notes have been put down; each waits for its beginning, so that the first sample comes soon.
  private var arrangedSections = 0
  private var channels: [Channel] = []
  private var reverb: Reverb
  private let dry = StereoBlock.allocate(frames: Mixer.blockFrames)
  private let wet = StereoBlock.allocate(frames: Mixer.blockFrames)
  private let scratch = UnsafeMutablePointer<Float>.allocate(capacity: Mixer.blockFrames)
  private var time = 0

  /// - Parameters:
  ///   - sections: played one after the other, `sectionFrames` each.
  ///   - rate: frames a second.
  init(_ sections: [Section], sectionFrames: Int, rate: Int) {
    self.sections = sections
    self.sectionFrames = sectionFrames
    self.rate = Float(rate)
    reverb = Reverb(seconds: 1.9, damping: 0.35, rate: self.rate)
  }

  deinit {
    dry.deallocate()
    wet.deallocate()
    scratch.deallocate()
  }

  /// Writes the next block, interleaved.
  mutating func render(into samples: UnsafeMutablePointer<Float>) {
    let frames = Mixer.blockFrames
    while arrangedSections < sections.count, arrangedSections * sectionFrames < time + frames {
      arrangeNext()
    }
    dry.clear(frames: frames)
    wet.clear(frames: frames)
    for index in channels.indices {
      channels[index].add(to: dry, wet: wet, scratch: scratch, time: time, frames: frames)
    }
    reverb.process(wet, into: dry, count: frames)
    for index in 0..<frames {
      samples[2 * index] = Mixer.ceiling * softClip(dry.left[index])
      samples[2 * index + 1] = Mixer.ceiling * softClip(dry.right[index])
    }
    time += frames
  }
  private mutating func arrangeNext() {
    let section = sections[arrangedSections]
    let start = arrangedSections * sectionFrames
    for (number, part) in section.parts.enumerated() {
      var arranger = Arranger(rate: rate, seed: UInt32(100 * arrangedSections + number))
      let notes = arranger.notes(of: part, in: section, from: start, to: start + sectionFrames)
      channels.append(Channel(part, notes: notes, trebleHz: section.trebleHz, rate: rate))
    }
    arrangedSections += 1
  }
}
