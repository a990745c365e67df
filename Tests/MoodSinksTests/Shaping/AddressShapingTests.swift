import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodSinks

@Suite struct AddressShapingTests {
  private func shaper(_ text: String, _ range: ClosedRange<Float> = 0...1) throws -> AddressShaper {
    AddressShaper(try AddressShaping(text: text), range: range)
  }

  @Test func nothingAskedForChangesNoBit() throws {
    var shaper = try shaper("/valence01")
    var random = SplitMix64(seed: 1)
    for hop in 1...1000 as ClosedRange<Int64> {
      let value = random.uniform()
      let output = shaper.shape(value, sampleTime: hop * 512)
      #expect(output == value)
    }
  }

  @Test(arguments: [
    ("/valence01?range=0.2..0.8", 0.5, 0.5), ("/valence01?range=0.2..0.8", 0, 0.2),
    ("/valence01?range=0.2..0.8", 2, 0.8), ("/valence01?range=1..0", 0.25, 0.75),
    ("/valence01?range=0..255", 0.5, 127.5), ("/valence01?curve=2", 0.5, 0.25),
    ("/valence01?curve=0.5&range=-1..1", 0.25, 0), ("/valence01?curve=2&range=1..0", 0.5, 0.75),
  ])
  func rangeAndCurveAreExact(text: String, value: Float, expected: Float) throws {
    var shaper = try shaper(text)
    let output = shaper.shape(value, sampleTime: 0)
    #expect(abs(output - expected) < 1e-6)
  }

  @Test func theCurveOfASignedAddressLeavesNeutralWhereItIs() throws {
    var shaper = try shaper("/valence?curve=3", -1...1)
    for (value, expected) in [(0, 0), (0.5, 0.125), (-0.5, -0.125), (1, 1), (-1, -1)] as [(Float, Float)] {
      let output = shaper.shape(value, sampleTime: 0)
      #expect(abs(output - expected) < 1e-6)
    }
  }

  @Test(arguments: [
    "/valence01?auto=10", "/valence01?auto=1&span=0.01", "/valence01?auto=60&range=0.3..0.4&curve=0.2",
    "/valence01?auto=5&span=1&range=5..-5",
  ])
  func theOutputNeverLeavesItsRange(text: String) throws {
    var shaper = try shaper(text)
    let range = shaper.outputRange
    var random = SplitMix64(seed: 2)
    var (time, centre): (Int64, Float) = (0, 0.5)
    for _ in 0..<20_000 {
      time += Int64(random.index(below: 3000))
      if random.uniform() < 0.01 { centre = random.uniform() * 3 - 1 }
      let output = shaper.shape(centre + 0.1 * random.uniform(), sampleTime: time)
      #expect(range.contains(output))
    }
  }

  @Test func aSlowMoodMovesTheWholeFader() throws {
    var (shaper, raw) = (try shaper("/valence01?auto=60"), try shaper("/valence01"))
    var (shaped, unshaped): ([Float], [Float]) = ([], [])
    for hop in 1...20_000 as ClosedRange<Int64> {
      // Between 0.45 and 0.75 in forty seconds, as a piece of music has it.
      let seconds = AnalysisGrid.seconds(hops: hop)
      let value = 0.6 + 0.15 * Float(sin(2 * .pi * seconds / 40))
      let output = shaper.shape(value, sampleTime: hop * 512)
      let plain = raw.shape(value, sampleTime: hop * 512)
      if seconds > 240 {
        shaped.append(output)
        unshaped.append(plain)
      }
    }
    #expect(unshaped.max()! - unshaped.min()! < 0.31)
    #expect(shaped.max()! > 0.98 && shaped.min()! < 0.02)
    let middle = shaped.count { (0.2...0.8).contains($0) }
    #expect(Double(middle) > 0.3 * Double(shaped.count), "it does not stick at its ends")
  }

  @Test func noiseIsNotBlownUp() throws {
    var shaper = try shaper("/valence01?auto=10&span=0.2")
    var random = SplitMix64(seed: 3)
    var outputs: [Float] = []
    for hop in 1...20_000 as ClosedRange<Int64> {
      let output = shaper.shape(0.5 + 0.01 * (random.uniform() - 0.5), sampleTime: hop * 512)
      if hop > 10_000 { outputs.append(output) }
    }
    #expect(outputs.max()! - outputs.min()! <= 0.05 + 1e-4, "a fifth of the range, five times the noise")
  }

  @Test func itStartsAtItsTruePlace() throws {
    for value in [0, 0.2, 0.5, 1] as [Float] {
      var shaper = try shaper("/valence01?auto=60")
      let output = shaper.shape(value, sampleTime: 512)
      #expect(output == value)
    }
  }

  @Test func itDependsOnTimesAndNotOnHowOftenItIsAsked() throws {
    var (often, seldom) = (try shaper("/valence01?auto=20"), try shaper("/valence01?auto=20"))
    for hop in 1...4300 as ClosedRange<Int64> {
      let output = often.shape(0.4, sampleTime: hop * 512)
      if hop % 43 == 0 || hop == 1 {
        let other = seldom.shape(0.4, sampleTime: hop * 512)
        #expect(abs(other - output) < 1e-3)
      }
    }
  }

  @Test func starsStandForAllOfAFamily() throws {
    let all = try AddressShaping(text: "/emotion/*?auto=60")
    #expect(all.applies(to: "/emotion/power") && !all.applies(to: "/valence"))
    #expect(try AddressShaping(text: "/emotion/power").applies(to: "/emotion/power"))
    #expect(try !AddressShaping(text: "/emotion/power").applies(to: "/emotion/power2"))
  }

  @Test(arguments: [
    ("", #"the output address was given "", expected one of a float, such as"#),
    ("valence01", "expected one of a float, such as /valence01, without a prefix"),
    ("/moodring/valence01", "expected one of a float"), ("/quadrant", "expected one of a float"),
    ("/quadrant/name", "expected one of a float"), ("/emotion/", "expected one of a float"),
    ("/emotion/a/b", "expected one of a float"),
    ("/valence01?x=1", #"has no option "x", expected one of range"#),
    ("/valence01?range=1", "expected two different numbers such as 0..0.5"),
    ("/valence01?range=1..1", "expected two different numbers"),
    ("/valence01?range=0..nan", "expected two different numbers"),
    ("/valence01?range=0..1e9", "expected two different numbers"),
    ("/valence01?curve=0", "expected a number from 0.1 to 10"),
    ("/valence01?auto=0.5", "expected a number of seconds from 1 to 3600"),
    ("/valence01?auto", "expected a number of seconds from 1 to 3600"),
    ("/valence01?auto=60&span=0", "expected a number from 0.01 to 1"),
    ("/valence01?span=0.5", "expected auto beside it"),
  ])
  func whatIsWrongIsSaid(text: String, part: String) {
    let error = #expect(throws: SinkSpecificationError.self) { try AddressShaping(text: text) }
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
  }

  @Test func garbageIsReadOrRefusedInOneLine() {
    let pieces = [
      "/", "/valence01", "/emotion/", "*", "?", "&", "=", "range", "curve", "auto", "span", "..", "0", "1",
      "-",
      "0.5", "1e3", "nan", "inf", "\n", "\0", "é", " ", "99999999999999999999",
    ]
    var random = SplitMix64(seed: 4)
    for _ in 0..<20_000 {
      let text = (0..<random.index(below: 12)).map { _ in pieces[random.index(below: pieces.count)] }.joined()
      do throws(SinkSpecificationError) {
        var shaper = AddressShaper(try AddressShaping(text: text), range: 0...1)
        let output = shaper.shape(random.uniform(), sampleTime: 0)
        #expect(shaper.outputRange.contains(output))
      } catch {
        #expect(!error.description.contains("\n"))
      }
    }
  }
}
