import Glibc
import MoodCore
import MoodInference
import MoodTestSupport
import Testing

private let wide = ModelMetadata.Statistics(hiddenWidth: 4, memorySteps: 9, isDirect: true, hasSlopes: true)

/// The model of one of a model's networks alone.
private func alone(_ member: Int, of file: ModelFile) throws -> ModelFile {
  var metadata = file.metadata
  metadata.architecture.members = 1
  let prefix = "member.\(member)."
  var tensors = file.tensors.filter { $0.key.hasPrefix("normaliser.") }
  for (name, tensor) in file.tensors where name.hasPrefix(prefix) {
    tensors[String(name.dropFirst(prefix.count))] = tensor
  }
  return try ModelFile(metadata: metadata, tensors: tensors)
}

@Test func `several networks say the mean of their linear outputs`() throws {
  let file = randomModelFile(
    seed: 90, layers: 2, stride: 3, lookahead: 2, statistics: wide, isGated: true, members: 3)
  let rows = randomRows(60, width: 6, seed: 91)
  let run = StreamRun(EmotionModel(file), rows: rows)
  let runs = try (0..<3).map { StreamRun(EmotionModel(try alone($0, of: file)), rows: rows) }
  func check(_ found: HeadOutputs, _ parts: [HeadOutputs], _ label: String) {
    // Logarithms of shares are linear outputs over a temperature, but for one number that all four share.
    let means = (0..<4).map { index in parts.map { log($0.quadrants[index]) }.reduce(0, +) / 3 }
    let shift = log(found.quadrants[0]) - means[0]
    for index in 1..<4 {
      #expect(abs(log(found.quadrants[index]) - means[index] - shift) < 1e-4, "\(label)")
    }
    for index in 0..<2 {
      func logit(_ outputs: HeadOutputs) -> Float {
        log(outputs.emotions[index] / (1 - outputs.emotions[index]))
      }
      #expect(abs(logit(found) - parts.map(logit).reduce(0, +) / 3) < 1e-4, "\(label)")
    }
    #expect(abs(found.distance - parts.map(\.distance).reduce(0, +) / 3) < 1e-4, "\(label)")
  }
  for hop in rows.indices {
    check(run.now[hop], runs.map { $0.now[hop] }, "now, at hop \(hop)")
    check(run.settled[hop], runs.map { $0.settled[hop] }, "settled, at hop \(hop)")
  }
  check(try #require(run.summary), try runs.map { try #require($0.summary) }, "summary")
}

@Test func `networks that are alike are as one`() throws {
  let single = randomModelFile(seed: 92, stride: 2, statistics: wide, isGated: true)
  var metadata = single.metadata
  metadata.architecture.members = 2
  var tensors = single.tensors.filter { $0.key.hasPrefix("normaliser.") }
  for (name, tensor) in single.tensors where !name.hasPrefix("normaliser.") {
    for member in 0..<2 { tensors["member.\(member).\(name)"] = tensor }
  }
  let double = try ModelFile(metadata: metadata, tensors: tensors)
  let rows = randomRows(40, width: 6, seed: 93)
  #expect(StreamRun(EmotionModel(double), rows: rows) == StreamRun(EmotionModel(single), rows: rows))
}

@Test func `a reset stream through several networks equals a new one`() {
  let model = EmotionModel(
    randomModelFile(seed: 94, dilations: [1, 2], stride: 2, statistics: wide, isGated: true, members: 2))
  let rows = randomRows(40, width: 6, seed: 95)
  var stream = StreamingModel(model: model)
  for row in randomRows(23, width: 6, seed: 96) { stream.advance(row: row) }
  stream.reset()
  #expect(StreamRun(&stream, rows: rows) == StreamRun(model, rows: rows))
}

@Test(arguments: [0, 17]) func `a model has one to sixteen networks`(members: Int) {
  var file = randomModelFile(seed: 97)
  var metadata = file.metadata
  metadata.architecture.members = members
  #expect(throws: ModelError.outOfRange(field: "members", found: members, range: 1...16)) {
    file = try ModelFile(metadata: metadata, tensors: file.tensors)
  }
}

@Test func `thresholds are one for each emotion`() {
  let file = randomModelFile(seed: 98)
  var metadata = file.metadata
  metadata.calibration.emotionThresholds = [0.5]
  #expect(throws: ModelError.outOfRange(field: "number of emotionThresholds", found: 1, range: 2...2)) {
    try ModelFile(metadata: metadata, tensors: file.tensors)
  }
}

/// What a small file can ask for is refused before it is allocated.
@Test func `the states of all networks together have a limit`() {
  let file = randomModelFile(seed: 99, layers: 2)
  var metadata = file.metadata
  metadata.stride = 64
  metadata.lookaheadSteps = 512
  metadata.architecture.members = 16
  metadata.architecture.recurrentWidth = 64
  #expect(throws: ModelError.self) { try ModelFile(metadata: metadata, tensors: [:]) }
  do {
    _ = try ModelFile(metadata: metadata, tensors: [:])
  } catch {
    #expect("\(error)".contains("states of the recurrent layers"), "\(error)")
  }
}
