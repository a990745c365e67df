package import MoodCapture
internal import MoodCore

/// How a source breaks what `AudioSource` promises.
package struct AudioSourceFailure: Error, CustomStringConvertible {
  package let description: String
}

/// Holds a source to `AudioSource`: an accepted and constant format, finite samples, an end that lasts, an interrupt
/// that ends, and, unless it is live, chunk sizes that do not show.
/// - Parameters:
///   - frames: how much of each source is looked at, at most.
///   - make: opens the same source anew each time.
/// - Throws: `AudioSourceFailure`, and what the source throws.
package func checkAudioSource(frames: Int = 20_000, _ make: () throws -> any AudioSource) throws {
  let source = try make()
  let format = source.format
  try expect(
    AudioFormat.rateRange.contains(format.rateHz) && AudioFormat.channelRange.contains(format.channels),
    "the format \(format) is not an accepted one")
  let reference = try play(source, frames: frames) { _ in 4096 }
  try expect(source.format == format, "the format changed from \(format) to \(source.format)")
  if let index = reference.firstIndex(where: { !$0.isFinite }) {
    throw AudioSourceFailure(description: "sample \(index) is \(reference[index])")
  }
  if reference.count / format.channels < frames { try checkEnd(of: source, "the end") }

  if !source.isLive {
    for chunk in [1, 7, 1021] {
      let again = try play(make(), frames: frames) { _ in chunk }
      try expectSame(again, reference, "chunks of \(chunk)")
    }
    var random = SplitMix64(seed: 1)
    let again = try play(make(), frames: frames) { _ in Int.random(in: 1...3000, using: &random) }
    try expectSame(again, reference, "random chunks")
  }

  let interrupted = try make()
  _ = try play(interrupted, frames: min(frames, 1)) { _ in 1 }
  interrupted.interrupt()
  try checkEnd(of: interrupted, "interrupt")
}

/// Up to `frames` frames of `source`, asked for in chunks of `chunk(position)` frames.
private func play(_ source: any AudioSource, frames: Int, chunk: (Int) -> Int) throws -> [Float] {
  let channels = source.format.channels
  var samples: [Float] = []
  while samples.count < frames * channels {
    let position = samples.count / channels
    let wanted = min(chunk(position), frames - position)
    var block = [Float](repeating: 0, count: wanted * channels)
    let got = try block.withUnsafeMutableBufferPointer {
      try source.read(into: $0.baseAddress!, frames: wanted)
    }
    try expect((0...wanted).contains(got), "a read of \(wanted) frames delivered \(got)")
    if got == 0 { break }
    samples += block.prefix(got * channels)
  }
  return samples
}

private func checkEnd(of source: any AudioSource, _ reason: String) throws {
  var block = [Float](repeating: 0, count: 64 * source.format.channels)
  for _ in 0..<3 {
    let got = try block.withUnsafeMutableBufferPointer { try source.read(into: $0.baseAddress!, frames: 64) }
    try expect(got == 0, "after \(reason) a read delivered \(got) frames")
  }
}

private func expectSame(_ samples: [Float], _ reference: [Float], _ way: String) throws {
  try expect(
    samples.count == reference.count, "\(way) give \(samples.count) samples instead of \(reference.count)")
  if let index = samples.indices.first(where: { samples[$0].bitPattern != reference[$0].bitPattern }) {
    throw AudioSourceFailure(
      description: "with \(way) sample \(index) is \(samples[index]) instead of \(reference[index])")
  }
}

private func expect(_ condition: Bool, _ complaint: @autoclosure () -> String) throws {
  if !condition { throw AudioSourceFailure(description: complaint()) }
}
