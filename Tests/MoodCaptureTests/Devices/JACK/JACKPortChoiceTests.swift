import Testing

@testable import MoodCapture

struct JACKPortChoiceTests {
  private let ports = [
    JACKPort(name: "system:capture_1", isPhysical: true),
    JACKPort(name: "system:capture_2", isPhysical: true),
    JACKPort(name: "player (x):out_1", isPhysical: false),
    JACKPort(name: "player (x):out_2", isPhysical: false),
  ]

  private func choose(_ text: String) throws -> [String] {
    try JACKPortChoice.ports(text, among: ports, device: "jack:\(text)")
  }

  @Test func nothingMeansAllPhysicalInputs() throws {
    #expect(try choose("") == ["system:capture_1", "system:capture_2"])
  }

  @Test func aFullNameMeansThatPort() throws {
    // As an expression it would match nothing.
    #expect(try choose("player (x):out_2") == ["player (x):out_2"])
  }

  @Test func anExpressionMeansAllThatItMatches() throws {
    #expect(try choose("^player.*out_[12]$") == ["player (x):out_1", "player (x):out_2"])
    #expect(try choose("_1") == ["system:capture_1", "player (x):out_1"])
  }

  @Test func whatMatchesNothingIsSaid() {
    #expect(
      throws: DeviceFault.gone(
        device: "jack:drums", reason: "the JACK server has no output port that matches \"drums\"")
    ) { try choose("drums") }
    #expect(throws: DeviceFault.gone(device: "jack:", reason: "the JACK server has no physical input")) {
      try JACKPortChoice.ports("", among: [ports[2]], device: "jack:")
    }
  }

  @Test func aBrokenExpressionIsSaid() {
    let fault = #expect(throws: DeviceFault.self) { try choose("capture_[") }
    guard case .gone("jack:capture_[", let reason) = fault else {
      Issue.record("a broken expression said \(String(describing: fault))")
      return
    }
    #expect(reason.hasPrefix("no port has that name, and it is no regular expression: "))
  }

  @Test func moreThanAreAcceptedAreRefused() {
    let many = (1...33).map { JACKPort(name: "desk:out_\($0)", isPhysical: true) }
    #expect(throws: DeviceFault.unusable(device: "jack:desk", found: "33 ports")) {
      try JACKPortChoice.ports("desk", among: many, device: "jack:desk")
    }
  }
}
