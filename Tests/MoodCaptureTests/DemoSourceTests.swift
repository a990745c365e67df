import MoodCore
import Testing

@testable import MoodCapture

/// The whole piece, read `chunk` frames at a time.
private func piece(chunk: Int) -> [Float] {
  let source = DemoSource()
  var samples = [Float](repeating: .nan, count: 2 * (DemoSource.frameCount + chunk))
  var frames = 0
  samples.withUnsafeMutableBufferPointer { buffer in
    while true {
      let read = source.read(into: buffer.baseAddress! + 2 * frames, frames: chunk)
      if read == 0 { break }
      frames += read
    }
  }
  samples.removeLast(samples.count - 2 * frames)
  return samples
}

private let whole = piece(chunk: DemoSource.frameCount)

@Test func demoLastsAMinute() {
  #expect(whole.count == 2 * 60 * 44_100)
  let source = DemoSource()
  #expect(source.format == AudioFormat(encoding: "f32le", rateHz: 44_100, channels: 2))
  #expect(!source.isLive)
}

@Test func demoIsTheSameEachTime() {
  #expect(piece(chunk: DemoSource.frameCount) == whole)
}

@Test(arguments: [1, 7, 512])
func demoDoesNotDependOnTheSizeOfChunks(chunk: Int) {
  #expect(piece(chunk: chunk) == whole)
}

@Test func demoStaysBelowFullScale() {
  let samples = whole
  #expect(samples.allSatisfy { $0.isFinite && abs($0) <= 0.9 })
}

@Test func demoVisitsEachQuadrantAudibly() {
  let samples = whole
  #expect(Set(DemoSource.sections.map(\.quadrant)) == Set(Quadrant.allCases))
  for (start, quadrant) in DemoSource.sections {
    let first = 2 * Int(start * 44_100)
    let section = samples[first..<first + 2 * DemoSource.sectionSeconds * 44_100]
    let power = section.reduce(0) { $0 + Double($1 * $1) } / Double(section.count)
    #expect(power > 1e-4, "\(quadrant.name) is quieter than −40 dBFS")
  }
}

@Test func interruptEndsTheDemo() {
  let source = DemoSource()
  var samples = [Float](repeating: 0, count: 128)
  #expect(
    samples.withUnsafeMutableBufferPointer { source.read(into: $0.baseAddress!, frames: 64) } == 64)
  source.interrupt()
  #expect(
    samples.withUnsafeMutableBufferPointer { source.read(into: $0.baseAddress!, frames: 64) } == 0)
}
