import Glibc
import MoodCore
import Synchronization

@testable import MoodCapture

/// A card that offers what it is told to, and then plays a script by a clock of its own.
final class FakePCM: PCM, @unchecked Sendable {
  enum Step {
    /// Frames that come at once, in reads as large as they are asked for; sample number n since the start is n.
    case frames(Int)
    case failure(Int32)
    /// A read that returns nothing.
    case emptiness
    /// Time that goes by before the next read.
    case pass(seconds: Double)
  }

  // What it offers.
  var isInterleaved = true
  var encodings: [PCMEncoding] = [.s16]
  /// Channel counts, and rates in Hz.
  var channels = [1, 2]
  var rates = [44_100, 48_000]
  /// What a call fails with; 0 for success. The results of `resume` come one after another, the last for ever.
  var installFailures: [PCMEncoding: Int32] = [:]
  var startFailure: Int32 = 0
  var prepareFailure: Int32 = 0
  var resumeFailures: [Int32] = [0]
  /// Frames that the card says wait after each read.
  var waiting = 0
  /// Whether its descriptor is ready at all times, or never.
  var isAlwaysReady = false

  // What happened.
  private(set) var calls: [String] = []
  private(set) var reads = 0
  private(set) var chosen: PCMEncoding?
  private(set) var installed: PCMBuffer?

  private var script: ArraySlice<Step>
  private let time = Atomic<UInt64>(1_000_000_000)
  private var chosenChannels = 0
  private var number = 0
  private let pipe: (read: Int32, write: Int32)

  /// - Parameter script: after which there is nothing more to read.
  init(_ script: [Step] = []) throws {
    self.script = script[...]
    pipe = try makePipe()
    writeAll([1], to: pipe.write)
  }

  deinit {
    close(pipe.read)
    close(pipe.write)
  }

  /// A device over this card, by its clock.
  func device() throws -> ALSADevice {
    try ALSADevice(name: "alsa:fake", pcm: self, clock: { self.time.load(ordering: .relaxed) })
  }

  func beginChoice() throws(PCMFailure) {
    chosen = nil
    if !isInterleaved { throw PCMFailure(number: EINVAL) }
  }

  func choose(_ encoding: PCMEncoding) throws(PCMFailure) {
    if !encodings.contains(encoding) { throw PCMFailure(number: EINVAL) }
    chosen = encoding
  }

  func choose(channelsNear wanted: Int) throws(PCMFailure) -> Int {
    chosenChannels = try nearest(to: wanted, in: channels)
    return chosenChannels
  }

  func choose(rateNear wanted: Int) throws(PCMFailure) -> Int { try nearest(to: wanted, in: rates) }

  private func nearest(to wanted: Int, in offered: [Int]) throws(PCMFailure) -> Int {
    guard let best = offered.min(by: { abs($0 - wanted) < abs($1 - wanted) }) else {
      throw PCMFailure(number: EINVAL)
    }
    return best
  }

  func install(_ wish: PCMBuffer) throws(PCMFailure) -> PCMBuffer {
    try check(chosen.flatMap { installFailures[$0] } ?? 0)
    installed = wish
    return wish
  }

  func prepare() throws(PCMFailure) {
    calls.append("prepare")
    try check(prepareFailure)
  }

  func start() throws(PCMFailure) {
    calls.append("start")
    try check(startFailure)
  }

  func resume() throws(PCMFailure) {
    calls.append("resume")
    let failure = resumeFailures.count > 1 ? resumeFailures.removeFirst() : resumeFailures[0]
    try check(failure)
  }

  func read(into bytes: UnsafeMutableRawPointer, frames: Int) throws(PCMFailure) -> Int {
    reads += 1
    while case .pass(let seconds) = script.first {
      time.add(UInt64(seconds * 1e9), ordering: .relaxed)
      script.removeFirst()
    }
    guard let step = script.popFirst() else { throw PCMFailure(number: EAGAIN) }
    switch step {
    case .failure(let number): throw PCMFailure(number: number)
    case .frames(let count):
      if count > frames { script = [.frames(count - frames)] + script }
      fill(bytes, samples: min(count, frames) * chosenChannels)
      return min(count, frames)
    case .emptiness, .pass: return 0
    }
  }

  private func fill(_ bytes: UnsafeMutableRawPointer, samples: Int) {
    for index in 0..<samples {
      let value = Int32(number + index)
      switch chosen {
      case .float: bytes.storeBytes(of: Float(value), toByteOffset: 4 * index, as: Float.self)
      case .s32: bytes.storeBytes(of: value, toByteOffset: 4 * index, as: Int32.self)
      case .s24:
        // The fourth byte is anything.
        bytes.storeBytes(of: value | 0x5A00_0000, toByteOffset: 4 * index, as: Int32.self)
      case .s24Packed:
        bytes.storeBytes(of: UInt16(truncatingIfNeeded: value), toByteOffset: 3 * index, as: UInt16.self)
        bytes.storeBytes(of: UInt8(value >> 16), toByteOffset: 3 * index + 2, as: UInt8.self)
      case .s16, nil: bytes.storeBytes(of: Int16(value), toByteOffset: 2 * index, as: Int16.self)
      }
    }
    number += samples
  }

  func availableFrames() throws(PCMFailure) -> Int { waiting }

  func watched() throws(PCMFailure) -> [pollfd] {
    [pollfd(fd: pipe.read, events: Int16(isAlwaysReady ? POLLIN : 0), revents: 0)]
  }

  func notice(_ watched: [pollfd]) throws(PCMFailure) {}

  private func check(_ failure: Int32) throws(PCMFailure) {
    if failure != 0 { throw PCMFailure(number: failure) }
  }
}
