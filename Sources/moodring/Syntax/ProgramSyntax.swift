import MoodConfiguration

/// The whole command line as a value: what help, the manual page and completions are made from.
struct ProgramSyntax: Sendable {
  var name: String
  /// One clause for the manual's head.
  var summary: String
  /// Paragraphs and examples, as in `CommandSyntax.details`.
  var details: String
  var commands: [CommandSyntax]
  var keys: [ConfigurationKey]
}

extension ProgramSyntax {
  /// This program's.
  static var moodring: ProgramSyntax {
    ProgramSyntax(
      name: "moodring",
      summary: "listens to music and says, hop by hop, what it feels like",
      details: """
        Estimates valence, arousal and the quadrant of Russell's circumplex every 23 ms, live or from files, and sends
        them as newline-delimited JSON or as OSC messages.

          moodring analyze demo
          moodring listen --input pulse:@monitor
          ffmpeg -v error -i song.mp3 -f wav - | moodring listen --out ndjson:- --out osc:127.0.0.1:7700
        """,
      commands: Program.commands.map { $0.syntax }, keys: ConfigurationSchema.moodring.keys)
  }
}
