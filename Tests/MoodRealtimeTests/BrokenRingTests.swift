import CAllocationProbe
import MoodTestSupport
import Testing

@Suite struct BrokenRingTests {
  @Test(.enabled(if: allocation_probe_thread_sanitizer(), "needs a build under the thread sanitizer"))
  func theThreadSanitizerCatchesARingWithoutAcquireAndRelease() throws {
    let run = try Subprocess.run(BuiltProducts.path(of: "broken-ring"))
    #expect(run.status != 0)
    #expect(run.errors.contains("data race"))
  }
}
