import Foundation
import MoodTestSupport
import Testing

@testable import moodring

/// The shells themselves say what they would propose.
@Suite struct CompletionTests {
  /// What bash proposes for a line, whose last word is the one that is completed; words as bash cuts them.
  private func bash(_ words: [String], breaks: String = #" \t\n"\'><=;|&(:"#) throws -> Set<String> {
    let folder = try TemporaryFolder()
    try folder.write([], to: "song.wav")
    try folder.write([], to: "a song.flac")
    try FileManager.default.createDirectory(atPath: folder.path + "/album", withIntermediateDirectories: true)
    let run = try Program.shell(
      """
      source <($moodring completions bash)
      COMP_WORDBREAKS=$'\(breaks)'
      COMP_WORDS=(\(words.map(Shell.quoted).joined(separator: " "))); COMP_CWORD=\(words.count - 1)
      set -u
      _moodring moodring "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """, in: folder)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    return Set(run.lines)
  }

  @Test func bashProposesWhatTheDeclarationSays() throws {
    #expect(try bash(["moodring", "li"]) == ["listen"])
    #expect(
      try bash(["moodring", ""]).isSuperset(of: ProgramSyntax.moodring.commands.map(\.name) + ["help"]))
    #expect(try bash(["moodring", "--"]) == ["--help", "--version"])
    #expect(try bash(["moodring", "help", "tr"]) == ["train"])
    #expect(try bash(["moodring", "listen", "--input-f"]) == ["--input-format"])
    #expect(try bash(["moodring", "listen", "--no"]) == ["--no-realtime", "--no-speaker-adapt"])
    #expect(try bash(["moodring", "completions", ""]) == ["bash", "zsh", "fish"])
    #expect(try bash(["moodring", "listen", "--input-format", "s16"]) == ["s16le", "s16be"])
    #expect(try bash(["moodring", "-q", "listen", "-q", "--channel", "l"]) == ["left"])
    #expect(try bash(["moodring", "listen", "--rate", ""]) == [])
    #expect(try bash(["moodring", "man", "x"]) == [])
    for command in ProgramSyntax.moodring.commands {
      let options = Set(command.allOptions.flatMap(\.spellings))
      #expect(try bash(["moodring", command.name, "-"]).isSuperset(of: options))
    }
  }

  @Test func bashProposesFilesAndFolders() throws {
    let files: Set = ["song.wav", "a song.flac", "album"]
    #expect(try bash(["moodring", "analyze", ""]) == files.union(["demo", "-"]))
    #expect(try bash(["moodring", "analyze", "--", "s"]) == ["song.wav"])
    #expect(try bash(["moodring", "listen", "--model", ""]) == files.union(["music", "speech"]))
    #expect(try bash(["moodring", "train", "--corpus", ""]) == ["album"])
    #expect(try bash(["moodring", "analyze", "a\\ "]) == [])
  }

  @Test func bashKnowsValuesBehindSignsAtWhichItCutsWords() throws {
    #expect(try bash(["moodring", "listen", "--input-format", "=", "u"]) == ["u8"])
    #expect(try bash(["moodring", "listen", "--input-format", "="]).count == 9)
    #expect(try bash(["moodring", "listen", "--out", "osc", ":", "127"]) == ["127.0.0.1:7700"])
    #expect(try bash(["moodring", "listen", "--out", "=", "ndjson", ":"]) == ["-"])
    #expect(try bash(["moodring", "listen", "--input-format=u"], breaks: " ") == ["--input-format=u8"])
    #expect(
      try bash(["moodring", "listen", "--out=ndj"], breaks: " ") == ["--out=ndjson:", "--out=ndjson:-"])
    #expect(try bash(["moodring", "listen", "--quiet", "=", "x"]) == [])
  }

  @Test(arguments: Shell.allCases)
  func theShellReadsItsScript(shell: Shell) throws {
    guard Program.isInstalled(shell.rawValue) else { return }
    let run = try Program.shell(
      "$moodring completions \(shell) > script && \(shell) -n script", in: TemporaryFolder())
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
  }

  @Test(
    .enabled(if: Program.isInstalled("fish"), "needs fish"),
    arguments: [
      ("moodring lis", ["listen"]), ("moodring help ev", ["evaluate"]),
      ("moodring listen --input-format u", ["u8"]),
      ("moodring listen --input-format=u", ["--input-format=u8"]),
      ("moodring listen --no-", ["--no-realtime", "--no-speaker-adapt"]),
      ("moodring analyze so", ["song.wav"]),
      ("moodring train --corpus a", ["album/"]), ("moodring completions z", ["zsh"]),
      ("moodring models --in", []),
    ])
  func fishProposesWhatTheDeclarationSays(line: String, proposals: [String]) throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "song.wav")
    try FileManager.default.createDirectory(atPath: folder.path + "/album", withIntermediateDirectories: true)
    let run = try Program.shell(
      """
      export HOME=$dir/home XDG_CONFIG_HOME=$dir/home XDG_DATA_HOME=$dir/home
      $moodring completions fish > script
      PATH=${moodring%/*}:$PATH fish --no-config -c 'source script; complete -C "\(line)"'
      """, in: folder)
    let found = run.lines.map { $0.split(separator: "\t").first.map(String.init) ?? "" }
    #expect(found == proposals, "\(run.errors)")
  }

  @Test func completionsAreForShellsThatThereAre() throws {
    for words in [[], ["tcsh"], ["bash", "zsh"]] {
      let run = try Program.run(["completions"] + words)
      #expect(run.status == 64 && run.errors.contains("expected one of bash, zsh, fish"), "\(run.errors)")
    }
  }
}
