import Glibc
import MoodCore

/// The program: finds the command and runs it.
enum Program {
  /// All commands, in the order in which help lists them.
  static var commands: [any Command.Type] {
    [
      ListenCommand.self, AnalyzeCommand.self, FeaturesCommand.self, ModelsCommand.self, TrainCommand.self,
      EvaluateCommand.self,
    ]
  }

  /// Runs what `words` ask for.
  static func run(_ words: [String]) -> ExitStatus {
    // A reader that goes away and a file that may not grow are told by the failing write, not by a signal.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    occupyClosedDescriptors()
    let diagnostics = Diagnostics()
    guard let first = words.first else {
      StandardOutput.write(help)
      return .success
    }
    switch first {
    case "--help", "-h", "help":
      return explain(words.dropFirst().first, diagnostics)
    case "--version":
      StandardOutput.write(ProgramIdentity.description + "\n")
      return .success
    default: break
    }
    guard let command = commands.first(where: { $0.syntax.name == first }) else {
      diagnostics.error("there is no command \(first); see moodring --help")
      return .usage
    }
    return run(command, Array(words.dropFirst()), diagnostics)
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

  private static func run(
    _ command: any Command.Type, _ words: [String], _ diagnostics: Diagnostics
  ) -> ExitStatus {
    do {
      let arguments = try Arguments(words, syntax: command.syntax)
      if arguments.has("help") {
        StandardOutput.write(command.syntax.help)
        return .success
      }
      return try command.run(arguments)
    } catch {
      diagnostics.error("\(error)")
      return ExitStatus(for: error)
    }
  }

  private static func explain(_ name: String?, _ diagnostics: Diagnostics) -> ExitStatus {
    guard let name else {
      StandardOutput.write(help)
      return .success
    }
    guard let command = commands.first(where: { $0.syntax.name == name }) else {
      diagnostics.error("there is no command \(name); see moodring --help")
      return .usage
    }
    StandardOutput.write(command.syntax.help)
    return .success
  }

  private static var help: String {
    let width = commands.map { $0.syntax.name.count }.max() ?? 0
    let table = commands.map { command in
      let name = command.syntax.name
      return "  \(name)\(String(repeating: " ", count: width - name.count))  \(command.syntax.summary)"
    }
    return """
      moodring listens to music and says, hop by hop, what it feels like.

      usage: moodring COMMAND [OPTION…]

      commands:
      \(table.joined(separator: "\n"))

        moodring COMMAND --help   explains a command
        moodring --version        prints the version

      try:
        moodring analyze demo
        ffmpeg -v error -i song.mp3 -f wav - | moodring listen --out ndjson:- --out osc:127.0.0.1:7700

      """
  }
}

/// One command of the program.
protocol Command {
  static var syntax: CommandSyntax { get }

  /// Does it.
  /// - Throws: what `ExitStatus.init(for:)` turns into an exit code.
  static func run(_ arguments: Arguments) throws -> ExitStatus
}
