package import Foundation
internal import MoodCore

/// A mono WAV file of 16-bit samples at the analysis rate.
package enum MonoWave {
  package static func file(_ samples: [Int16]) -> Data {
    func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
      withUnsafeBytes(of: value.littleEndian, Array.init)
    }
    let rate = UInt32(AnalysisGrid.sampleRateHz)
    let bytes = UInt32(2 * samples.count)
    var file = Array("RIFF".utf8) + little(36 + bytes) + Array("WAVEfmt ".utf8) + little(UInt32(16))
    file += little(UInt16(1)) + little(UInt16(1)) + little(rate) + little(2 * rate) + little(UInt16(2))
    file += little(UInt16(16)) + Array("data".utf8) + little(bytes)
    for sample in samples { file += little(sample) }
    return Data(file)
  }
}
