internal import Glibc
internal import MoodCore

/// What was agreed with a device.
struct PCMSetup: Equatable {
  /// The rate that is asked for: twice that of the analysis, and what most recordings have. A device that lacks it
  /// gives the nearest it has, 48,000 as a rule.
  static let wantedRateHz = 44_100
  static let wantedChannels = 2
  /// What a thread may sleep without a loss. Delays nothing as long as it does not.
  static let wantedBufferSeconds = 0.75

  var encoding: PCMEncoding
  var rateHz: Int
  var channels: Int
  var buffer: PCMBuffer

  var format: AudioFormat { AudioFormat(encoding: encoding.name, rateHz: rateHz, channels: channels) }

  /// Chooses the best that `pcm` offers: the best encoding first, then channels and rate, then periods of the length that is
  /// asked for.
  /// - Parameters:
  ///   - device: what faults call it.
  ///   - periodSeconds: of a period; a hop where nothing is said.
  static func agree(
    with pcm: any PCM, device: String, periodSeconds: Double? = nil
  ) throws(DeviceFault) -> PCMSetup {
    var found = "only sample formats that are not known"
    for encoding in PCMEncoding.allCases {
      do throws(PCMFailure) { try pcm.beginChoice() } catch {
        if error.number == EINVAL {
          throw .unusable(device: device, found: "only frames that are not interleaved")
        }
        throw DeviceFault(error, device: device)
      }
      do throws(PCMFailure) {
        try pcm.choose(encoding)
        found = "\(encoding.name) without channels or a rate"
        let channels = try pcm.choose(channelsNear: wantedChannels)
        let rateHz = try pcm.choose(rateNear: wantedRateHz)
        guard AudioFormat.channelRange.contains(channels), AudioFormat.rateRange.contains(rateHz) else {
          found = "\(counted(channels, "channel")) at \(rateHz) Hz"
          continue
        }
        let hop = AnalysisGrid.hopSamples * rateHz / AnalysisGrid.sampleRateHz
        let period = max(1, periodSeconds.map { Int($0 * Double(rateHz)) } ?? hop)
        let periods = max(4, Int(wantedBufferSeconds * Double(rateHz)) / period)
        let buffer = try pcm.install(PCMBuffer(periodFrames: period, bufferFrames: period * periods))
        return PCMSetup(encoding: encoding, rateHz: rateHz, channels: channels, buffer: buffer)
      } catch {
        // EINVAL: the device cannot do this, which says nothing about the next.
        if error.number != EINVAL { throw DeviceFault(error, device: device) }
      }
    }
    throw .unusable(device: device, found: found)
  }
}

extension DeviceFault {
  /// The fault that a call of ALSA reports.
  init(_ failure: PCMFailure, device: String) {
    let reason = systemMessage(failure.number)
    switch failure.number {
    case ENODEV, ENXIO, ENOENT, EIO, EBADFD: self = .gone(device: device, reason: reason)
    case EBUSY, EAGAIN: self = .busy(device: device)
    case EACCES, EPERM: self = .permissionDenied(device: device)
    case ECONNREFUSED, ETIMEDOUT: self = .serverUnavailable(server: device, reason: reason)
    default: self = .failed(device: device, reason: reason)
    }
  }
}
