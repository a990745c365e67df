internal import MoodCore
internal import MoodTraining

/// How a network learns.
package struct NetworkFitting: Sendable, Equatable {
  package var epochs: Int
  package var batch: Int
  package var rate: Float
  /// The L2 penalty on weights.
  package var penalty: Float
  /// Epochs without a better loss on the validation after which it ends.
  package var patience: Int
  /// Nil where nothing is masked.
  package var specAugment: SpecAugment?

  package init(
    epochs: Int, batch: Int, rate: Float, penalty: Float = 0, patience: Int = 10,
    specAugment: SpecAugment? = nil
  ) {
    self.epochs = epochs
    self.batch = batch
    self.rate = rate
    self.penalty = penalty
    self.patience = patience
    self.specAugment = specAugment
  }

  /// Clips with what is to be said of them.
  package struct Material {
    package var rows: [[Float]]
    package var goals: Goals

    package init(rows: [[Float]], goals: Goals) {
      precondition(rows.count == goals.count, "each clip has its goal")
      self.rows = rows
      self.goals = goals
    }
  }

  /// What came of it.
  package struct History: Sendable, Equatable {
    /// Mean over the batches of each epoch.
    package var losses: [Float] = []
    /// After each epoch.
    package var validationLosses: [Float] = []
    /// The epoch whose weights were kept, from 0 on.
    package var best = 0
  }

  /// Trains `network`, which keeps the weights of the epoch that was best on the validation.
  /// - Parameters:
  ///   - seed: of the order of clips and of whatever is random in training.
  ///   - goesOn: asked before each epoch.
  /// - Throws: `BLAS.LoadError`
  @discardableResult
  package func fit(
    _ network: Network, training: Material, validation: Material, seed: UInt64,
    goesOn: () -> Bool = { true }
  ) throws -> History {
    try BLAS.load()
    let optimiser = Adam(network.parameters, rate: rate, penalty: penalty)
    var history = History()
    var best = network.parameters.map(\.values)
    for epoch in 0..<epochs {
      guard goesOn() else { break }
      history.losses.append(learn(network, training, optimiser, seed: seed, epoch: epoch))
      history.validationLosses.append(loss(network, validation))
      // A loss that is no number is better than none and worse than any.
      if epoch == 0 || !(history.validationLosses[epoch] >= history.validationLosses[history.best]) {
        history.best = epoch
        best = network.parameters.map(\.values)
      } else if epoch - history.best >= patience {
        break
      }
    }
    for (parameter, values) in zip(network.parameters, best) { parameter.values = values }
    return history
  }

  /// One epoch.
  private func learn(
    _ network: Network, _ material: Material, _ optimiser: Adam, seed: UInt64, epoch: Int
  ) -> Float {
    let pass = Pass(isTraining: true, seed: seed &+ UInt64(epoch) &* 0x9e37)
    var order = Array(material.rows.indices)
    order.shuffle(using: &pass.random)
    // A batch of one clip has no deviation: it joins the one before.
    var starts = Array(stride(from: 0, to: order.count, by: batch))
    if starts.count > 1, order.count - starts[starts.count - 1] < 2 { starts.removeLast() }
    var sum: Float = 0
    for (number, start) in starts.enumerated() {
      let places = order[start..<(number + 1 < starts.count ? starts[number + 1] : order.count)]
      let input = Batch(places.map { material.rows[$0] }, shape: network.inputShape)
      if let specAugment, network.inputShape.count == 2 { specAugment.apply(input, &pass.random) }
      sum += Self.step(network, input, material.goals.picked(places), pass, optimiser)
    }
    return sum / Float(max(1, starts.count))
  }

  /// One step of the optimiser; the loss before it.
  static func step(
    _ network: Network, _ input: Batch, _ goals: Goals, _ pass: Pass, _ optimiser: Adam
  ) -> Float {
    let (loss, gradient) = goals.loss(network.forward(input, pass))
    network.backward(gradient)
    optimiser.step()
    return loss
  }

  private func loss(_ network: Network, _ material: Material) -> Float {
    var sum: Float = 0
    for start in stride(from: 0, to: material.rows.count, by: batch) {
      let places = start..<min(start + batch, material.rows.count)
      let input = Batch(places.map { material.rows[$0] }, shape: network.inputShape)
      let goals = material.goals.picked(places)
      sum += goals.loss(network.outputs(of: input)).value * goals.weight
    }
    return sum / max(material.goals.weight, .leastNormalMagnitude)
  }
}
