internal import MoodCore
internal import MoodCorpus
internal import MoodInference
internal import MoodRealtime

/// What experts are fitted to: the statistics of the inputs of clips heard whole, and those that run up to moments of
/// them, and what is to be said of either.
struct ExpertSamples {
  /// Statistics of a sample.
  let width: Int
  private(set) var samples: [Sample] = []
  /// Sample after sample, as the network in use normalises them.
  private(set) var statistics: [Float] = []

  struct Sample {
    /// Place of its clip in the training data.
    var clip: Int
    var goal: Goal
    /// What it counts; the samples of a clip count 1 together.
    var weight: Float
  }

  /// Steps between the moments of a clip that is rated along its course.
  private static let momentSteps = 8
  /// Of any other clip the moments at these parts of it, so that a map knows what little has been heard of at first.
  private static let momentParts = [16, 8, 4, 2, 1]
  /// What the moments of a clip count together, beside the clip as a whole: enough to be known, where its labels are those
  /// of the whole.
  private static func momentShare(isRatedAlong: Bool) -> Float { isRatedAlong ? 0.5 : 0.1 }

  /// Hears all clips that train, at three levels, and in all their other renditions.
  /// - Parameters:
  ///   - means: of the statistics of inputs and trunk, as they stand in a network.
  ///   - variances: of the same.
  init(_ plan: TrainingPlan, means: UnsafePointer<Float>, variances: UnsafePointer<Float>) {
    let (inputs, trunk) = (plan.shape.inputs, plan.shape.architecture.trunkWidth)
    let slopes = plan.shape.architecture.statistics?.hasSlopes == true ? inputs : 0
    let places =
      Array(0..<inputs) + (0..<inputs).map { inputs + trunk + $0 }
      + (0..<slopes).map { 2 * (inputs + trunk) + $0 }
    width = places.count
    let normal = places.map { (mean: means[$0], scale: 1 / (variances[$0] + 1e-5).squareRoot()) }
    let data = plan.training
    var heard = [(samples: [Sample], statistics: [Float])](repeating: ([], []), count: data.set.clips.count)
    let levels = Self.levels(deviationDB: plan.configuration.regularisation.levelShiftDB)
    heard.withUnsafeMutableBufferPointer { heard in
      nonisolated(unsafe) let heard = heard
      Parallel.perform(Trainer.shards) { shard in
        var ear = Ear(plan, width: places.count, slopes: slopes)
        for clip in stride(from: shard, to: data.set.clips.count, by: Trainer.shards) {
          for rendition in 0...data.set.renditions[clip].count {
            for level in rendition == 0 ? levels : [Level(decibels: 0, weight: 1)] {
              ear.hear(clip, rendition: rendition, level, into: &heard[clip])
            }
          }
          let whole = heard[clip].samples.reduce(0) { $0 + $1.weight }
          for place in heard[clip].samples.indices { heard[clip].samples[place].weight /= whole }
        }
      }
    }
    statistics.reserveCapacity(heard.reduce(0) { $0 + $1.statistics.count })
    for clip in heard.indices {
      samples += heard[clip].samples
      for (place, value) in heard[clip].statistics.enumerated() {
        let (mean, scale) = normal[place % normal.count]
        statistics.append(ModelMetadata.Statistics.held((value - mean) * scale))
      }
      heard[clip] = ([], [])
    }
  }

  func statistics(of sample: Int) -> ArraySlice<Float> {
    statistics[sample * width..<(sample + 1) * width]
  }

  /// A level at which clips are heard, and what that counts.
  struct Level {
    var decibels: Float
    var weight: Float
  }

  /// Three levels with the mean, the deviation and the kurtosis of the normal distribution by which the network's
  /// sequences are shifted (Gauss–Hermite quadrature).
  static func levels(deviationDB: Float) -> [Level] {
    guard deviationDB > 0 else { return [Level(decibels: 0, weight: 1)] }
    let reach = deviationDB * Float(3).squareRoot()
    return [
      Level(decibels: 0, weight: 2 / 3), Level(decibels: reach, weight: 1 / 6),
      Level(decibels: -reach, weight: 1 / 6),
    ]
  }

  /// Hears one clip after another on one thread.
  private struct Ear: ~Copyable {
    let plan: TrainingPlan
    var running: MoodInference.RunningStatistics
    let step: SampleBuffer
    let statistics: SampleBuffer

    init(_ plan: TrainingPlan, width: Int, slopes: Int) {
      self.plan = plan
      running = MoodInference.RunningStatistics(
        width: plan.shape.inputs, slopes: slopes,
        memorySteps: plan.shape.architecture.statistics?.memorySteps ?? 1, phases: 1)
      step = SampleBuffer(count: plan.shape.inputs)
      statistics = SampleBuffer(count: width)
    }

    mutating func hear(
      _ clip: Int, rendition: Int, _ level: Level, into heard: inout (samples: [Sample], statistics: [Float])
    ) {
      let filler = plan.maker.filler
      let target = plan.training.targets[clip]
      let stretch = SequenceFiller.Stretch(
        table: plan.training.table(clip, rendition: rendition), firstHop: 0)
      var changes = SequenceFiller.Changes()
      changes.levelShiftDB = level.decibels
      var gate = StepGate(filler.gate?.rule, place: filler.gate?.place, phases: 1)
      let steps = stretch.table.hops / filler.pooling.stride
      let speed = plan.configuration.regularisation.speed(ofRendition: rendition)
      var moments: [Goal] = []
      running.reset()
      for number in 0..<steps {
        guard filler.write(stretch, step: number, changes, to: step.base) else { break }
        let lastHop = (number + 1) * filler.pooling.stride - 1
        guard gate.advance(phase: 0, row: stretch.table.row(lastHop)) else { continue }
        running.advance(phase: 0, step.base, into: statistics.base)
        let seconds = Float(AnalysisGrid.seconds(hops: Int64(lastHop + 1)) * speed)
        guard Self.isMoment(number + 1, of: steps, target.track, seconds) else { continue }
        moments.append(Goal(target, places: plan.places, atSeconds: seconds))
        keep(in: &heard.statistics)
      }
      guard running.total > 0 else { return }
      let share = moments.isEmpty ? 0 : ExpertSamples.momentShare(isRatedAlong: target.track != nil)
      for goal in moments {
        heard.samples.append(
          Sample(clip: clip, goal: goal, weight: level.weight * share / Float(moments.count)))
      }
      running.overall(into: statistics.base)
      keep(in: &heard.statistics)
      heard.samples.append(
        Sample(
          clip: clip, goal: Goal(target, places: plan.places),
          weight: level.weight * (1 - share)))
    }

    /// Whether the step with that number, counted from 1, is one to learn from.
    private static func isMoment(
      _ step: Int, of steps: Int, _ track: AnnotationTrack?, _ seconds: Float
    ) -> Bool {
      guard let track else { return ExpertSamples.momentParts.contains { step == max(1, steps / $0) } }
      return step % ExpertSamples.momentSteps == 0 && track.affect(atSeconds: seconds) != nil
    }

    private borrowing func keep(in statistics: inout [Float]) {
      statistics.append(
        contentsOf: UnsafeBufferPointer(start: self.statistics.base, count: self.statistics.count))
    }
  }
}
