/// What the program tells its caller (the numbers are those of BSD's sysexits.h).
enum ExitStatus: Int32, CaseIterable {
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

extension ExitStatus {
  /// What it means, for people.
  var meaning: String {
    switch self {
    case .success: "all went well; also where the reader of stdout went away"
    case .usage: "the command line is wrong"
    case .badData: "the input is not what it should be; also where some of several files were not"
    case .noInput: "the input, or a file that was named, does not exist"
    case .unavailable: "a server or device does not answer, or its library is not installed"
    case .software: "a fault of the program"
    case .cannotCreate: "an output cannot be created"
    case .inputOutput: "reading or writing failed, as on a full disk"
    case .permission: "a file may not be read"
    case .configuration: "the configuration file is wrong"
    case .interrupted: "ended by SIGINT, after finishing what had begun"
    case .terminated: "ended by SIGTERM or SIGHUP, after finishing what had begun"
    }
  }

  /// What a command that hears streams may end with.
  static let ofStreams = allCases.filter { $0 != .software }
}
