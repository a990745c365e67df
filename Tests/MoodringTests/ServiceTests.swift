import Foundation
import MoodConfiguration
import MoodTestSupport
import Testing

@testable import moodring

/// The example of a service.
@Suite struct ServiceTests {
  private let folder = packageRoot + "/Configs/systemd"

  @Test(
    .enabled(if: Program.isInstalled("systemd-analyze"), "needs systemd-analyze, which comes with systemd"))
  func systemdTakesTheUnit() throws {
    let scratch = try TemporaryFolder()
    let unit = try String(contentsOfFile: folder + "/moodring.service", encoding: .utf8)
      .replacing("/usr/local/bin/moodring", with: Program.path)
    try scratch.write(Array(unit.utf8), to: "moodring.service")
    let run = try Program.shell(
      "XDG_RUNTIME_DIR=$dir SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --user --man=no ./moodring.service",
      in: scratch)
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.errors.contains("moodring.service"), "\(run.errors)")
  }

  @Test func itsConfigurationIsOne() throws {
    let text = try String(contentsOfFile: folder + "/service.json5", encoding: .utf8)
    let configuration = try ConfigurationSchema.moodring.read(text, file: "service.json5")
    // In the journal nobody wants the records.
    #expect(configuration[.out] != nil && configuration[.input] != nil)
  }
}
