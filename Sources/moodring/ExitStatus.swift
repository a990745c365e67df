/// What the program tells its caller (the numbers are those of BSD's sysexits.h).
enum ExitStatus: Int32 {
  case success = 0
  /// The command line is wrong.
  case usage = 64
  /// The input is not what it should be; also where some of several files were.
  case badData = 65
  /// The input does not exist.
  case noInput = 66
  /// A server or device does not answer.
  case unavailable = 69
  /// A fault of ours.
  case software = 70
  case cannotCreate = 73
  case inputOutput = 74
  case permission = 77
  /// A configuration file is wrong.
  case configuration = 78
  /// Ended by SIGINT, after finishing the stream.
  case interrupted = 130
  /// Ended by SIGTERM, after finishing the stream.
  case terminated = 143
}
