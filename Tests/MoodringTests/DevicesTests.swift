import Foundation
import MoodCapture
import MoodTestSupport
import Testing

@testable import moodring

/// `moodring devices`: all there is, each as `--input` takes it.
@Suite struct DevicesTests {
  private let table = DeviceTable(
    listings: BackendListing.all(of: [FakePulse.self, MutedALSA.self]) + [
      BackendListing(
        scheme: "jack", label: "JACK",
        outcome: .failure(.libraryMissing(library: "libjack.so.0", package: "libjack-jackd2-0")))
    ])

  @Test func monitorsMicrophonesAndTheDefaultAreTold() {
    #expect(
      table.text.hasPrefix(
        """
        PulseAudio
          pulse:out.monitor  monitor        48000 Hz, 2 channels  Monitor of Speakers
          pulse:mic          default input  44100 Hz, 1 channel   Desk Microphone
        ALSA
          alsa:default       default input                        Default
        JACK: libjack.so.0 is not installed
        """), "\(table.text)")
    #expect(table.text.split(separator: "\n").count == 6)
  }

  @Test func aNameOverSeveralLinesStaysOnOne() throws {
    var devices = try FakePulse.devices()
    devices[0].label = "One\nTwo"
    let table = DeviceTable(listings: [
      BackendListing(scheme: "pulse", label: "PulseAudio", outcome: .success(devices))
    ])
    #expect(table.text.split(separator: "\n").count == 3)
  }

  @Test func programsReadTheSame() throws {
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(table.json.text.utf8)) as? [String: [[String: Any]]])
    let devices = try #require(object["devices"])
    #expect(devices.map { $0["input"] as? String } == ["pulse:out.monitor", "pulse:mic", "alsa:default"])
    #expect(devices.map { $0["monitor"] as? Bool } == [true, false, false])
    #expect(devices.map { $0["default"] as? Bool } == [false, true, true])
    #expect(devices[1]["rate"] as? Int == 44_100 && devices[1]["channels"] as? Int == 1)
    #expect(devices[2]["rate"] == nil && devices[2]["channels"] == nil)
    #expect(object["faults"]?.map { $0["backend"] as? String } == ["jack"])
  }

  @Test func aMachineWithoutServersIsNoError() throws {
    let run = try Program.shell("\(Program.alone) $moodring devices", in: TemporaryFolder())
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.text.contains("PulseAudio: "), "\(run.text)")
    let json = try Program.shell("\(Program.alone) $moodring devices --json", in: TemporaryFolder())
    #expect(json.status == 0)
    #expect(try JSONSerialization.jsonObject(with: Data(json.output)) is [String: Any])
  }

  @Test(arguments: ["devices", "doctor"])
  func anOperandIsRefused(command: String) throws {
    let run = try Program.run([command, "pulse"])
    #expect(run.status == 64 && run.errors.contains("takes no operand"))
  }
}
