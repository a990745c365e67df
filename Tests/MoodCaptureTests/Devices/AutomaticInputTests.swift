import MoodCapture
import MoodTestSupport
import Testing

@Suite struct AutomaticInputTests {
  @Test(arguments: [StandardInput.pipe, .file, .socket])
  func whatIsConnectedIsHeardAndNoServerAsked(kind: StandardInput) throws {
    let choice = try AutomaticInput.choose(standardInput: kind, backends: [HangingPulse.self])
    #expect(choice.input == .standardInput)
    #expect(choice.remark == "hearing standard input, which is a \(kind.rawValue)")
  }

  @Test(arguments: [StandardInput.terminal, .nothing])
  func elseTheDefaultOfPulseAudioIs(kind: StandardInput) throws {
    let choice = try AutomaticInput.choose(standardInput: kind, backends: [MutedALSA.self, FakePulse.self])
    #expect(choice.input == .pulse(source: "@default"))
    #expect(choice.remark.hasPrefix("hearing pulse:@default (Desk Microphone), since "))
  }

  @Test func elseThatOfALSA() throws {
    let choice = try AutomaticInput.choose(
      standardInput: .terminal, backends: [AbsentPulse.self, MutedALSA.self])
    #expect(choice.input == .alsa(device: "default"))
    #expect(
      choice.remark == "hearing alsa:default (Default), since standard input is a terminal, "
        + "and PulseAudio does not answer: connection refused")
  }

  @Test func aServerThatHangsIsPassedOver() throws {
    let choice = try AutomaticInput.choose(
      standardInput: .nothing, backends: [HangingPulse.self, MutedALSA.self], patienceSeconds: 0.2)
    #expect(choice.input == .alsa(device: "default"))
  }

  @Test func nothingIsSaidInOneSentence() {
    do {
      _ = try AutomaticInput.choose(standardInput: .nothing, backends: [AbsentPulse.self, EmptyALSA.self])
      Issue.record("something was chosen")
    } catch {
      let sentence = "\(error)"
      for part in ["nothing is connected", "connection refused", "ALSA has no input", "moodring doctor"] {
        #expect(sentence.contains(part), "\(sentence)")
      }
    }
  }
}
