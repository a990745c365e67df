/// One `--out`: which output, where, and what of the estimates it passes on.
///
/// An output is one case here and a target type of its own beside its sink.
package enum SinkSpecification: Sendable, Equatable {
  case ndjson(NDJSONTarget)
  case osc(OSCTarget)

  /// The forms that are understood, for people.
  static let forms = "ndjson:-|PATH or osc:HOST:PORT[/prefix]"

  /// Outputs of later versions.
  private static let later: Set<Substring> = ["csv", "udp", "terminal"]

  /// Reads `NAME:TARGET[?option=value&…]`.
  package init(_ text: String) throws(SinkSpecificationError) {
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let head = parts[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = head[0]
    let target = head.count == 2 ? head[1] : ""
    let options = parts.count == 2 ? parts[1] : nil
    switch name {
    case "ndjson": self = .ndjson(try NDJSONTarget(target, options: options))
    case "osc": self = .osc(try OSCTarget(target, options: options))
    case let name where Self.later.contains(name): throw .laterOutput(String(name))
    default: throw .unknownOutput(String(name))
    }
  }

  /// The file that opening it creates or truncates; nil where there is none.
  package var path: String? {
    switch self {
    case .ndjson(let target): target.path
    case .osc: nil
    }
  }

  /// Opens the output: creates the file, finds the host. May block; not for the emit thread.
  package func open() throws -> any EmotionSink {
    switch self {
    case .ndjson(let target): try NDJSONSink(target)
    case .osc(let target): try OSCSink(target)
    }
  }
}

extension SinkSpecification: CustomStringConvertible {
  /// The output without its options: `osc:10.0.0.7:7700/moodring`.
  package var description: String {
    switch self {
    case .ndjson(let target): "ndjson:\(target)"
    case .osc(let target): "osc:\(target)"
    }
  }
}
