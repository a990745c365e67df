import Glibc
import MoodCapture
import MoodConfiguration
import MoodCore
import MoodEngine
import MoodSinks

/// What the settings that are about outputs mean, validated once.
struct OutputOptions: Sendable {
  var outputs: [SinkSpecification]
  /// Whether they were asked for, rather than being what counts otherwise.
  var areChosen: Bool
  /// Each output as it was written, with its options.
  var texts: [String]
  var shaping: EstimateShaping
  var addresses: [AddressShaping]
  var diagnostics: Diagnostics
  /// Whether outputs may come to stand beside these.
  private var canBeReloaded: Bool
  /// Whether what is sent keeps pace with the clock by itself, rather than waiting for readers.
  var isHearing = true

  /// Whether no output sends more estimates a second than one does unless it is asked to.
  var isUnhurried: Bool { outputs.allSatisfy { $0.pace.rate <= SinkPace.standard.rate } }

  /// The single declaration of these options.
  /// - Parameter sending: options about what is sent, that only some commands have.
  static func declared(sending: [Option] = []) -> [Option] {
    Option.group(
      "output",
      [
        .setting(
          .out, "SPEC",
          details: "then ?stage=now|settled|both&rate=N|hop: which estimates, and how many a second")
      ] + sending + Diagnostics.declared)
      + Option.group(
        "shaping, of OSC, the terminal and outputs with ?shaped=1",
        [
          .setting(.smoothing, "WORD"), .setting(.shapingSilence, "WORD"),
          .setting(
            .address, "SPEC",
            details: "ADDRESS?range=LOW..HIGH&curve=POWER&auto=SECONDS&span=SHARE, without prefix and stage, "
              + "/emotion/* for all; what it was stands under PREFIX/raw/ADDRESS"),
        ])
      + Option.group(
        "configuration",
        [
          Settings.option,
          .setting(.preset, "NAME", details: "moodring presets lists and prints them; the file counts more"),
        ])
  }

  /// - Throws: `UsageError`, `ConfigurationFault` or `SinkSpecificationError`, each a sentence.
  init(_ arguments: Arguments, _ settings: Settings) throws {
    let texts = settings.texts(.out).isEmpty ? ["ndjson:-"] : settings.texts(.out)
    self.texts = texts
    areChosen = !settings.texts(.out).isEmpty
    outputs = try texts.enumerated().map { index, text in
      try settings.reading(.out, at: index) { try SinkSpecification(text) }
    }
    shaping = try EstimateShaping(settings)
    addresses = try Self.addresses(settings)
    diagnostics = Diagnostics(arguments, settings)
    canBeReloaded = settings.namedFile != nil
  }

  /// How single OSC addresses are shaped.
  static func addresses(_ settings: Settings) throws -> [AddressShaping] {
    try settings.texts(.address).enumerated().map { index, text in
      try settings.reading(.address, at: index) { try AddressShaping(text: text) }
    }
  }

  /// Says which addresses are to be shaped that a model does not have.
  func tellUnused(of model: ModelOutputs) {
    let names = OSCAddressMap.estimates(of: .now, outputs: model, features: [], prefix: "").map(\.name)
    for shaping in addresses where !names.contains(where: { shaping.applies(to: $0) }) {
      diagnostics.notice("the model has no \(shaping.address), whose values were to be shaped")
    }
  }

  /// Opens the outputs.
  /// - Parameter inputs: paths that no output may overwrite.
  /// - Throws: `UsageError` where one would, or where two would write to stdout at once, or `SinkError`.
  func open(besides inputs: [String]) throws -> SinkFanout {
    try check(besides: inputs)
    let sinks = try SinkFanout(
      outputs.map { ($0.description, try open($0)) }, onFailure: { diagnostics.error("\($0)") })
    for remark in sinks.remarks { diagnostics.notice(remark) }
    return sinks
  }

  /// Opens one output.
  /// - Parameter waitsForReaders: whether a FIFO that nobody reads yet is waited for, as a shell does.
  func open(_ output: SinkSpecification, waitsForReaders: Bool = true) throws -> any EmotionSink {
    let surroundings = SinkSurroundings(
      addresses: addresses, terminal: Self.terminal, waitsForReaders: waitsForReaders)
    let sink = try output.open(surroundings)
    let isAlone = outputs.count == 1 && !canBeReloaded
    let ready = output.canMakeWait && !isAlone ? BackgroundSink(sink, mayLose: isHearing) : sink
    return output.isShaped ? ShapingSink(ready, shaping) : ready
  }

  /// - Throws: `UsageError` where an output would overwrite one of `inputs`, or two would write to stdout.
  func check(besides inputs: [String]) throws(UsageError) {
    for path in outputs.compactMap(\.path) where inputs.contains(where: { AudioInput.path($0).isFile(path) })
    {
      throw UsageError("\(path) is an input and cannot be an output as well")
    }
    if outputs.contains(where: \.isTerminal), outputs.count(where: \.isOnStandardOutput) > 1 {
      throw UsageError("the output terminal needs standard output for itself")
    }
  }

  private static var terminal: TerminalTraits {
    TerminalTraits { name in getenv(name).map { String(cString: $0) } }
  }
}

extension EstimateShaping {
  /// What the settings say of it.
  init(_ settings: Settings) throws {
    let smoothing: Smoothing =
      switch settings.text(.smoothing) {
      case "none": .none
      case "exponential": .exponential(timeConstantSeconds: settings.number(.smoothingTime))
      default:
        .oneEuro(
          minimumCutoffHz: settings.number(.minimumCutoff), beta: settings.number(.beta),
          derivativeCutoffHz: settings.number(.derivativeCutoff))
      }
    let silence: Silence =
      switch settings.text(.shapingSilence) {
      case "follow": .follow
      case "decay": .decay(timeConstantSeconds: settings.number(.decayTime))
      case "stop": .stop
      default: .hold
      }
    self.init(
      smoothing: smoothing, quadrantMargin: settings.number(.quadrantMargin),
      quadrantDwellSeconds: settings.number(.quadrantDwell), silence: silence)
  }
}
