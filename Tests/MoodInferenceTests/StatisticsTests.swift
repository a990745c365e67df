import MoodCore
import MoodTestSupport
import Testing

@testable import MoodInference

private let statistics = ModelMetadata.Statistics(
  hiddenWidth: 5, memorySteps: 50, isDirect: true, hasSlopes: true,
  experts: .init(families: 2, shares: HeadShares(quadrant: 0.5, affect: 0.5, emotions: 0.5)))

@Test func `without a statistics path the distance is none`() {
  let run = StreamRun(EmotionModel(randomModelFile(seed: 30)), rows: randomRows(30, width: 5, seed: 31))
  #expect((run.now + run.settled).allSatisfy { $0.distance == 0 })
  #expect(run.summary?.distance == 0)
}

@Test func `a closed step changes no statistic, and an open one does`() {
  let model = EmotionModel(
    randomModelFile(seed: 32, stride: 2, affect: false, emotions: 0, statistics: statistics, isGated: true))
  var stream = StreamingModel(model: model)
  func distances(_ rows: [[Float]], amplitude: Float) -> [Float] {
    rows.map { row in
      stream.advance(row: row.dropLast() + [amplitude])
      return stream.now.distance
    }
  }
  let heard = distances(randomRows(40, width: 6, seed: 33), amplitude: 1)
  #expect(Set(heard).count > 30)
  let quiet = distances(randomRows(40, width: 6, seed: 34), amplitude: 0.05)
  #expect(quiet.enumerated().allSatisfy { $1 == heard[38 + $0 % 2] })
  // The peak falls by 20 dB in 40 steps of a phase; from then on .05 is within 6 dB of it.
  let later = distances(randomRows(100, width: 6, seed: 35), amplitude: 0.05)
  #expect(Set(later).count > 20)
}

@Test func `silence that nothing preceded is heard`() {
  let model = EmotionModel(randomModelFile(seed: 36, statistics: statistics, isGated: true))
  var stream = StreamingModel(model: model)
  let distances = randomRows(20, width: 6, seed: 37).map { row in
    stream.advance(row: row.dropLast() + [0])
    return stream.now.distance
  }
  #expect(Set(distances).count == 20)
}

/// A stream below the floor has nothing to say but what the recurrent path makes of all its hops, which counts half.
@Test(arguments: [false, true]) func `a path that was never open adds nothing`(adapts: Bool) throws {
  let file = randomModelFile(
    seed: 38, stride: 2, isExclusive: true, statistics: statistics, isGated: true, floor: 0.5)
  var metadata = file.metadata
  metadata.gate = nil
  metadata.architecture.statistics = nil
  metadata.schemaHash = metadata.columnsHash
  var tensors = file.tensors.filter { !$0.key.hasPrefix("statistics.") && !$0.key.hasPrefix("experts.") }
  for (name, tensor) in tensors where name.hasPrefix("head.") {
    tensors[name]?.values = tensor.values.map { $0 / 2 }
  }
  let plain = try ModelFile(metadata: metadata, tensors: tensors)
  let rows = randomRows(50, width: 5, seed: 39)
  let expected = StreamRun(EmotionModel(plain), rows: rows)
  #expect(expected.summary != nil)
  for amplitude: Float in [0, 0.499, .nan, .infinity] {
    var stream = StreamingModel(model: EmotionModel(file), adaptsToSpeaker: adapts)
    #expect(StreamRun(&stream, rows: rows.map { $0 + [amplitude] }) == expected)
  }
  #expect(StreamRun(EmotionModel(file), rows: rows.map { $0 + [0.5] }) != expected)
}

@Test func `closed steps before the first open one change nothing`() throws {
  let file = randomModelFile(
    seed: 42, pooled: 0, latest: 4, dilations: [], stride: 3, statistics: statistics, isGated: true,
    floor: 0.001)
  // Without the recurrent path, which hears silence too.
  var tensors = file.tensors
  for (name, tensor) in file.tensors where name.hasPrefix("head.") && name.hasSuffix(".weight") {
    tensors[name]?.values = [Float](repeating: 0, count: tensor.values.count)
  }
  let model = EmotionModel(try ModelFile(metadata: file.metadata, tensors: tensors))
  let rows = randomRows(80, width: 5, seed: 43)
  let silence = [[Float]](repeating: [0, 0, 0, 0, 0], count: 60)
  let alone = StreamRun(model, rows: rows)
  let led = StreamRun(model, rows: silence + rows)
  #expect(Array(led.now.dropFirst(60)) == alone.now)
  #expect(Array(led.settled.dropFirst(60)) == alone.settled)
  #expect(led.summary == alone.summary)
  #expect(led.now.prefix(60).allSatisfy { $0.distance == 0 })
}

// MARK: Over all phases

/// Relative to the plain figures in doubles; the root alone may be off by 2·10⁻⁶.
@Test func `statistics of a million steps equal plain ones to a hundred thousandth`() {
  let (count, phases) = (1_000_000, 4)
  func step(_ number: Int, _ generator: inout SplitMix64) -> [Float] {
    let time = Float(number) / Float(count)
    return [3 + 2 * time + generator.signedUnit(), 8 * generator.signedUnit() - time, -5]
  }
  var running = RunningStatistics(width: 3, slopes: 2, memorySteps: 50, phases: phases)
  var generator = SplitMix64(seed: 44)
  var found = [Float](repeating: 0, count: 8)
  var mean = [Double](repeating: 0, count: 3)
  for number in 0..<count {
    let values = step(number, &generator)
    running.advance(phase: number % phases, values, into: &found)
    for index in 0..<3 { mean[index] += Double(values[index]) / Double(count) }
  }
  running.overall(into: &found)
  generator = SplitMix64(seed: 44)
  var variance = [Double](repeating: 0, count: 3)
  var covariance = variance
  var timeVariance = 0.0
  for number in 0..<count {
    let values = step(number, &generator)
    let time = (Double(number) - Double(count - 1) / 2) / Double(phases)
    timeVariance += time * time / Double(count)
    for index in 0..<3 {
      let difference = Double(values[index]) - mean[index]
      variance[index] += difference * difference / Double(count)
      covariance[index] += time * difference / Double(count)
    }
  }
  let expected: [Double] =
    mean + variance.map { ($0 + 1e-4).squareRoot() }
    + covariance.prefix(2).map { $0 / (timeVariance + 1e-2).squareRoot() }
  for (value, reference) in zip(found, expected) {
    #expect(abs(Double(value) / reference - 1) < 1e-5)
  }
}

/// A ramp of b a hop rises by b·phases a step; its slope is that times v / √(v + .01), v being the variance of time.
@Test(arguments: [(8, 2), (4, 3), (4, 500), (1, 40)])
func `a ramp has the slope of its phases`(phases: Int, steps: Int) {
  let rise: Float = 0.01
  var running = RunningStatistics(width: 1, slopes: 1, memorySteps: 1000, phases: phases)
  var found = [Float](repeating: 0, count: 3)
  func slope(variance: Double) -> Double {
    Double(rise) * Double(phases) * variance / (variance + 1e-2).squareRoot()
  }
  for number in 0..<phases * steps {
    running.advance(phase: number % phases, [rise * Float(number)], into: &found)
  }
  let ofPhase = slope(variance: Double(steps * steps - 1) / 12)
  #expect(abs(Double(found[2]) / ofPhase - 1) < 1e-4)
  running.overall(into: &found)
  let all = Double(phases * steps)
  let ofAll = slope(variance: (all * all - 1) / 12 / Double(phases * phases))
  #expect(abs(Double(found[2]) / ofAll - 1) < 1e-4)
}

/// Means that run on, gates and recurrent states forget at a rate of their own: nothing may add up beside them.
@Test func `after a day the estimates are those of a stream that heard the last three minutes`() {
  let model = EmotionModel(
    randomModelFile(
      seed: 40, pooled: 2, latest: 1, trunk: 4, dilations: [1, 2], kernel: 2, hidden: 3, stride: 2,
      lookahead: 1, affect: true, emotions: 0, statistics: statistics, isGated: true))
  let day = 24 * 3600 * AnalysisGrid.sampleRateHz / AnalysisGrid.hopSamples
  let minutes = day / 480 / 2 * 2
  var old = StreamingModel(model: model)
  var fresh = StreamingModel(model: model)
  var generator = SplitMix64(seed: 41)
  var row = [Float](repeating: 0, count: 4)
  var worst: Double = 0
  for hop in 0..<day / 2 * 2 {
    for column in row.indices { row[column] = generator.signedUnit() }
    old.advance(row: row)
    let age = hop - (day / 2 * 2 - minutes)
    guard age >= 0 else { continue }
    fresh.advance(row: row)
    guard age >= minutes * 2 / 3 else { continue }
    let a = old.now.values(emotions: 0) + old.settled.values(emotions: 0)
    let b = fresh.now.values(emotions: 0) + fresh.settled.values(emotions: 0)
    worst = max(worst, worstDifference([a], [b]).difference)
  }
  #expect(worst < 1e-5)
}

// MARK: Speakers

@Test func `a speaker differs from all speakers by less while utterances are few`() {
  var speaker = SpeakerMean(width: 2)
  func left() -> [Float] {
    var statistics: [Float] = [1, 1]
    speaker.subtract(from: &statistics)
    return statistics
  }
  #expect(left() == [1, 1])
  for utterances in 1...40 {
    speaker.add([4, -3], usual: [1, -1])
    let share = Float(utterances) / Float(4 + utterances)
    #expect(abs(left()[0] - (1 - 3 * share)) < 1e-5 && abs(left()[1] - (1 + 2 * share)) < 1e-5)
  }
  speaker.forget()
  #expect(left() == [1, 1])
}

@Suite struct SpeakerStreamTests {
  private let model = EmotionModel(
    randomModelFile(
      seed: 50, dilations: [1, 2], stride: 2, quadrant: false, affect: false, emotions: 4, isExclusive: true,
      statistics: statistics, isGated: true))
  private let first = randomRows(60, width: 6, seed: 51)
  private let second = randomRows(60, width: 6, seed: 52)

  @Test func `a stream without utterances is as without a speaker`() {
    var stream = StreamingModel(model: model, adaptsToSpeaker: true)
    #expect(StreamRun(&stream, rows: first) == StreamRun(model, rows: first))
  }

  @Test func `without the option utterances change nothing`() {
    var stream = StreamingModel(model: model)
    for row in first { stream.advance(row: row) }
    let before = stream.summary()
    stream.endUtterance()
    stream.beginUtterance()
    let after = stream.summary()
    #expect(after == before)
  }

  @Test func `a speaker who is kept changes what follows, one who is forgotten does not`() {
    let alone = StreamRun(model, rows: second)
    for keeps in [true, false] {
      var stream = StreamingModel(model: model, adaptsToSpeaker: true)
      for row in first { stream.advance(row: row) }
      stream.reset(keepsSpeaker: keeps)
      let run = StreamRun(&stream, rows: second)
      #expect((run == alone) == !keeps)
      // How unlike the training's material it is does not depend on the speaker.
      #expect(run.now.map(\.distance) == alone.now.map(\.distance))
      stream.reset()
      #expect(StreamRun(&stream, rows: second) == alone)
    }
  }

  @Test func `the end of an utterance takes nothing from the summary`() {
    var stream = StreamingModel(model: model, adaptsToSpeaker: true)
    for row in first { stream.advance(row: row) }
    let before = stream.summary()
    stream.endUtterance()
    let after = stream.summary()
    func values(_ outputs: HeadOutputs?) -> [Double] { outputs?.values(emotions: 4) ?? [] }
    #expect(worstDifference([values(before)], [values(after)]).difference < 1e-6)
    // What is heard between utterances is no part of it.
    let now = stream.now
    stream.beginUtterance()
    let (later, summary) = (stream.now, stream.summary())
    #expect(later == now)
    #expect(summary == after)
  }

  @Test func `what is heard between utterances is neither of the summary nor of the speaker`() {
    func run(between: [[Float]]) -> (distance: Float?, next: StreamRun) {
      var stream = StreamingModel(model: model, adaptsToSpeaker: true)
      for row in first { stream.advance(row: row) }
      stream.endUtterance()
      for row in between { stream.advance(row: row) }
      stream.endUtterance()
      let distance = stream.summary()?.distance
      stream.reset(keepsSpeaker: true)
      return (distance, StreamRun(&stream, rows: second))
    }
    let pure = run(between: [])
    let noisy = run(between: randomRows(40, width: 6, seed: 53))
    #expect(noisy.distance == pure.distance)
    #expect(noisy.next == pure.next)
    #expect(pure.next != StreamRun(model, rows: second))
  }
}
