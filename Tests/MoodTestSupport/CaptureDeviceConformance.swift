internal import Glibc
package import MoodCapture
internal import MoodCore
internal import MoodRealtime

/// How a device breaks what `CaptureDevice` promises.
package struct CaptureDeviceFailure: Error, CustomStringConvertible {
  package let description: String
}

/// Holds a device to `CaptureDevice`: an accepted and constant format, the name of an input, readings that are neither
/// empty nor larger than asked for, no read that waits for ever, and an interrupt that ends a read in progress and all
/// later ones.
/// - Parameters:
///   - scheme: how the device's name begins.
///   - frames: how many are read before the interrupt, however many are lost or late.
///   - make: opens the same device anew each time.
/// - Throws: `CaptureDeviceFailure`, and what the device throws.
package func checkCaptureDevice(
  scheme: String, frames: Int = 5_000, _ make: () throws -> any CaptureDevice
) throws {
  try checkReadings(of: make(), scheme: scheme, frames: frames)
  try checkInterruptFromOutside(of: make())
  let untouched = try make()
  untouched.interrupt()
  try checkEnd(of: untouched)
}

/// A read that takes longer waits for ever, even on a machine that does much else.
private let limitNanoseconds: UInt64 = 20_000_000_000

private func checkReadings(of device: any CaptureDevice, scheme: String, frames: Int) throws {
  let format = device.format
  try expect(
    AudioFormat.rateRange.contains(format.rateHz) && AudioFormat.channelRange.contains(format.channels),
    "the format \(format) is not an accepted one")
  try expect(
    device.name.hasPrefix(scheme + ":"), "the name \"\(device.name)\" does not begin with \(scheme):")
  let sizes = [1, 7, 64, 480, 5_000]
  let start = MonotonicClock.nanoseconds()
  var heard = 0
  var turn = 0
  while heard < frames {
    if case .frames(let count) = try read(device, sizes[turn % sizes.count]) { heard += count }
    turn += 1
    try expect(
      MonotonicClock.nanoseconds() - start < 3 * limitNanoseconds, "only \(heard) frames came in a minute")
  }
  try expect(device.format == format, "the format changed from \(format) to \(device.format)")
}

private func checkInterruptFromOutside(of device: any CaptureDevice) throws {
  let other = RealtimeThread(name: "interrupter") {
    pause(milliseconds: 20)
    device.interrupt()
  }
  defer { other.join() }
  while try read(device, 256) != .interrupted {}
  try checkEnd(of: device)
}

private func checkEnd(of device: any CaptureDevice) throws {
  for _ in 0..<3 {
    let reading = try read(device, 64)
    try expect(reading == .interrupted, "after interrupt a read said \(reading)")
  }
}

/// One read of `wanted` frames, looked at from all sides.
private func read(_ device: any CaptureDevice, _ wanted: Int) throws -> DeviceReading {
  let channels = device.format.channels
  // A pattern that no device delivers.
  let untouched = Float(bitPattern: 0x7FC0_1234)
  var block = [Float](repeating: untouched, count: (wanted + 8) * channels)
  let start = MonotonicClock.nanoseconds()
  let reading = try block.withUnsafeMutableBufferPointer {
    try device.read(into: $0.baseAddress!, frames: wanted)
  }
  try expect(MonotonicClock.nanoseconds() - start < limitNanoseconds, "a read waited for ever")
  switch reading {
  case .frames(let count):
    try expect((1...wanted).contains(count), "a read of \(wanted) frames delivered \(count)")
    try expect(
      !block.prefix(count * channels).contains { $0.bitPattern == untouched.bitPattern },
      "not all of \(count) frames were written")
    try expect(
      block.dropFirst(count * channels).allSatisfy { $0.bitPattern == untouched.bitPattern },
      "more than \(count) frames were written")
  case .lost(let count, _): try expect(count >= 1, "\(count) frames are said to be lost")
  case .moved(let name): try expect(!name.isEmpty, "the device moved to a source without a name")
  case .nothing, .interrupted: break
  }
  return reading
}

private func expect(_ condition: Bool, _ complaint: @autoclosure () -> String) throws {
  if !condition { throw CaptureDeviceFailure(description: complaint()) }
}
