import Foundation
import MoodTestSupport
import Testing

@testable import MoodDSP

struct RealFFTTests {
  @Test func energyIsKept() {
    var fft = RealFFT(size: 2048)
    let noise = whiteNoise(count: 2048)
    for (index, value) in noise.enumerated() { fft.input[index] = value }
    fft.transform()
    var energy = 0.0
    for bin in 0..<fft.bins {
      let (re, im) = (Double(fft.spectrum[2 * bin]), Double(fft.spectrum[2 * bin + 1]))
      // All bins but the first and the last stand for two.
      energy += (bin == 0 || bin == fft.bins - 1 ? 1 : 2) * (re * re + im * im)
    }
    let expected = noise.reduce(0.0) { $0 + Double($1) * Double($1) } * 2048
    #expect(abs(energy - expected) <= 1e-6 * expected)
  }

  @Test func aCosineIsOneBin() {
    var fft = RealFFT(size: 64)
    for index in 0..<64 { fft.input[index] = Float(cos(2 * Double.pi * 5 * Double(index) / 64)) }
    fft.transform()
    for bin in 0..<fft.bins { #expect(abs(fft.spectrum[2 * bin] - (bin == 5 ? 32 : 0)) < 1e-4) }
  }

  @Test(arguments: [64, 2560]) func theInverseGivesBackWhatWasTransformed(size: Int) {
    var forward = RealFFT(size: size)
    var inverse = InverseRealFFT(size: size)
    let noise = whiteNoise(count: size)
    for (index, value) in noise.enumerated() { forward.input[index] = value }
    forward.transform()
    for index in 0..<2 * forward.bins { inverse.input[index] = forward.spectrum[index] }
    inverse.transform()
    for (index, value) in noise.enumerated() {
      #expect(abs(inverse.samples[index] / Float(size) - value) <= 1e-6)
    }
  }

  /// Sizes of which a half is odd, and such that leave every remainder of the widest vectors.
  @Test(arguments: Array(stride(from: 2, through: 130, by: 2)))
  func spectrumAndPowerAreThoseOfTheDefinition(size: Int) {
    var fft = RealFFT(size: size)
    let noise = whiteNoise(count: size)
    for (index, value) in noise.enumerated() { fft.input[index] = value }
    fft.transform()
    var power = [Float](repeating: 7, count: fft.bins + 1)
    var magnitude = power
    fft.transform(toPower: &power, magnitude: &magnitude)
    for bin in 0..<fft.bins {
      let angles = noise.indices.map { 2 * Double.pi * Double($0 * bin % size) / Double(size) }
      let re = zip(noise, angles).reduce(0) { $0 + Double($1.0) * cos($1.1) }
      let im = zip(noise, angles).reduce(0) { $0 - Double($1.0) * sin($1.1) }
      #expect(abs(Double(fft.spectrum[2 * bin]) - re) < 1e-5)
      #expect(abs(Double(fft.spectrum[2 * bin + 1]) - im) < 1e-5)
      #expect(abs(Double(power[bin]) - (re * re + im * im)) < 1e-4)
    }
    #expect(power[fft.bins] == 7 && magnitude[fft.bins] == 7)
    for bin in 0..<fft.bins {
      #expect(abs(magnitude[bin] - power[bin].squareRoot()) <= 1e-6 * magnitude[bin])
    }
    var alone = [Float](repeating: 7, count: fft.bins + 1)
    fft.transform(toPower: &alone, magnitude: nil)
    #expect(alone == power)
  }

  /// Parseval: the energy of the samples is that of the spectrum.
  @Test(arguments: [64, 2048]) func energyIsKept(size: Int) {
    var fft = RealFFT(size: size)
    let noise = whiteNoise(count: size)
    for (index, value) in noise.enumerated() { fft.input[index] = value }
    var power = [Float](repeating: 0, count: fft.bins)
    fft.transform(toPower: &power, magnitude: nil)
    let inner = power.dropFirst().dropLast().reduce(0.0) { $0 + 2 * Double($1) }
    let spectral = (inner + Double(power[0]) + Double(power[fft.bins - 1])) / Double(size)
    let temporal = noise.reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(abs(spectral - temporal) <= 1e-6 * temporal)
  }

  @Test func plansAreMadeByManyThreadsAtOnce() async {
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask { for round in 0..<10 { _ = RealFFT(size: 64 + 2 * (task + round)) } }
      }
    }
  }
}
