internal import Glibc

/// One `--out`: which output, where, and what of the estimates it passes on.
///
/// An output is one case here and a target type of its own beside its sink.
package enum SinkSpecification: Sendable, Equatable {
  case ndjson(NDJSONTarget)
  case csv(CSVTarget)
  case udp(UDPTarget)
  case osc(OSCTarget)
  case terminal(TerminalTarget)

  /// The forms that are understood, for people.
  package static let forms = "ndjson:-|PATH, csv:-|PATH, udp:HOST:PORT, osc:HOST:PORT[/prefix] or terminal"

  /// Reads `NAME:TARGET[?option=value&…]`.
  package init(_ text: String) throws(SinkSpecificationError) {
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let head = parts[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = head[0]
    let target = head.count == 2 ? head[1] : ""
    let options = parts.count == 2 ? parts[1] : nil
    switch name {
    case "ndjson": self = .ndjson(try NDJSONTarget(target, options: options))
    case "csv": self = .csv(try CSVTarget(target, options: options))
    case "udp": self = .udp(try UDPTarget(target, options: options))
    case "osc": self = .osc(try OSCTarget(target, options: options))
    case "terminal": self = .terminal(try TerminalTarget(target, options: options))
    default: throw .unknownOutput(String(name))
    }
  }

  /// The file that opening it creates or truncates; nil where there is none.
  package var path: String? {
    switch self {
    case .ndjson(let target): target.path
    case .csv(let target): target.path
    case .udp, .osc, .terminal: nil
    }
  }

  /// Whether it writes to stdout.
  package var isOnStandardOutput: Bool {
    switch self {
    case .ndjson, .csv: path == nil
    case .udp, .osc: false
    case .terminal: true
    }
  }

  /// Whether a slow reader can make its writer wait: that of a pipe or a FIFO, but no file and no datagram.
  package var canMakeWait: Bool {
    switch self {
    case .ndjson, .csv:
      var status = stat()
      let result = path.map { stat($0, &status) } ?? fstat(STDOUT_FILENO, &status)
      return result == 0 && status.st_mode & S_IFMT != S_IFREG
    case .udp, .osc, .terminal: return false
    }
  }

  package var isTerminal: Bool { if case .terminal = self { true } else { false } }

  /// Whether it sends to OSC addresses.
  package var hasAddresses: Bool { if case .osc = self { true } else { false } }

  /// What it passes on of the estimates, and when.
  package var pace: SinkPace {
    switch self {
    case .ndjson(let target): target.pace
    case .csv(let target): target.pace
    case .udp(let target): target.pace
    case .osc(let target): target.pace
    case .terminal(let target): target.pace
    }
  }

  /// Whether what it is given is to be shaped as for lights.
  package var isShaped: Bool {
    switch self {
    case .ndjson(let target): target.isShaped
    case .csv(let target): target.isShaped
    case .udp(let target): target.isShaped
    case .osc, .terminal: true
    }
  }

  /// Opens the output: creates the file, looks for the host. May block; not for the emit thread.
  package func open(_ surroundings: SinkSurroundings = SinkSurroundings()) throws -> any EmotionSink {
    let sink: any EmotionSink =
      switch self {
      case .ndjson(let target): try NDJSONSink(target, waitsForReader: surroundings.waitsForReaders)
      case .csv(let target): try CSVSink(target, waitsForReader: surroundings.waitsForReaders)
      case .udp(let target): try UDPSink(target)
      case .osc(let target): try OSCSink(target, shaping: surroundings.addresses)
      case .terminal(let target): try TerminalSink(target, surroundings.terminal)
      }
    return pace.delaySamples > 0 ? DelayedSink(sink, delaySamples: pace.delaySamples) : sink
  }
}

extension SinkSpecification: CustomStringConvertible {
  /// The output without its options: `osc:10.0.0.7:7700/moodring`.
  package var description: String {
    switch self {
    case .ndjson(let target): "ndjson:\(target)"
    case .csv(let target): "csv:\(target)"
    case .udp(let target): "udp:\(target)"
    case .osc(let target): "osc:\(target)"
    case .terminal: "terminal"
    }
  }
}
