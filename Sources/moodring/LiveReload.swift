import MoodConfiguration
import MoodEngine
import MoodRealtime
import MoodSinks
import Synchronization

/// Reads the configuration again while streams run, and changes what can be changed without a gap.
///
/// Outputs are opened on a thread of its own; the emit thread takes them between two records. What is wrong is said, and
/// all stays as it is.
final class LiveReload: Sendable {
  /// Keys that count from the start of a run on.
  private static let fixedWhenHearing: [ConfigurationKey] = [
    .input, .inputFormat, .rate, .channels, .channel, .realtime, .block, .fragment, .gain, .model,
    .speakerAdapt,
    .silenceEnter, .silenceLeave, .silenceHold, .send,
  ]

  private struct State {
    var settings: Settings
    var options: OutputOptions
  }

  private let arguments: Arguments
  private let file: String
  private let sinks: SinkFanout
  private let isHearing: Bool
  /// Whether a device hands over much at once, since no output hurried when it was opened.
  private let isUnhurried: Bool
  private let inputs: [String]
  private let onChange: @Sendable () -> Void
  /// One reload after another.
  private let state: Mutex<State>

  /// nil where no configuration was named, so that there is nothing to read again.
  /// - Parameters:
  ///   - isHearing: whether an input is heard, and not a recording replayed.
  ///   - isUnhurried: whether a device hands over much at once, since no output hurries.
  ///   - inputs: paths that no output may overwrite.
  ///   - onChange: called when there is something for the emit thread to take.
  init?(
    _ arguments: Arguments, _ settings: Settings, _ options: OutputOptions, sinks: SinkFanout,
    isHearing: Bool, isUnhurried: Bool = false,
    inputs: [String], onChange: @escaping @Sendable () -> Void
  ) {
    guard let file = settings.namedFile else { return nil }
    self.arguments = arguments
    self.file = file
    self.sinks = sinks
    self.isHearing = isHearing
    self.isUnhurried = isUnhurried
    self.inputs = inputs
    self.onChange = onChange
    state = Mutex(State(settings: settings, options: options))
  }

  /// Starts a reload and returns at once.
  @Sendable func begin() { RealtimeThread(name: "mr-reload") { self.reload() }.detach() }

  private func reload() {
    state.withLock { state in
      let say = state.options.diagnostics
      do {
        let settings = try Settings(arguments)
        var options = try OutputOptions(arguments, settings)
        options.isHearing = isHearing
        if isHearing { _ = try StreamOptions(arguments, settings) }
        try options.check(besides: inputs)
        let change = try change(from: state.options, to: &options, settings)
        say.volume = options.diagnostics.volume
        options.diagnostics = say
        sinks.post(change)
        onChange()
        tellWhatStays(from: state.settings, to: settings, say)
        if isUnhurried, !options.isUnhurried {
          say.notice(
            "the device goes on handing over 93 ms at once; less, for outputs that hurry, needs a restart")
        }
        say.notice("the configuration \(file) was read again")
        state = State(settings: settings, options: options)
      } catch {
        say.error("\(error); nothing was changed")
      }
    }
  }

  /// Opens what is new. An output that writes to a file of before keeps it, and with it the options of before.
  private func change(
    from old: OutputOptions, to new: inout OutputOptions, _ settings: Settings
  ) throws -> OutputChange {
    let same = sameOutputs(old, new)
    var kept = Set(same.compactMap(\.self))
    var outputs: [OutputChange.Output] = []
    for (index, output) in new.outputs.enumerated() {
      // What writes to the file of one of before takes its place: two would write over one another.
      let writesTo = old.outputs.indices.first {
        !kept.contains($0) && old.outputs[$0].description == output.description
          && (output.path != nil || output.isOnStandardOutput)
      }
      if let place = same[index] {
        outputs.append(.kept(place))
      } else if let place = writesTo {
        old.diagnostics.notice(
          "the options of the output \(output) cannot be changed live; that needs a restart")
        (new.texts[index], new.outputs[index]) = (old.texts[place], old.outputs[place])
        outputs.append(.kept(place))
        kept.insert(place)
      } else {
        // Who waits here would keep every later reload waiting.
        let sink = try new.open(output, waitsForReaders: false)
        if let remark = sink.remark { old.diagnostics.notice(remark) }
        outputs.append(.opened(name: output.description, sink))
      }
    }
    let shaping = new.shaping
    return OutputChange(
      outputs: outputs, minimumConfidence: Float(settings.number(.minimumConfidence)),
      adjusting: { ($0 as? ShapingSink)?.change(to: shaping) })
  }

  /// For each new output the place of the one that was asked for by the same words, each once; nil where there is none.
  private func sameOutputs(_ old: OutputOptions, _ new: OutputOptions) -> [Int?] {
    var taken: Set<Int> = []
    return new.texts.enumerated().map { index, text in
      guard old.addresses == new.addresses || !new.outputs[index].hasAddresses else { return nil }
      let place = old.texts.indices.first { old.texts[$0] == text && !taken.contains($0) }
      if let place { taken.insert(place) }
      return place
    }
  }

  private func tellWhatStays(from old: Settings, to new: Settings, _ say: Diagnostics) {
    guard isHearing else { return }
    let changed = Self.fixedWhenHearing.filter { old.effective($0) != new.effective($0) }
    if !changed.isEmpty {
      say.notice(
        "what \(changed.map(\.path).joined(separator: ", ")) of \(file) says cannot be changed live; "
          + "that needs a restart")
    }
  }
}
