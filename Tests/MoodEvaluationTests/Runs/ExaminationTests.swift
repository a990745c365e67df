import Foundation
import MoodCore
import MoodEngine
import MoodInference
import MoodRealtime
import MoodTestSupport
import Synchronization
import Testing

@testable import MoodCorpus
@testable import MoodEvaluation

/// Models with random weights asked about made-up clips.
@Suite final class ExaminationTests {
  private static let stride = 4
  private static let schema = FeatureSchema(
    (0..<3).map { FeatureColumn("pooled_\($0)", unit: "1", range: -9...9, reference: "") })
  private let folder = NSTemporaryDirectory() + "moodring-examination-\(UUID().uuidString)"
  private var cache: FeatureCache { Self.cache(folder, shift: 0) }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private static func cache(_ folder: String, shift: Float) -> FeatureCache {
    FeatureCache(folder: folder, schema: schema, decoder: "none", variant: shift == 0 ? "" : ".shifted") {
      clip in
      var generator = SplitMix64(seed: UInt64(clip.name)!)
      let hops = clip.name == "0" ? 0 : 150 + 20 * Int(clip.name)!
      return FeatureTable(
        hops: hops, columns: 3,
        values: SampleBuffer((0..<3 * hops).map { _ in generator.normal() + shift }))
    }
  }

  /// Seven clips; 0 is empty, and along 3 and 4 there are ratings.
  private static let clips = (0..<7).map { index in
    Clip(
      corpus: "made", name: "\(index)", audio: #filePath, group: "speaker\(index / 3)",
      affect: Affect(valence: Float(index) / 10, arousal: 0), emotionClass: index % 8,
      track: index == 3 || index == 4
        ? AnnotationTrack(
          points: [(0.5, 0.1), (1.25, -0.2), (3, 0.4)].map {
            .init(startSeconds: $0.0, affect: Affect(valence: $0.1, arousal: -$0.1), annotators: 2)
          }, endSeconds: index == 3 ? 3.5 : 100) : nil)
  }

  private static func music(lookahead: Int = 2) -> EmotionModel {
    EmotionModel(randomModelFile(seed: 3, pooled: 3, latest: 0, stride: stride, lookahead: lookahead))
  }

  /// Knows the eight classes, and can adapt to speakers.
  private static func speech() throws -> EmotionModel {
    let file = randomModelFile(
      seed: 4, pooled: 3, latest: 0, stride: stride, lookahead: 2, quadrant: false, affect: true, emotions: 8,
      isExclusive: true, statistics: .init(hiddenWidth: 4, memorySteps: 20))
    var metadata = file.metadata
    metadata.heads.emotions = EmotionNames.speech
    return EmotionModel(try ModelFile(metadata: metadata, tensors: file.tensors))
  }

  private func run(
    _ model: EmotionModel, _ examination: Examination, clips: [Clip] = clips, seed: UInt64 = 1
  ) throws -> EvaluationRun {
    try examination.run(model, on: clips, fold: 0, seed: seed, hasVariants: true)
  }

  /// Each measure's estimate is the mean of what the stream settled about it.
  @Test func tracksAreMeansOfSettledEstimates() throws {
    let model = Self.music()
    let tracks = try run(model, Examination(cache: cache)).tracks
    #expect(tracks.map(\.piece) == ["3", "4"])
    for track in tracks {
      let clip = Self.clips[Int(track.piece)!]
      let table = try cache.table(of: clip)
      var stream = StreamingModel(model: model)
      var settled: [(seconds: Double, affect: Affect)] = []
      func take() {
        settled.append((Double(stream.settledHop * 512) / 22050, stream.settled.affect))
      }
      for hop in 0..<table.hops {
        stream.advance(row: table.row(hop))
        if stream.hasSettled { take() }
      }
      while stream.settleNext() { take() }
      #expect(settled.count == table.hops)
      let ends = clip.track!.points.dropFirst().map(\.startSeconds) + [clip.track!.endSeconds]
      for (index, (point, end)) in zip(clip.track!.points, ends).enumerated() {
        let isLast = index == 2
        let own = settled.filter {
          $0.seconds >= Double(point.startSeconds)
            && (isLast ? $0.seconds <= Double(end) : $0.seconds < Double(end))
        }
        let count = Double(own.count)
        #expect(own.count > 10 && track.seconds[index] == Double(point.startSeconds))
        let valence = own.reduce(0) { $0 + Double($1.affect.valence) } / count
        let arousal = own.reduce(0) { $0 + Double($1.affect.arousal) } / count
        #expect(abs(track.valence[index] - valence) < 1e-9 && abs(track.arousal[index] - arousal) < 1e-9)
        #expect(track.ratedValence[index] == Double(point.affect.valence))
      }
    }
    // What ends before a measure begins says nothing of it.
    let cut = StreamedClip.verdict(
      on: try cache.table(of: Self.clips[3]), track: Self.clips[3].track, by: model,
      hearing: Hearing(seconds: 1))
    #expect(cut.measures[0] != nil && cut.measures[1...].allSatisfy { $0 == nil })
  }

  /// The summary and the confidence are those that a stream through the engine's parts ends with.
  @Test func predictionsAreTheStreams() throws {
    let model = Self.music()
    let predictions = try run(model, Examination(cache: cache)).predictions
    #expect(predictions.map(\.clip) == Self.clips.map(\.name))
    for (clip, prediction) in zip(Self.clips, predictions).dropFirst() {
      let table = try cache.table(of: clip)
      var stream = StreamingModel(model: model)
      for hop in 0..<table.hops { stream.advance(row: table.row(hop)) }
      while stream.settleNext() {}
      guard let summary = stream.summary() else {
        Issue.record("no summary of \(clip.name)")
        continue
      }
      #expect(prediction.quadrants == (0..<4).map { Double(summary.quadrants[$0]) })
      #expect(prediction.valence == Double(summary.affect.valence))
      let confidence = EstimateConfidence(model.metadata)
        .value(of: summary, heardHops: Int64(table.hops), isSilent: false)
      #expect(prediction.confidence == Double(confidence))
      #expect(prediction.emotions == nil, "these emotions are not those of the labels")
    }
    #expect(predictions[0].confidence == 0 && predictions[0].quadrants == [0.25, 0.25, 0.25, 0.25])
  }

  @Test func emotionsStandBesideTheirLabels() throws {
    var clips = Self.clips
    for index in clips.indices where index % 2 == 0 {
      clips[index].emotionClass = nil
      clips[index].emotionShares = EmotionNames.music.map { Float($0.count) / 20 }
    }
    clips[1].emotionClass = nil
    let examined = try run(Self.speech(), Examination(cache: cache), clips: clips)
    try examined.check()
    for (index, prediction) in examined.predictions.enumerated() {
      #expect((prediction.emotions == nil) == (index % 2 == 0))
      #expect(prediction.emotionClass == clips[index].emotionClass)
    }
  }

  /// Where the model's own lookahead reaches beyond the end, it is the whole clip's.
  @Test func wholeLookaheadIsThePlainRun() throws {
    let far = try run(Self.music(lookahead: 80), Examination(cache: cache, hasCurves: true))
    let whole = try #require(far.variant(.lookahead(seconds: nil)))
    #expect(whole.predictions == far.predictions && whole.tracks == far.tracks)
    let near = try run(Self.music(), Examination(cache: cache, hasCurves: true))
    let step = Double(Self.stride * 512) / 22050
    let steps = near.variants.compactMap { variant -> Double? in
      if case .lookahead(let seconds) = variant.kind { seconds.map { $0 / step } } else { nil }
    }
    #expect(steps.map { $0.rounded() } == [0, 3, 5, 11, 22, 43])
    #expect(zip(steps, steps.map { $0.rounded() }).allSatisfy { abs($0 - $1) < 1e-9 }, "true seconds")
    // The network's weights are those of the model with the longer lookahead.
    #expect(near.variant(.lookahead(seconds: nil))?.predictions == whole.predictions)
    #expect(near.predictions != whole.predictions)
  }

  @Test func cutClipsAreShorterClips() throws {
    let examined = try run(Self.music(), Examination(cache: cache, hasCurves: true))
    let two = try #require(examined.variant(.heard(seconds: 2)))
    let ten = try #require(examined.variant(.heard(seconds: 10)))
    #expect(ten.predictions == examined.predictions, "no clip lasts as long")
    #expect(two.predictions != ten.predictions && two.tracks.isEmpty)
    let first = FeatureTable(
      hops: 86, columns: 3,
      values: SampleBuffer(
        try (0..<86).flatMap { hop in
          let table = try cache.table(of: Self.clips[5])
          return withExtendedLifetime(table) { (0..<3).map { table.row(hop)[$0] } }
        }))
    let alone = StreamedClip.verdict(on: first, by: Self.music())
    #expect(two.predictions[5].valence == Double(alone.outputs.affect.valence))
  }

  @Test func degradedRowsAreHeard() throws {
    let shifted = Self.cache(folder, shift: 2)
    let examined = try run(
      Self.music(), Examination(cache: cache, degraded: [.room: shifted, .quieter: cache]))
    #expect(examined.variants.map(\.kind) == [.degraded(.quieter), .degraded(.room)])
    #expect(examined.variants[0].predictions == examined.predictions)
    #expect(
      try examined.variants[1].predictions == run(Self.music(), Examination(cache: shifted)).predictions)
  }

  /// Clips of one speaker follow one another: the first is heard as if alone, the others otherwise.
  @Test func speakersStreamsAreRelative() throws {
    let model = try Self.speech()
    let examination = Examination(cache: cache)
    let examined = try run(model, examination)
    let streamed = try #require(examined.variant(.speakerStream)).predictions
    #expect(streamed.map(\.clip) == examined.predictions.map(\.clip))
    let spoken = 1..<7
    let same = spoken.filter { streamed[$0] == examined.predictions[$0] }
    #expect(
      Set(same.map { $0 / 3 }).count >= 2 && same.count <= 3, "one of each speaker, but for the empty clip")
    #expect(try run(model, examination).variants == examined.variants)
    let orders = try (1...4).map {
      try run(model, examination, seed: $0).variants[0].predictions.map(\.emotions)
    }
    #expect(Set(orders).count > 1, "the seed shuffles")
    let order = [3, 5, 4].map { Self.clips[$0] }
    let verdicts = try SpeakerStream.verdicts(on: order, cache: cache, by: model)
    var stream = StreamingModel(model: model, adaptsToSpeaker: true)
    for (clip, verdict) in zip(order, verdicts) {
      let table = try cache.table(of: clip)
      for hop in 0..<table.hops { stream.advance(row: table.row(hop)) }
      while stream.settleNext() {}
      let summary = stream.summary()
      #expect(summary == verdict.outputs)
      stream.reset(keepsSpeaker: true)
    }
  }

  @Test func onlyModelsThatAdaptHaveSpeakers() throws {
    #expect(try run(Self.music(), Examination(cache: cache)).variants.isEmpty)
    let strangers = [Self.clips[1], Self.clips[4]]
    #expect(try run(Self.speech(), Examination(cache: cache), clips: strangers).variants.isEmpty)
  }

  @Test func threadsChangeNothing() throws {
    let runs = try [1, 2, 5].map { threads in
      try run(
        Self.speech(),
        Examination(
          cache: cache, hasCurves: true, degraded: [.noise: Self.cache(folder, shift: 1)], threads: threads))
    }
    #expect(runs[1] == runs[0] && runs[2] == runs[0])
  }

  @Test func stoppingInterrupts() {
    let calls = Atomic<Int>(0)
    #expect(throws: Interrupted()) {
      try run(
        Self.music(),
        Examination(cache: cache, threads: 1) { _, _, _ in calls.add(1, ordering: .relaxed).newValue < 3 })
    }
    #expect(calls.load(ordering: .relaxed) == 3)
  }

  @Test func theFirstFaultIsTold() {
    struct Fault: Error, Equatable { var index: Int }
    for threads in 1...4 {
      #expect(throws: Fault(index: 7)) {
        try InOrder.map(count: 40, threads: threads) { index in
          if index >= 7 { throw Fault(index: index) }
          return index
        }
      }
    }
    #expect(throws: Never.self) { try InOrder.map(count: 0, threads: 2) { $0 } }
  }
}
