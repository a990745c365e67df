import MoodCore
import MoodTestSupport
import Testing

@testable import MoodInference

private let statistics = ModelMetadata.Statistics(hiddenWidth: 5, memorySteps: 50)

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

@Test func `a speaker's mean is drawn towards all speakers' while utterances are few`() {
  var speaker = SpeakerMean(width: 2)
  func left() -> [Float] {
    var statistics: [Float] = [1, 1]
    speaker.subtract(from: &statistics)
    return statistics
  }
  #expect(left() == [1, 1])
  for utterances in 1...40 {
    speaker.add([3, -2])
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
}
