import MoodCapture
import MoodConfiguration
import MoodCore
import MoodEngine
import MoodFeatures
import MoodInference
import MoodSinks

/// Every key of `moodring.json5`. A new one is declared here and explained in `Configs/moodring.json5`; the reader, the
/// manual page and, where a command declares `.setting(key)`, the option follow.
extension ConfigurationSchema {
  static let moodring = ConfigurationSchema([
    .input, .inputFormat, .rate, .channels, .channel, .realtime, .block, .fragment, .gain,
    .model, .minimumConfidence, .speakerAdapt, .silenceEnter, .silenceLeave, .silenceHold,
    .out, .send, .preset,
    .smoothing, .minimumCutoff, .beta, .derivativeCutoff, .smoothingTime, .quadrantMargin, .quadrantDwell,
    .shapingSilence, .decayTime, .address,
    .verbosity,
    .featureSet, .featureStatistics, .featureFormat,
  ])
}

// MARK: What is heard
extension ConfigurationKey {
  static let input = ConfigurationKey(
    "input",
    .text(
      examples: ["auto", "-", "pulse:@default", "pulse:@monitor", "alsa:default", "jack:", "demo", "tone:"],
      paths: .files),
    default: .text("auto"),
    "auto, -, a path, pulse:SOURCE, alsa:DEVICE, jack:PORT, demo or tone:HZ")
  static let inputFormat = ConfigurationKey(
    "inputFormat", .words(SampleFormat.allCases.map(\.rawValue)), "how the samples of raw PCM are laid out")
  static let rate = ConfigurationKey("rate", .whole(AudioFormat.rateRange), "sample rate of raw PCM")
  static let channels = ConfigurationKey(
    "channels", .whole(AudioFormat.channelRange), "channels of raw PCM")
  static let channel = ConfigurationKey(
    "channel", .text(examples: ["mix", "left", "right"]), default: .text("mix"),
    "what to hear: mix, left, right, or a number from 1")
  static let realtime = ConfigurationKey(
    "realtime", .flag, default: .boolean(false), "read a file or stdin no faster than it sounds")
  static let block = ConfigurationKey(
    "block", .whole(1...1 << 20), default: .number(1024),
    "frames read at once; the output does not depend on it")
  static let fragment = ConfigurationKey(
    "fragment", .number(1...500, unit: "milliseconds"),
    "how much a device hands over at once: less comes sooner and costs more; 93 where no output sends more "
      + "than ten estimates a second, else 20 of PulseAudio and a hop of ALSA")
}

// MARK: What is done to it
extension ConfigurationKey {
  static let gain = ConfigurationKey(
    "gain", .text(examples: ["off", "auto"]), default: .text("off"),
    "make it louder or quieter before it is analysed: off, auto, or a number of dB")
}

// MARK: What is made of it
extension ConfigurationKey {
  static let model = ConfigurationKey(
    "model", .text(examples: EmbeddedModels.names, paths: .files), default: .text(EmbeddedModels.defaultName),
    "an embedded model, or the path of one")
  static let minimumConfidence = ConfigurationKey(
    "minConfidence", .number(0...1), default: .number(0), "send no estimate that is less sure")
  static let speakerAdapt = ConfigurationKey(
    "speakerAdapt", .flag, default: .boolean(false), "hear speakers relative to what is usual for each")
  static let silenceEnter = ConfigurationKey(
    "silence.enterLUFS", .number(SilenceThresholds.loudnessRange, unit: "LUFS"),
    default: .number(Double(SilenceThresholds.standard.enterLUFS)),
    "momentary loudness under which it may be silent")
  static let silenceLeave = ConfigurationKey(
    "silence.leaveLUFS", .number(SilenceThresholds.loudnessRange, unit: "LUFS"),
    default: .number(Double(SilenceThresholds.standard.leaveLUFS)),
    "momentary loudness above which silence is over")
  static let silenceHold = ConfigurationKey(
    "silence.holdSeconds", .number(SilenceThresholds.holdRange, unit: "seconds"), default: .number(1),
    "how long it is quiet until it is silent")
}

// MARK: Where it goes
extension ConfigurationKey {
  static let out = ConfigurationKey(
    "out",
    .text(examples: ["ndjson:-", "ndjson:", "csv:", "udp:127.0.0.1:7701", "osc:127.0.0.1:7700"]),
    isList: true, default: .list([]), "an output: \(SinkSpecification.forms)")
  static let send = ConfigurationKey(
    "send", .text(examples: ["rms", "tempo_bpm", "centroid_hz"] + FeatureSet.allCases.map(\.rawValue)),
    isList: true, default: .list([]),
    "columns of features that go out with every estimate, with commas")
  static let verbosity = ConfigurationKey(
    "verbosity", .words(Diagnostics.Volume.allCases.map(\.rawValue)),
    default: .text(Diagnostics.Volume.normal.rawValue), "what is said on stderr")
}

// MARK: How it is shaped for lights and pictures
extension ConfigurationKey {
  static let preset = ConfigurationKey(
    "preset", .words(Preset.all.map(\.name)), "what a kind of receiver wants, where nothing else says it")
  static let smoothing = ConfigurationKey(
    "shaping.smoothing", .words(["one-euro", "exponential", "none"]), default: .text("one-euro"),
    "how the jitter between estimates is taken out")
  static let minimumCutoff = ConfigurationKey(
    "shaping.minCutoffHz", .number(0.001...20, unit: "Hz"), default: .number(0.2),
    "cutoff of one-euro where nothing moves: less is calmer")
  static let beta = ConfigurationKey(
    "shaping.beta", .number(0...100), default: .number(0.5),
    "Hz that one-euro adds for each unit a second of movement: more is quicker")
  static let derivativeCutoff = ConfigurationKey(
    "shaping.derivativeCutoffHz", .number(0.01...20, unit: "Hz"), default: .number(1),
    "how quickly one-euro notices movement")
  static let smoothingTime = ConfigurationKey(
    "shaping.timeConstantSeconds", .number(0.01...600, unit: "seconds"), default: .number(1),
    "after which exponential has done 63 % of a step")
  static let quadrantMargin = ConfigurationKey(
    "shaping.quadrantMargin", .number(0...1), default: .number(0.1),
    "how far another quadrant must lead before it takes over")
  static let quadrantDwell = ConfigurationKey(
    "shaping.quadrantDwellSeconds", .number(0...600, unit: "seconds"), default: .number(1),
    "how long a quadrant stays at least")
  static let shapingSilence = ConfigurationKey(
    "shaping.silence", .words(["hold", "decay", "stop", "follow"]), default: .text("hold"),
    "what is sent in silence: the last values, their way to neutral, nothing, or what the model says")
  static let decayTime = ConfigurationKey(
    "shaping.decaySeconds", .number(0.01...600, unit: "seconds"), default: .number(3),
    "after which decay has done 63 % of its way to neutral")
  static let address = ConfigurationKey(
    "shaping.address",
    .text(examples: ["/valence01?auto=60", "/arousal01?auto=60", "/emotion/*?auto=60", "/valence01?range="]),
    isList: true, default: .list([]), "range, curve and auto-range of one OSC address")
}

// MARK: Tables of features
extension ConfigurationKey {
  static let featureSet = ConfigurationKey(
    "features.set", .text(examples: FeatureSet.allCases.map(\.rawValue)),
    default: .text(FeatureSet.all.rawValue),
    "columns, with commas: sets (\(FeatureSet.allCases.map(\.rawValue).joined(separator: ", "))), names, "
      + "names with statistics")
  static let featureStatistics = ConfigurationKey(
    "features.stats", .text(examples: ["mean@3s", "mean,std@3s"]), isList: true, default: .list([]),
    "statistics of each chosen column, over a window: mean,std@3s;max@10s")
  static let featureFormat = ConfigurationKey(
    "features.format", .words(TableFormat.allCases.map(\.rawValue)),
    default: .text(TableFormat.csv.rawValue),
    "how a table is written, where the output's name does not end in it")
}
