import Foundation
import MoodConfiguration
import MoodTestSupport
import Testing

@testable import moodring

/// One declaration, told in five ways: none of them may leave anything out.
@Suite struct ManualTests {
  private let syntax = ProgramSyntax.moodring

  @Test func everyOptionOfEveryCommandIsToldEverywhere() throws {
    let page = ManualPage(program: syntax).text
    for command in syntax.commands {
      let name = command.name
      let texts = [
        try Program.run([name, "-h"]).text, try Program.run([name, "--help"]).text,
        Self.part(
          of: page, from: ".Ss moodring \(name.replacing("-", with: #"\-"#))\n", to: "\n.S"),
        Self.part(of: Shell.zsh.completions(of: syntax), from: "\n    \(name))\n", to: ";;"),
        Self.part(of: Shell.bash.completions(of: syntax), from: "\n  \(name)) ", to: ";;"),
        Shell.fish.completions(of: syntax).split(separator: "\n")
          .filter { $0.contains("'__moodring_command \(name)'") }.joined(separator: "\n"),
      ]
      for option in command.allOptions {
        for (place, text) in zip(["-h", "--help", "man", "zsh", "bash", "fish"], texts) {
          #expect(
            text.range(of: Self.pattern(of: option, in: place), options: .regularExpression) != nil,
            "\(option.name) of \(name) in \(place)")
        }
      }
    }
  }

  @Test func theManualHasEveryKeyEveryPlaceAndEveryExitStatus() {
    let page = ManualPage(program: syntax).text
    for key in syntax.keys { #expect(page.contains(".It Va \"\(key.path)\"\n")) }
    for status in ExitStatus.allCases { #expect(page.contains(".It \(status.rawValue)\n")) }
    for place in ConfigurationSearch.places {
      #expect(page.contains(".Pa \(place.replacing("~", with: #"\(ti"#))\n"))
    }
    #expect(page.utf8.allSatisfy { $0 < 128 })
  }

  @Test(.enabled(if: Program.isInstalled("groff"), "needs groff"))
  func groffHasNothingToSay() throws {
    let run = try Program.shell(
      "$moodring man | groff -ww -mdoc -Tutf8 2>&1 >/dev/null", in: TemporaryFolder())
    #expect(run.status == 0 && run.text.isEmpty, "\(run.text)")
  }

  @Test(.enabled(if: Program.isInstalled("mandoc"), "needs mandoc"))
  func mandocWarnsOfNothing() throws {
    let run = try Program.shell("$moodring man | mandoc -T lint -W warning", in: TemporaryFolder())
    #expect(run.status == 0 && run.text.isEmpty, "\(run.text)")
  }

  @Test func linesOfHelpFitATerminal() throws {
    for command in syntax.commands {
      for form in [[command.name, "-h"], [command.name, "--help"]] {
        let run = try Program.run(form)
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.text.hasPrefix("usage: moodring \(command.name)"))
        #expect(run.lines.allSatisfy { $0.count <= 118 })
      }
      #expect(
        try Program.run(["help", command.name]).output == Program.run([command.name, "--help"]).output)
    }
  }

  @Test(arguments: [["lisen"], ["help", "lisen"]])
  func aCommandThatThereIsNotHasANearestOne(words: [String]) throws {
    let run = try Program.run(words)
    #expect(run.status == 64)
    #expect(run.errors == "moodring: there is no command \"lisen\", did you mean listen?\n")
  }

  private static func part(of text: String, from start: String, to end: String) -> String {
    guard let begin = text.range(of: start) else { return "" }
    let rest = text[begin.upperBound...]
    return String(rest[..<(rest.range(of: end)?.lowerBound ?? rest.endIndex)])
  }

  /// How `option` must stand in a text, as a regular expression.
  private static func pattern(of option: Option, in place: String) -> String {
    switch place {
    case "man": #"Fl \\-"# + option.name.replacing("-", with: #"\\-"#) + #"( |\n)"#
    case "fish": "-l \(option.name) "
    case "bash": "--\(option.name)[ ']"
    case "zsh": #"--\#(option.name)[=\[]"#
    default: #"--(\[no-\])?\#(option.name)( |\n)"#
    }
  }
}
