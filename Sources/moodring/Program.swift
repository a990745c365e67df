import Glibc
import MoodConfiguration
import MoodCore
import MoodSinks

/// The program: finds the command and runs it.
enum Program {
  /// All commands, in the order in which help lists them.
  static var commands: [any Command.Type] {
    [
      ListenCommand.self, AnalyzeCommand.self, ReplayCommand.self, FeaturesCommand.self, DevicesCommand.self,
      DoctorCommand.self, PresetsCommand.self, ModelsCommand.self, OSCMapCommand.self, TrainCommand.self,
      EvaluateCommand.self, CompareCommand.self, CompletionsCommand.self, ManCommand.self,
    ]
  }

  /// Runs what `words` ask for.
  static func run(_ words: [String]) -> ExitStatus {
    // A reader that goes away and a file that may not grow are told by the failing write, not by a signal.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    occupyClosedDescriptors()
    let diagnostics = Diagnostics()
    do {
      return try run(words, diagnostics)
    } catch SinkError.closed {
      return .success
    } catch {
      diagnostics.error("\(error)")
      return ExitStatus(for: error)
    }
  }

  private static func run(_ words: [String], _ diagnostics: Diagnostics) throws -> ExitStatus {
    guard let first = words.first else {
      return try say(help.overview)
    }
    switch first {
    case "--help", "-h", "help":
      return try explain(words.dropFirst().first, diagnostics)
    case "--version":
      return try say(ProgramIdentity.description + "\n")
    default: break
    }
    guard let command = command(named: first, diagnostics) else { return .usage }
    let arguments = try Arguments(Array(words.dropFirst()), syntax: command.syntax)
    if arguments.has("help") {
      let isBrief = arguments.spelling("help") == "-h"
      return try say(isBrief ? help.brief(command.syntax) : help.full(command.syntax))
    }
    return try command.run(arguments)
  }

  /// Where a standard descriptor was closed by the caller, puts one there that fails when used: the next file that is
  /// opened would take its place otherwise.
  private static func occupyClosedDescriptors() {
    for (descriptor, wrongMode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ]
    where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", wrongMode)
    }
  }

  private static func explain(_ name: String?, _ diagnostics: Diagnostics) throws -> ExitStatus {
    guard let name else { return try say(help.overview) }
    guard let command = command(named: name, diagnostics) else { return .usage }
    return try say(help.full(command.syntax))
  }

  /// The command of that name; says so where there is none.
  private static func command(named name: String, _ diagnostics: Diagnostics) -> (any Command.Type)? {
    if let command = commands.first(where: { $0.syntax.name == name }) { return command }
    let nearest = NearestNames.of(name, among: commands.map { $0.syntax.name }, limit: 1).first
    diagnostics.error(
      "there is no command \(JSONTree.shown(name))"
        + (nearest.map { ", did you mean \($0)?" } ?? "; see moodring --help"))
    return nil
  }

  private static var help: HelpText { HelpText(program: .moodring) }

  private static func say(_ text: String) throws -> ExitStatus {
    try StandardOutput.write(text)
    return .success
  }
}

/// One command of the program.
protocol Command {
  static var syntax: CommandSyntax { get }

  /// Does it.
  /// - Throws: what `ExitStatus.init(for:)` turns into an exit code.
  static func run(_ arguments: Arguments) throws -> ExitStatus
}
