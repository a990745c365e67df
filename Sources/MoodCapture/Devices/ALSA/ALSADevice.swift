internal import Glibc
package import MoodCore
internal import MoodRealtime

/// A PCM of ALSA that captures.
///
/// An overrun or a suspended machine stops the card; it is started anew, and what was lost is the time from the last
/// frame that was delivered to the new start.
package final class ALSADevice: CaptureDevice, @unchecked Sendable {
  /// What a read waits at most before it says `.nothing`.
  private static let patienceNanoseconds: UInt64 = 1_000_000_000

  package let name: String
  package let format: AudioFormat

  private let pcm: any PCM
  private let setup: PCMSetup
  private let interruption: Interruption
  private let clock: @Sendable () -> UInt64
  private var decoder: PCMDecoder
  /// Room for a period.
  private let bytes: UnsafeMutableRawPointer
  /// The interruption first, then the device.
  private var watched: [pollfd]
  /// When the last frame that was delivered had been heard, by `clock`.
  private var heardUntil: UInt64

  /// Agrees on a format and starts to capture.
  /// - Parameters:
  ///   - name: as `--input` names the device.
  ///   - periodSeconds: how much the device hands over at once; a hop where nothing is said.
  ///   - clock: nanoseconds, by which losses are measured; it counts the time in which the machine is suspended.
  init(
    name: String, pcm: any PCM, periodSeconds: Double? = nil,
    clock: @escaping @Sendable () -> UInt64 = MonotonicClock.nanosecondsWithSuspend
  ) throws(DeviceFault) {
    let setup = try PCMSetup.agree(with: pcm, device: name, periodSeconds: periodSeconds)
    do { interruption = try Interruption() } catch CaptureError.openFailed(_, let number) {
      throw .failed(device: name, reason: systemMessage(number))
    } catch { throw .failed(device: name, reason: "\(error)") }
    do throws(PCMFailure) {
      let own = pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0)
      watched = [own] + (try pcm.watched())
      try pcm.start()
    } catch { throw DeviceFault(error, device: name) }
    heardUntil = clock()
    decoder = PCMDecoder(setup.encoding.layout, channels: setup.channels)
    bytes = .allocate(byteCount: setup.buffer.periodFrames * decoder.bytesPerFrame, alignment: 64)
    format = setup.format
    self.name = name
    self.pcm = pcm
    self.setup = setup
    self.clock = clock
  }

  deinit { bytes.deallocate() }

  package func read(
    into samples: UnsafeMutablePointer<Float>, frames: Int
  ) throws(DeviceFault) -> DeviceReading {
    precondition(frames > 0, "a read asks for at least one frame")
    let wanted = min(frames, setup.buffer.periodFrames)
    let patience = MonotonicClock.nanoseconds() + Self.patienceNanoseconds
    var vainWakings = 0
    while !interruption.isRequested {
      var got = 0
      var isAsleep = false
      do throws(PCMFailure) { got = try pcm.read(into: bytes, frames: wanted) } catch {
        switch error.number {
        case EINTR: continue
        case EAGAIN: break
        case EPIPE: return try restart(after: .overrun)
        case ESTRPIPE:
          if let reading = try wake() { return reading }
          isAsleep = true
        default: throw DeviceFault(error, device: name)
        }
      }
      if got > 0 {
        heardUntil = clock() - nanoseconds(got < wanted ? 0 : framesLeft())
        return .frames(decode(got, into: samples))
      }
      let now = MonotonicClock.nanoseconds()
      if now >= patience { return .nothing }
      // Some descriptors are ready at all times, whether there is audio or not.
      let isReady = try wait(nanoseconds: patience - now, isNap: isAsleep || vainWakings > 1)
      if isReady { vainWakings += 1 }
    }
    return .interrupted
  }

  package func interrupt() { interruption.request() }

  // MARK: Losses

  /// Starts a card that has stopped, and says what was lost since it was heard last.
  private func restart(after cause: OverrunCause) throws(DeviceFault) -> DeviceReading {
    do throws(PCMFailure) {
      try pcm.prepare()
      try pcm.start()
    } catch { throw DeviceFault(error, device: name) }
    return lost(after: cause, keeping: 0)
  }

  /// Goes on after the machine was suspended; nil while it still is.
  private func wake() throws(DeviceFault) -> DeviceReading? {
    do throws(PCMFailure) { try pcm.resume() } catch {
      if error.number == EAGAIN || error.number == EINTR { return nil }
      return try restart(after: .suspended)
    }
    return lost(after: .suspended, keeping: framesLeft())
  }

  /// What is lost up to now, but for the frames that the device has kept.
  private func lost(after cause: OverrunCause, keeping kept: Int) -> DeviceReading {
    let now = clock()
    let missed = Double(now - heardUntil) * Double(format.rateHz) / 1e9
    heardUntil = now - nanoseconds(kept)
    return .lost(frames: max(1, Int64(missed.rounded()) - Int64(kept)), cause)
  }

  /// Frames that wait in the device; 0 where it has stopped, as the next read will tell.
  private func framesLeft() -> Int { (try? pcm.availableFrames()) ?? 0 }

  private func nanoseconds(_ frames: Int) -> UInt64 {
    UInt64(Double(frames) * 1e9 / Double(format.rateHz))
  }

  // MARK: Waiting

  /// Waits for the device or for `interrupt`, or naps half a period unless interrupted.
  /// - Returns: whether the device has something to say.
  private func wait(nanoseconds limit: UInt64, isNap: Bool) throws(DeviceFault) -> Bool {
    let halfPeriod = nanoseconds(setup.buffer.periodFrames) / 2
    let milliseconds = Int32((isNap ? min(limit, halfPeriod) : limit) / 1_000_000 + 1)
    let found = poll(&watched, isNap ? 1 : nfds_t(watched.count), milliseconds)
    if found < 0 && errno != EINTR { throw .failed(device: name, reason: systemMessage(errno)) }
    if isNap || found <= 0 { return false }
    do throws(PCMFailure) { try pcm.notice(Array(watched.dropFirst())) } catch {
      throw DeviceFault(error, device: name)
    }
    return true
  }

  private func decode(_ frames: Int, into samples: UnsafeMutablePointer<Float>) -> Int {
    let count = frames * format.channels
    if setup.encoding == .s24 {
      let words = bytes.bindMemory(to: UInt32.self, capacity: count)
      for index in 0..<count { words[index] = (UInt32(littleEndian: words[index]) << 8).littleEndian }
    }
    let filled = UnsafeRawBufferPointer(start: bytes, count: frames * decoder.bytesPerFrame)
    return decoder.decode(filled, into: samples)
  }
}
