import Foundation
import MoodCapture
import MoodCore
import Testing

struct GoldenSignalTests {
  private static let seconds = 9..<21

  /// Writes `Goldens/Signals/demo.s16` where it is missing: delete it to have it anew after a change of the demo.
  @Test func theDemoAmongTheSignalsIsTheDemo() throws {
    let stream = try MonoStream(source: DemoSource(), channel: .mix)
    var samples = [Float](repeating: 0, count: Self.seconds.upperBound * AnalysisGrid.sampleRateHz)
    var filled = 0
    try samples.withUnsafeMutableBufferPointer { buffer in
      while filled < buffer.count {
        let count = try stream.read(into: buffer.baseAddress! + filled, count: buffer.count - filled)
        if count == 0 { break }
        filled += count
      }
    }
    let part = samples[(Self.seconds.lowerBound * AnalysisGrid.sampleRateHz)...]
    let file = Goldens.folder.appendingPathComponent("Signals/demo.s16")
    if !FileManager.default.fileExists(atPath: file.path) {
      let values = part.map { Int16((max(-1, min($0, 32767 / 32768)) * 32768).rounded()).littleEndian }
      try values.withUnsafeBytes { Data($0) }.write(to: file)
    }
    let kept = try Goldens.samples(of: "demo")
    #expect(kept.count == part.count)
    for (found, expected) in zip(kept, part) where abs(found - expected) > 1.5 / 32768 {
      Issue.record("the demo among the golden signals is not the program's")
      break
    }
  }
}
