import Foundation
import MoodCapture
import MoodCore
import MoodTestSupport
import Testing

@testable import moodring

/// `moodring doctor`: what is wrong, and what to do about it.
@Suite struct DoctorTests {
  private let loud = HeardLevel(
    device: "pulse:mic", format: AudioFormat(encoding: "float", rateHz: 48_000, channels: 2), seconds: 2,
    peakDBFS: -12.04, meanDBFS: -25)

  /// A machine on which all is well.
  private func facts() throws -> MachineFacts {
    MachineFacts(
      libraries: [
        .init(file: "libpulse.so.0", package: "libpulse0", scheme: "pulse", isInstalled: true),
        .init(file: "libasound.so.2", package: "libasound2", scheme: "alsa", isInstalled: true),
      ],
      listings: BackendListing.all(of: [FakePulse.self, MutedALSA.self]), soundCards: .open,
      priorityRefusal: nil, lockedBytes: .max, heard: [.success(loud)])
  }

  @Test func whereAllIsWellEveryLineIsGood() throws {
    let diagnosis = Diagnosis(try facts())
    #expect(diagnosis.canCapture)
    #expect(diagnosis.findings.allSatisfy { $0.state == .good && $0.cure == nil }, "\(diagnosis.text)")
    #expect(diagnosis.text.contains("peak -12.0, mean -25.0 dBFS"))
  }

  @Test func everyTroubleHasACureOnItsLine() throws {
    var facts = try facts()
    facts.libraries[1].isInstalled = false
    facts.listings = BackendListing.all(of: [AbsentPulse.self, EmptyALSA.self])
    facts.soundCards = .forbidden(path: "/dev/snd/pcmC0D0c")
    facts.priorityRefusal = EPERM
    facts.lockedBytes = 64 << 10
    facts.heard = [.failure(.busy(device: "alsa:default"))]
    let diagnosis = Diagnosis(facts)
    #expect(!diagnosis.canCapture)
    #expect(diagnosis.findings.filter { $0.state == .trouble }.count == 5, "\(diagnosis.text)")
    for finding in diagnosis.findings where finding.state == .trouble { #expect(finding.cure != nil) }
    for part in ["apt-get install libasound2", "pipewire-pulse", "usermod -aG audio", "rtprio", "memlock"] {
      #expect(diagnosis.text.contains(part), "\(part)")
    }
    #expect(diagnosis.text.split(separator: "\n").count == diagnosis.findings.count)
  }

  @Test func silenceIsAskedAboutAndStillACapture() throws {
    var facts = try facts()
    var silence = loud
    (silence.peakDBFS, silence.meanDBFS) = (-.infinity, -.infinity)
    facts.heard = [.success(silence)]
    let diagnosis = Diagnosis(facts)
    #expect(diagnosis.canCapture)
    #expect(diagnosis.findings.last?.says == "nothing but silence from pulse:mic: muted?")
    #expect(diagnosis.findings.last?.cure?.contains("set-source-mute") == true)
  }

  @Test func whatOtherServersMakeUpForIsANote() throws {
    var facts = try facts()
    facts.listings = BackendListing.all(of: [FakePulse.self, EmptyALSA.self])
    facts.soundCards = .absent
    #expect(Diagnosis(facts).findings.allSatisfy { $0.state != .trouble })
  }

  @Test(arguments: [(-0.01, -6.0, "turn the source down"), (-40, -62, "--gain auto")])
  func aLevelThatIsOffIsSaid(peak: Double, mean: Double, cure: String) throws {
    var facts = try facts()
    var level = loud
    (level.peakDBFS, level.meanDBFS) = (peak, mean)
    facts.heard = [.success(level)]
    #expect(Diagnosis(facts).findings.last?.cure?.contains(cure) == true)
  }

  @Test func programsReadTheSame() throws {
    let diagnosis = Diagnosis(try facts())
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(diagnosis.json.text.utf8)) as? [String: Any])
    #expect(object["canCapture"] as? Bool == true)
    #expect((object["findings"] as? [[String: String]])?.count == diagnosis.findings.count)
  }

  @Test func aMachineThatCannotCaptureEndsWith69() throws {
    let run = try Program.shell("\(Program.alone) $moodring doctor", in: TemporaryFolder())
    // A machine with a sound card of its own captures all the same.
    let hears = FileManager.default.fileExists(atPath: "/dev/snd")
    #expect(run.status == 69 || hears && run.status == 0, "\(run.status)\n\(run.text)")
    #expect(run.errors.isEmpty, "\(run.errors)")
    #expect(run.lines.allSatisfy { line in ["good", "note", "trouble"].contains { line.hasPrefix($0) } })
  }
}
