internal import Glibc
internal import MoodCore
internal import MoodCorpus

/// Makes batches: fills the passes' inputs and says what their outputs are to come near.
struct BatchMaker {
  let data: TrainingData
  let filler: SequenceFiller
  let places: HeadPlaces
  let teacher: TeacherGoals?
  let configuration: TrainingConfiguration

  private var stepSeconds: Double { AnalysisGrid.seconds(hops: Int64(filler.pooling.stride)) }

  /// Fills `pass` with `draws`, and gives their goals.
  /// - Parameters:
  ///   - partners: for each draw one that may be blended into it, or nil.
  ///   - regularisation: nil changes nothing.
  func fill(
    _ pass: NetworkPass, _ draws: [SequenceDraw], partners: [SequenceDraw?],
    regularisation: TrainingConfiguration.Regularisation?, teacherRows: TeacherLoss.Part?
  ) -> BatchLoss.Part {
    var clipGoals: [Goal] = []
    var nowGoals: [Goal] = []
    var settledGoals: [Goal] = []
    var countedSteps: [Int] = []
    for (place, draw) in draws.enumerated() {
      var generator = SplitMix64(seed: draw.seed)
      let blend = blend(draw, partners[place], mixup: regularisation?.mixup ?? 0, &generator)
      let changes =
        regularisation.map {
          SequenceFiller.Changes(
            $0, inputs: filler.pooling.inputs, steps: pass.steps, stepSeconds: stepSeconds,
            generator: &generator)
        } ?? SequenceFiller.Changes()
      let counted = self.countedSteps(draw, blend)
      drawQueries(pass, place, counted: counted, &generator)
      filler.fill(
        pass, place: place, stretch(draw), blend: blend?.blend, changes: changes, generator: &generator)
      if let teacherRows { fillTeacher(teacherRows, place, draw, isBlended: blend != nil) }
      countedSteps.append(counted)
      clipGoals.append(goal(draw, blend, atStep: nil))
      let last = pass.queriesPerSequence * (place + 1)
      for query in last - pass.queriesPerSequence..<last {
        let step = pass.queries[query]
        nowGoals.append(goal(draw, blend, atStep: step))
        let described = BatchLoss.described(query: step, delay: pass.shape.lookaheadSteps)
        settledGoals.append(goal(draw, blend, atStep: described))
      }
    }
    return BatchLoss.Part(
      pass: pass, clipGoals: clipGoals, nowGoals: nowGoals, settledGoals: settledGoals,
      countedSteps: countedSteps)
  }

  /// Steps of a sequence whose estimates count: those of the crop, as far as the clip goes.
  private func countedSteps(_ draw: SequenceDraw, _ blend: Mixture?) -> Int {
    let rows = [draw] + (blend.map { [$0.partner] } ?? [])
    let whole = rows.map { draw in
      max(0, data.table(draw.clip, rendition: draw.rendition).hops - draw.firstHop) / filler.pooling.stride
    }
    return max(1, min(whole.min() ?? 0, configuration.cropSteps))
  }

  /// Draws the steps at which a sequence is judged: anywhere, and at its end.
  private func drawQueries(
    _ pass: NetworkPass, _ place: Int, counted: Int, _ generator: inout SplitMix64
  ) {
    let count = pass.queriesPerSequence
    let drawn = (0..<count - 1).map { _ in generator.index(below: counted) } + [counted - 1]
    for (index, step) in drawn.sorted().enumerated() { pass.queries[place * count + index] = step }
  }

  private func stretch(_ draw: SequenceDraw) -> SequenceFiller.Stretch {
    SequenceFiller.Stretch(
      table: data.table(draw.clip, rendition: draw.rendition), firstHop: draw.firstHop)
  }

  /// Two clips heard at once.
  private struct Mixture {
    var partner: SequenceDraw
    var share: Float
    var blend: SequenceFiller.Blend
  }

  private func blend(
    _ draw: SequenceDraw, _ partner: SequenceDraw?, mixup beta: Float, _ generator: inout SplitMix64
  ) -> Mixture? {
    guard let partner, beta > 0,
      data.set.clips[draw.clip].corpus == data.set.clips[partner.clip].corpus
    else { return nil }
    let share = Self.beta(beta, &generator)
    let larger = max(share, 1 - share)
    return Mixture(
      partner: partner, share: larger,
      blend: SequenceFiller.Blend(stretch: stretch(partner), share: larger))
  }

  private func goal(_ draw: SequenceDraw, _ blend: Mixture?, atStep step: Int?) -> Goal {
    let own = goal(draw, atStep: step)
    guard let blend else { return own }
    return own.mixed(with: goal(blend.partner, atStep: step), share: blend.share)
  }

  private func goal(_ draw: SequenceDraw, atStep step: Int?) -> Goal {
    Goal(
      data.targets[draw.clip], places: places, atSeconds: step.map { seconds(draw, step: $0) })
  }

  /// Seconds into the recording, at its own speed, of the end of a step.
  private func seconds(_ draw: SequenceDraw, step: Int) -> Float {
    let hops = draw.firstHop + (step + 1) * filler.pooling.stride
    return Float(AnalysisGrid.seconds(hops: Int64(hops)) * speed(draw))
  }

  private func speed(_ draw: SequenceDraw) -> Double {
    configuration.regularisation.speed(ofRendition: draw.rendition)
  }

  private func fillTeacher(_ part: TeacherLoss.Part, _ place: Int, _ draw: SequenceDraw, isBlended: Bool) {
    let pass = part.pass
    let outputs = pass.shape.teacherOutputs
    // A teacher heard the recording at its own speed, and not two at once. Degraded, it is to be heard as if it were not.
    let isSame = speed(draw) == 1 && !isBlended
    for step in 0..<pass.steps {
      let row = step * pass.sequences + place
      let isKnown =
        isSame && pass.live.base[row] != 0
        && teacher?.write(
          data.set.clips[draw.clip], atSeconds: seconds(draw, step: step),
          to: part.goals.buffer.base + row * outputs) ?? false
      part.known.buffer.base[row] = isKnown ? 1 : 0
      if !isKnown { Elementwise.fill(part.goals.buffer.base + row * outputs, 0, count: outputs) }
    }
  }

  /// A draw from Beta(β, β), by Jöhnk's method (1964).
  static func beta(_ beta: Float, _ generator: inout SplitMix64) -> Float {
    for _ in 0..<1000 {
      let a = powf(generator.uniform(), 1 / beta)
      let b = powf(generator.uniform(), 1 / beta)
      if a + b <= 1, a + b > 0 { return a / (a + b) }
    }
    return 0.5
  }
}

extension TrainingConfiguration {
  /// Steps of a sequence whose estimates count.
  var cropSteps: Int {
    max(1, Int(optimiser.cropSeconds / AnalysisGrid.seconds(hops: Int64(network.stride))))
  }
}
