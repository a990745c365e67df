package import MoodCore
internal import Synchronization

/// A device as a stream that does not end: what fails is opened anew, again and again, and what was not heard meanwhile
/// becomes a gap of the right length.
///
/// A device that cannot be opened at the very beginning is an error; after that every fault is survived. The device that
/// comes back may have another format: it is converted, and the stream keeps the one that it began with.
package final class DeviceSource: AudioSource, @unchecked Sendable {
  package typealias Opening = @Sendable (Interruption) throws(DeviceFault) -> any CaptureDevice

  package let format: AudioFormat
  package let isLive = true
  package let notices: [String] = []
  package private(set) var condition = SourceCondition()

  /// What is asked of a device at once.
  private static let blockFrames = 1024
  /// Nothing may come from a device for so many readings, each of about a second, before it counts as lost.
  private static let patience = 3
  /// A device that has lost frames so often in a row, and had none to give, has failed.
  private static let mostLosses = 8

  private let opening: Opening
  private let interruption: Interruption
  private let time: DeviceTime
  /// The open device, for whoever interrupts.
  private let current: Mutex<(any CaptureDevice)?>

  // The reading thread's own.
  private var device: (any CaptureDevice)?
  private var name: String
  private var bridge: FormatBridge
  /// Frames that lie in the bridge's intake, to be delivered after `due`.
  private var taken = 0
  private var due: [SourceReading] = []
  private var isLost = false
  private var silentReadings = 0
  /// Losses since the last frame.
  private var losses = 0
  private var backoff = Backoff()
  private var drift: ClockDrift
  /// When the last frame was heard, or the stream began.
  private var lastHeard: UInt64
  /// Until nobody reads on, missing ones included.
  private var framesLeft = Int64.max

  /// Opens the device.
  /// - Parameters:
  ///   - interruption: is what `interrupt` requests, and ends an opening; one of its own where nil.
  ///   - time: the clock by which gaps are measured and waits are made.
  ///   - opening: opens the device, now and later, on the thread that reads.
  /// - Throws: `CaptureError`
  package init(
    interruption: Interruption? = nil, time: DeviceTime = .monotonic, opening: @escaping Opening
  ) throws {
    let interruption = try interruption ?? Interruption()
    let device: any CaptureDevice
    do { device = try opening(interruption) } catch { throw CaptureError.device(error) }
    try CaptureError.check(device.format, of: device.name)
    self.opening = opening
    self.interruption = interruption
    self.time = time
    self.device = device
    format = device.format
    name = device.name
    current = Mutex(device)
    bridge = try FormatBridge(from: device.format, to: device.format, blockFrames: Self.blockFrames)
    drift = ClockDrift(rateHz: device.format.rateHz)
    lastHeard = time.now()
  }

  package func read(into samples: UnsafeMutablePointer<Float>, frames: Int) throws -> Int {
    while true {
      switch try next(into: samples, frames: frames) {
      case .frames(let count): return count
      case .gap, .device: continue
      case .end: return 0
      }
    }
  }

  package func limit(frames: Int64) { framesLeft = frames }

  package func next(into samples: UnsafeMutablePointer<Float>, frames: Int) throws -> SourceReading {
    precondition(frames > 0, "a read asks for at least one frame")
    let reading = try advance(into: samples, frames: frames)
    switch reading {
    case .frames(let count): take(Int64(count))
    case .gap(let frames, _): take(frames)
    case .device, .end: break
    }
    return reading
  }

  private func take(_ frames: Int64) { if framesLeft != .max { framesLeft = max(0, framesLeft - frames) } }

  private func advance(into samples: UnsafeMutablePointer<Float>, frames: Int) throws -> SourceReading {
    while !interruption.isRequested {
      if isLost, due.isEmpty, framesMissing(at: time.now(), with: 0) >= framesLeft {
        interruption.request()
        break
      }
      let delivered = bridge.take(into: samples, frames: frames)
      if delivered > 0 { return .frames(delivered) }
      if !due.isEmpty { return due.removeFirst() }
      if taken > 0 {
        try bridge.convert(frames: taken)
        taken = 0
      } else if let device {
        if isLost || !bridge.isPlain {
          taken = try listen(to: device, into: bridge.intake, frames: Self.blockFrames)
        } else {
          let heard = try listen(to: device, into: samples, frames: frames)
          if heard > 0 { return .frames(heard) }
        }
      } else {
        time.pause(backoff.next(), interruption)
        try reopen()
      }
    }
    // What a device that is away has not delivered so far is missing, although it never comes back.
    if isLost {
      isLost = false
      let frames = framesMissing(at: time.now(), with: 0)
      if frames > 0 { return .gap(frames: frames, .lost) }
    }
    return .end
  }

  package func interrupt() {
    interruption.request()
    current.withLock { $0?.interrupt() }
  }

  /// Reads once, and sees to what is no sound.
  /// - Returns: the frames read; 0 where none came.
  private func listen(
    to device: any CaptureDevice, into samples: UnsafeMutablePointer<Float>, frames: Int
  ) throws -> Int {
    let start = time.now()
    do {
      switch try device.read(into: samples, frames: frames) {
      case .frames(let count):
        hear(count, of: device, from: start, to: time.now())
        return count
      case .lost(let frames, let cause): try miss(frames, of: device, cause)
      case .moved(let name): move(to: name)
      case .nothing:
        silentReadings += 1
        if silentReadings >= Self.patience {
          try lose("nothing has come from \(name) for \(silentReadings) seconds")
        }
      case .interrupted: interruption.request()
      }
    } catch let fault as DeviceFault {
      try lose("\(fault)")
    }
    return 0
  }

  private func hear(_ count: Int, of device: any CaptureDevice, from start: UInt64, to now: UInt64) {
    silentReadings = 0
    losses = 0
    backoff.reset()
    if isLost { comeBack(with: count, of: device, at: now) }
    drift.hear(frames: count, from: start, to: now)
    condition.clockPpm = drift.ppm
    lastHeard = now
  }

  /// The first `count` frames of a device that was lost have come.
  private func comeBack(with count: Int, of device: any CaptureDevice, at now: UInt64) {
    isLost = false
    name = device.name
    let frames = framesMissing(at: now, with: Double(count) / Double(device.format.rateHz))
    if frames > 0 { due.append(.gap(frames: frames, .lost)) }
    let tenths = (Double(frames) / Double(format.rateHz) * 10).rounded() / 10
    let change = bridge.isPlain ? "" : ", and has \(device.format) now, which is converted"
    due.append(
      .device(
        DeviceChange(.back, source: name, message: "\(name) is heard again after \(tenths) seconds\(change)"))
    )
  }

  /// Frames from the last that was heard to those of `soundedSeconds` that have come by `now`.
  private func framesMissing(at now: UInt64, with soundedSeconds: Double) -> Int64 {
    let seconds = Double(now - lastHeard) / 1e9 - soundedSeconds
    return max(0, Int64((seconds * Double(format.rateHz)).rounded()))
  }

  /// The device says that it lost frames.
  private func miss(_ frames: Int64, of device: any CaptureDevice, _ cause: OverrunCause) throws {
    losses += 1
    if losses > Self.mostLosses { return try lose("\(name) stops whenever it is started") }
    // What a device misses before its first sound lies in the gap that the clock measures.
    if isLost { return }
    lastHeard = time.now()
    condition.overruns += 1
    drift.breakOff()
    try bridge.finish()
    let rate = Double(format.rateHz) / Double(device.format.rateHz)
    let missing = Int64((Double(frames) * rate).rounded())
    if missing > 0 { due.append(.gap(frames: missing, GapCause(cause))) }
  }

  private func move(to name: String) {
    self.name = name
    if isLost { return }
    due.append(.device(DeviceChange(.moved, source: name, message: "\(name) is heard now")))
  }

  /// Lets go of the device and tells why, once.
  private func lose(_ message: String) throws {
    device = nil
    current.withLock { $0 = nil }
    silentReadings = 0
    losses = 0
    drift.breakOff()
    if isLost { return }
    isLost = true
    try bridge.finish()
    due.append(.device(DeviceChange(.lost, source: name, message: message)))
  }

  /// Tries once to have a device again.
  private func reopen() throws {
    if interruption.isRequested { return }
    guard let device = try? opening(interruption) else { return }
    guard (try? CaptureError.check(device.format, of: device.name)) != nil else { return }
    bridge = try FormatBridge(from: device.format, to: format, blockFrames: Self.blockFrames)
    drift.rateHz = device.format.rateHz
    self.device = device
    current.withLock { $0 = device }
    // Whoever interrupted before it was there to be interrupted did so in vain.
    if interruption.isRequested { device.interrupt() }
  }
}

extension GapCause {
  fileprivate init(_ cause: OverrunCause) {
    self =
      switch cause {
      case .overrun: .overrun
      case .suspended: .suspended
      }
  }
}
