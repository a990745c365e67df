package import MoodCore

/// Raw PCM or WAV from standard input, a FIFO, or any other descriptor that is read front to back.
package final class StreamSource: AudioSource, @unchecked Sendable {
  package let format: AudioFormat
  package let isLive = false
  package private(set) var notices: [String] = []

  private let name: String
  private let reader: DescriptorReader
  private let interruption: Interruption
  private var decoder: PCMDecoder
  /// What the header says about the length of the samples; nil where it does not know.
  private let promisedBytes: UInt64?
  private var deliveredBytes: UInt64 = 0
  private var bytes = [UInt8](repeating: 0, count: 1 << 16)
  private var isOver = false

  /// Waits for the first bytes. If they are the magic of WAV its header counts, otherwise `options` must say everything.
  /// - Parameters:
  ///   - name: what errors and notices call the input.
  ///   - interruption: ends the waiting here, and is what `interrupt` requests; one of its own where nil.
  /// - Throws: `CaptureError`
  package init(
    _ descriptor: consuming Descriptor, name: String, options: InputOptions, interruption: Interruption? = nil
  ) throws {
    self.name = name
    self.interruption = try interruption ?? Interruption()
    reader = DescriptorReader(descriptor, name: name, interruption: self.interruption)

    let opening = try reader.bytes(WAVHeader.magicBytes)
    if opening.isEmpty { throw CaptureError.empty(source: name) }
    let sampleFormat: SampleFormat
    if WAVHeader.isMagic(opening) {
      let header: WAVHeader
      do { header = try WAVHeader(from: reader) } catch let fault as WAVFault {
        throw CaptureError.badWAV(source: name, fault)
      }
      sampleFormat = header.sampleFormat
      format = AudioFormat(
        encoding: sampleFormat.rawValue, rateHz: header.rateHz, channels: header.channels)
      promisedBytes = header.dataBytes
      if options.disagrees(with: header) {
        notices.append("\(name) has a WAV header that says \(format), which counts; the options do not")
      }
    } else {
      guard let given = options.format, let rateHz = options.rateHz, let channels = options.channels else {
        throw CaptureError.rawOptionsMissing(source: name, options: options.missing)
      }
      reader.putBack(opening)
      sampleFormat = given
      format = AudioFormat(encoding: given.rawValue, rateHz: rateHz, channels: channels)
      promisedBytes = nil
    }
    try CaptureError.check(format, of: name)
    decoder = PCMDecoder(sampleFormat, channels: format.channels)
  }

  package func read(into samples: UnsafeMutablePointer<Float>, frames: Int) throws -> Int {
    precondition(frames > 0, "a read asks for at least one frame")
    while !isOver {
      let room = frames * decoder.bytesPerFrame - decoder.pendingBytes
      let promised = promisedBytes.map { $0 - deliveredBytes } ?? .max
      let wanted = Int(min(UInt64(min(room, bytes.count)), promised))
      let decoded = try bytes.withUnsafeMutableBytes { memory in
        let got = wanted == 0 ? 0 : try reader.read(into: memory.baseAddress!, count: wanted)
        if got == 0 { end() }
        deliveredBytes += UInt64(got)
        return decoder.decode(UnsafeRawBufferPointer(rebasing: memory[..<got]), into: samples)
      }
      if decoded > 0 { return decoded }
    }
    return 0
  }

  package func interrupt() { interruption.request() }

  private func end() {
    isOver = true
    if interruption.isRequested { return }
    if let promisedBytes, deliveredBytes < promisedBytes {
      notices.append(
        "\(name) ended after \(deliveredBytes) of the \(promisedBytes) bytes that its header promises")
    }
    if decoder.pendingBytes > 0 {
      notices.append(
        "\(name) ended with \(counted(decoder.pendingBytes, "byte")) that make no whole frame of "
          + "\(decoder.bytesPerFrame)")
    }
  }
}

extension InputOptions {
  /// The command line's names of what raw PCM still needs.
  fileprivate var missing: [String] {
    [
      (format == nil, "--input-format"), (rateHz == nil, "--rate"), (channels == nil, "--channels"),
    ].filter(\.0).map(\.1)
  }

  fileprivate func disagrees(with header: WAVHeader) -> Bool {
    isGiven
      && ((format ?? header.sampleFormat) != header.sampleFormat || (rateHz ?? header.rateHz) != header.rateHz
        || (channels ?? header.channels) != header.channels)
  }
}
