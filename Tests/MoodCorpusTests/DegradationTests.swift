import Foundation
import MoodCore
import MoodDSP
import MoodTestSupport
import Testing

@testable import MoodCorpus

@Suite struct DegradationTests {
  private static let rates = [22050, 24000, 44100, 48000]

  /// Three seconds of noise that falls towards high frequencies, as music does.
  private func music(rateHz: Int, amplitude: Float = 0.3) -> [Float] {
    var state: Float = 0
    let noise = whiteNoise(count: 3 * rateHz, amplitude: 1, seed: 4)
    let filtered = noise.map { sample -> Float in
      state = 0.7 * state + 0.3 * sample
      return state
    }
    let largest = filtered.map(abs).max() ?? 1
    return filtered.map { $0 / largest * amplitude }
  }

  /// Mean power of what lies between two frequencies, in dB.
  private func level(_ samples: [Float], _ hertz: Range<Double>, rateHz: Int) -> Double {
    let size = 1 << 15
    var transform = RealFFT(size: size)
    for index in 0..<size {
      let window = 0.5 - 0.5 * cos(2 * Float.pi * Float(index) / Float(size))
      transform.input[index] = window * samples[index + 4000]
    }
    transform.transform()
    var sum = 0.0
    var count = 0
    for bin in 0..<transform.bins where hertz.contains(Double(bin * rateHz) / Double(size)) {
      let (re, im) = (Double(transform.spectrum[2 * bin]), Double(transform.spectrum[2 * bin + 1]))
      sum += re * re + im * im
      count += 1
    }
    return 10 * log10(sum / Double(count) + 1e-30)
  }

  /// By how many samples `late` lies behind `early`, within ±2,400.
  private func delay(of late: [Float], behind early: [Float]) -> Int {
    let span = 4000..<20000
    return (-2400...2400).max { one, other in
      product(late, early, one, span) < product(late, early, other, span)
    } ?? 0
  }

  private func product(_ late: [Float], _ early: [Float], _ lag: Int, _ span: Range<Int>) -> Float {
    span.reduce(into: Float(0)) { $0 += early[$1] * late[$1 + lag] }
  }

  @Test(arguments: Degradation.allCases)
  func lengthAndPlaceStay(_ degradation: Degradation) throws {
    for rate in Self.rates {
      let clean = music(rateHz: rate)
      let degraded = try degradation.apply(clean, rateHz: rate)
      #expect(degraded.count == clean.count)
      #expect(degraded.allSatisfy { $0.isFinite })
      // A loudspeaker has a phase of its own: it is late by less than 50 µs.
      let allowed = degradation == .laptop ? rate / 20_000 : 0
      #expect(0...allowed ~= delay(of: degraded, behind: clean), "at \(rate) Hz")
      #expect(try degradation.apply(clean, rateHz: rate) == degraded, "the same on every run")
    }
  }

  @Test(arguments: Degradation.allCases)
  func silenceStaysSilent(_ degradation: Degradation) throws {
    #expect(try degradation.apply([], rateHz: 44100).isEmpty)
    #expect(try degradation.apply([0], rateHz: 44100).count == 1)
    let silence = [Float](repeating: 0, count: 30000)
    #expect(try degradation.apply(silence, rateHz: 44100).allSatisfy { abs($0) < 1e-4 })
  }

  @Test(arguments: rates)
  func lowPassTakesAwayAbove9kHz(rateHz: Int) throws {
    let noise = whiteNoise(count: 3 * rateHz)
    let filtered = try Degradation.lowPass.apply(noise, rateHz: rateHz)
    func loss(_ hertz: Range<Double>) -> Double {
      level(noise, hertz, rateHz: rateHz) - level(filtered, hertz, rateHz: rateHz)
    }
    #expect(abs(loss(20..<7900)) < 0.1)
    for low in stride(from: 9000, to: Double(rateHz) / 2 - 200, by: 200) {
      #expect(loss(low..<(low + 200)) > 40)
    }
    #expect(try Degradation.lowPass.apply(noise, rateHz: 16000) == noise)
  }

  @Test func gainsAreTwelveDecibels() throws {
    let clean = music(rateHz: 22050, amplitude: 0.2)
    let decibels = { (samples: [Float]) in 10 * log10(meanPower(samples) / meanPower(clean)) }
    #expect(abs(decibels(try Degradation.louder.apply(clean, rateHz: 22050)) - 12) < 1e-3)
    #expect(abs(decibels(try Degradation.quieter.apply(clean, rateHz: 22050)) + 12) < 1e-3)
    let loud = try Degradation.louder.apply(clean.map { 4 * $0 }, rateHz: 22050)
    #expect(loud.max() == 1 && loud.min() == -1)
  }

  @Test func noiseIs20DecibelsBelow() throws {
    let clean = music(rateHz: 44100)
    let noisy = try Degradation.noise.apply(clean, rateHz: 44100)
    let noise = zip(noisy, clean).map { $0 - $1 }
    #expect(abs(10 * log10(meanPower(clean) / meanPower(noise)) - 20) < 0.01)
    #expect(try Degradation.noise.apply(clean, rateHz: 44100, seed: 2) != noisy)
    // As much in every octave: 3 dB less density for each.
    let octaves = [250.0, 500, 1000, 2000, 4000, 8000].map { level(noise, $0..<(2 * $0), rateHz: 44100) }
    for (low, high) in zip(octaves, octaves.dropFirst()) { #expect(abs(low - high - 3.01) < 1.5) }
  }

  @Test(arguments: rates)
  func roomsFadeIn500Milliseconds(rateHz: Int) {
    let response = Room.response(rateHz: rateHz, seed: 1)
    #expect(response[0] == 1)
    let tail = Array(response.dropFirst())
    #expect(abs(tail.reduce(0) { $0 + $1 * $1 } - 1) < 1e-3, "as much energy as the direct sound")
    // Backward integration (Schroeder 1965): from −5 to −25 dB is a third of the time.
    var left = 0.0
    var decay: [Double] = []
    for sample in tail.reversed() {
      left += Double(sample) * Double(sample)
      decay.append(left)
    }
    decay.reverse()
    let from = decay.firstIndex { 10 * log10($0 / decay[0]) < -5 } ?? 0
    let to = decay.firstIndex { 10 * log10($0 / decay[0]) < -25 } ?? 0
    #expect(abs(3 * Double(to - from) / Double(rateHz) - Room.reverberationSeconds) < 0.05)
  }

  @Test func roomsAreAsLoud() throws {
    let clean = music(rateHz: 22050)
    let heard = try Degradation.room.apply(clean, rateHz: 22050)
    #expect(abs(10 * log10(meanPower(heard) / meanPower(clean))) < 1e-3)
    #expect(try Degradation.room.apply(clean, rateHz: 22050, seed: 2) != heard)
  }

  @Test func laptopsHaveNeitherBassNorTreble() throws {
    let noise = whiteNoise(count: 3 * 44100, amplitude: 0.05)
    let heard = try Degradation.laptop.apply(noise, rateHz: 44100)
    func loss(_ hertz: Range<Double>) -> Double {
      level(noise, hertz, rateHz: 44100) - level(heard, hertz, rateHz: 44100)
    }
    #expect(abs(loss(800..<3000)) < 0.5)
    #expect(abs(loss(297..<303) - 3) < 0.5 && abs(loss(5950..<6050) - 3) < 0.5)
    #expect(abs(loss(74..<76) - loss(149..<151) - 12) < 1, "12 dB an octave")
    let loud = try Degradation.laptop.apply(noise.map { 100 * $0 }, rateHz: 44100)
    #expect(loud.allSatisfy { abs($0) <= 0.5 } && loud.contains { $0 > 0.4 })
  }

  @Test(arguments: MP3.rates)
  func mp3ChangesLittleOfMusic(rateHz: Int) throws {
    let clean = music(rateHz: rateHz)
    let coded = try Degradation.mp3.apply(clean, rateHz: rateHz)
    #expect(coded != clean)
    let error = zip(coded, clean).map { $0 - $1 }
    #expect(10 * log10(meanPower(clean) / meanPower(error)) > 3)
    #expect(abs(10 * log10(meanPower(coded) / meanPower(clean))) < 2)
  }

  @Test func ratesWithoutMP3AreNamed() {
    #expect(throws: MP3Error.rate(found: 22000)) { try Degradation.mp3.apply([0, 1], rateHz: 22000) }
    #expect(
      "\(MP3Error.rate(found: 1))"
        == "MP3 at 64 kb/s cannot hold 1 samples a second; it can hold 16000, 22050, 24000, 32000, 44100, 48000"
    )
  }

  /// The block-wise convolution is the sum that defines it.
  @Test func convolutionIsItsDefinition() {
    let samples = whiteNoise(count: 2500, seed: 2)
    let response = whiteNoise(count: 301, seed: 3)
    var convolution = Convolution(response: response)
    let fast = convolution.apply(samples)
    #expect(fast.count == 2800)
    for index in stride(from: 0, to: 2800, by: 7) {
      let taps = max(0, index - 2499)...min(300, index)
      let slow = taps.reduce(0.0) { $0 + Double(response[$1]) * Double(samples[index - $1]) }
      #expect(abs(slow - Double(fast[index])) < 1e-4)
    }
  }
}
