import MoodInference

/// `moodring models`: what is embedded, and what it may be used for.
enum ModelsCommand: Command {
  static let syntax = CommandSyntax(
    name: "models", operands: "[PATH…]", summary: "list the embedded models, or describe model files",
    details:
      "Lists the models in this binary, or the model files named: what they hear, what they were trained on,\n"
      + "what that allows, and how right they are on artists never heard.",
    options: [])

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    var models: [EmotionModel] = []
    for path in arguments.operands { models.append(try EmotionModel(ModelFile(path: path))) }
    if arguments.operands.isEmpty {
      for name in EmbeddedModels.names { models.append(try ModelChoice.load(name)) }
    }
    if models.isEmpty { try StandardOutput.write("no model is embedded in this binary\n") }
    for model in models { try StandardOutput.write(Self.text(model.metadata)) }
    return .success
  }

  private static func text(_ metadata: ModelMetadata) -> String {
    let shape = metadata.architecture
    var heads: [String] = []
    if metadata.heads.quadrant { heads.append("quadrants") }
    if metadata.heads.affect { heads.append("valence and arousal") }
    if !metadata.heads.emotions.isEmpty {
      let names = metadata.heads.emotions.joined(separator: ", ")
      heads.append(metadata.heads.emotionsAreExclusive ? "one of \(names)" : names)
    }
    var network = ["dense \(metadata.inputWidth)→\(shape.trunkWidth)"]
    if !shape.dilations.isEmpty {
      network.append(
        "conv \(shape.convolutionKernel) at steps of \(shape.dilations.map(String.init).joined(separator: ", "))"
      )
    }
    network.append("\(shape.recurrentLayers) × BiLSTM \(shape.recurrentWidth)")
    if let statistics = shape.statistics {
      network.append(
        "\(metadata.statisticsWidth) statistics→\(statistics.hiddenWidth)"
          + (statistics.isDirect ? " and straight" : ""))
      if let experts = statistics.experts {
        network.append(
          "linear maps of \(experts.families) famil\(experts.families == 1 ? "y" : "ies") of sounds")
      }
    }
    if shape.hasAttention { network.append("attention") }
    let networks = network.joined(separator: "; ")
    var lines = [
      metadata.name,
      "  says        \(heads.joined(separator: "; "))",
      "  hears       \(metadata.pooledColumns.count + metadata.latestColumns.count) columns, "
        + "schema \(metadata.schemaHash), steps of \(metadata.stride) hops, lookahead \(metadata.lookaheadSteps) steps",
      "  network     " + (shape.members > 1 ? "\(shape.members) × (\(networks))" : networks),
      "  trained on  \(metadata.corpora.joined(separator: ", ")) by \(metadata.program), seed \(metadata.seed)",
      "  licence     \(metadata.licence)",
    ]
    for (name, value) in metadata.metrics.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(name)  \((value * 1000).rounded() / 1000)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
