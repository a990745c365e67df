/// One stage's outputs of some sequences, read and written by step and sequence.
struct StageView {
  let part: BatchLoss.Part
  let stage: StagePass

  init(_ part: BatchLoss.Part, _ stage: StagePass) {
    self.part = part
    self.stage = stage
  }

  func clearGradients() {
    Elementwise.fill(stage.logitGradients.base, 0, count: part.pass.rows * NetworkShape.quadrants)
    Elementwise.fill(stage.affectGradients.base, 0, count: part.pass.rows * NetworkShape.affects)
  }

  func logits(_ step: Int, _ sequence: Int) -> SIMD4<Float> {
    let at = row(step, sequence) * 4
    return SIMD4(
      stage.logits[at], stage.logits[at + 1], stage.logits[at + 2], stage.logits[at + 3])
  }

  func affect(_ step: Int, _ sequence: Int) -> SIMD2<Float> {
    let at = row(step, sequence) * 2
    return SIMD2(stage.affects[at], stage.affects[at + 1])
  }

  /// Over the counted steps of a sequence.
  func meanLogits(_ sequence: Int) -> SIMD4<Float> {
    var sum = SIMD4<Float>.zero
    for step in 0..<part.countedSteps[sequence] { sum += logits(step, sequence) }
    return sum / Float(max(1, part.countedSteps[sequence]))
  }

  func meanAffect(_ sequence: Int) -> SIMD2<Float> {
    var sum = SIMD2<Float>.zero
    for step in 0..<part.countedSteps[sequence] { sum += affect(step, sequence) }
    return sum / Float(max(1, part.countedSteps[sequence]))
  }

  func addLogitGradient(_ gradient: SIMD4<Float>, _ step: Int, _ sequence: Int) {
    let at = row(step, sequence) * 4
    for index in 0..<4 { stage.logitGradients.base[at + index] += gradient[index] }
  }

  func addAffectGradient(_ gradient: SIMD2<Float>, _ step: Int, _ sequence: Int) {
    let at = row(step, sequence) * 2
    for index in 0..<2 { stage.affectGradients.base[at + index] += gradient[index] }
  }

  private func row(_ step: Int, _ sequence: Int) -> Int { step * part.pass.sequences + sequence }
}
