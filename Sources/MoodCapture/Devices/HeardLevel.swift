internal import Glibc
package import MoodCore
internal import MoodRealtime
internal import Synchronization

/// How loud a device was for a while.
package struct HeardLevel: Sendable, Equatable {
  /// What was heard, as `--input` names it.
  package var device: String
  package var format: AudioFormat
  /// How much sound came.
  package var seconds: Double
  /// The largest sample and the root mean square, of all channels, in dB below full scale; −∞ in digital silence.
  package var peakDBFS: Double
  package var meanDBFS: Double

  package init(device: String, format: AudioFormat, seconds: Double, peakDBFS: Double, meanDBFS: Double) {
    self.device = device
    self.format = format
    self.seconds = seconds
    self.peakDBFS = peakDBFS
    self.meanDBFS = meanDBFS
  }

  /// Whether there is nothing but silence, or the last bit of 16: as where the source is muted.
  package var isSilence: Bool { peakDBFS < -85 }

  /// Opens the default device of a backend and hears it for a while.
  /// - Parameters:
  ///   - seconds: how much sound is wanted.
  ///   - patienceSeconds: how long it may take; what came by then counts.
  package static func ofDefault(
    of backend: any DeviceBackend.Type, seconds: Double = 2, patienceSeconds: Double = 8
  ) throws(DeviceFault) -> HeardLevel {
    let measure = Measure()
    typealias Question = PatientQuestion<Result<HeardLevel?, DeviceFault>>
    let question = Question(threadName: "mr-\(backend.scheme)-level") {
      Result { () throws(DeviceFault) in
        try measure.hear(try backend.open(""), seconds: seconds)
        return measure.level
      }
    }
    let answer = question.answer(before: Question.moment(in: patienceSeconds))
    measure.stop()
    if let level = try answer?.get() ?? measure.level { return level }
    throw .serverUnavailable(
      server: "the default of \(backend.label)", reason: "no sound came within \(patienceSeconds) s")
  }
}

/// What was heard so far, for the thread that hears and the one that waits for it.
private final class Measure: Sendable {
  private struct State {
    var device: (any CaptureDevice)?
    var frames = 0
    var samples = 0
    var peak = 0.0
    var sum = 0.0
    var isStopped = false
  }

  private let state = Mutex(State())

  /// nil where nothing was heard.
  var level: HeardLevel? {
    state.withLock { state in
      guard let device = state.device, state.frames > 0 else { return nil }
      return HeardLevel(
        device: device.name, format: device.format,
        seconds: Double(state.frames) / Double(device.format.rateHz), peakDBFS: 20 * log10(state.peak),
        meanDBFS: 10 * log10(state.sum / Double(state.samples)))
    }
  }

  func hear(_ device: any CaptureDevice, seconds: Double) throws(DeviceFault) {
    let isStopped = state.withLock { state in
      state.device = device
      return state.isStopped
    }
    if isStopped { return }
    let channels = device.format.channels
    let block = SampleBuffer(count: 1024 * channels)
    let wanted = Int(seconds * Double(device.format.rateHz))
    var heard = 0
    while heard < wanted {
      switch try device.read(into: block.base, frames: min(1024, wanted - heard)) {
      case .frames(let count):
        heard += count
        take(block.base, frames: count, channels: channels)
      case .interrupted: return
      case .lost, .moved, .nothing: continue
      }
    }
  }

  /// Ends the hearing soon.
  func stop() {
    let device = state.withLock { state in
      state.isStopped = true
      return state.device
    }
    device?.interrupt()
  }

  private func take(_ samples: UnsafePointer<Float>, frames: Int, channels: Int) {
    var (peak, sum) = (0.0, 0.0)
    for index in 0..<frames * channels where samples[index].isFinite {
      let sample = Double(abs(samples[index]))
      peak = max(peak, sample)
      sum += sample * sample
    }
    state.withLock { state in
      state.frames += frames
      state.samples += frames * channels
      state.peak = max(state.peak, peak)
      state.sum += sum
    }
  }
}
