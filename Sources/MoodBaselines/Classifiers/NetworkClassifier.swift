package import MoodNetworks

/// A network, and how it learns.
package struct NetworkRecipe: Sendable, Equatable {
  package var plan: NetworkPlan
  /// Of what it hears of a clip.
  package var shape: [Int]
  package var fitting: NetworkFitting

  package init(plan: NetworkPlan, shape: [Int], fitting: NetworkFitting) {
    self.plan = plan
    self.shape = shape
    self.fitting = fitting
  }

  /// Learns what one of `training` says, and ends by what the other says.
  /// - Throws: `ClassifierError`
  func train(
    _ training: NetworkFitting.Material, validation: NetworkFitting.Material, outputs: Int, seed: UInt64,
    goesOn: () -> Bool
  ) throws(ClassifierError) -> NetworkClassifier {
    do {
      let network = try Network(plan, inputShape: shape, outputs: outputs, seed: seed)
      try fitting.fit(network, training: training, validation: validation, seed: seed, goesOn: goesOn)
      guard goesOn() else { throw ClassifierError.stopped }
      guard network.parameters.allSatisfy({ $0.values.allSatisfy(\.isFinite) }) else {
        throw ClassifierError.refused(
          library: "a network",
          reason: "its weights have grown beyond all numbers; a smaller training.rate may help")
      }
      return NetworkClassifier(network, goals: training.goals)
    } catch let error as ClassifierError {
      throw error
    } catch {
      throw .refused(library: "a network", reason: "\(error)")
    }
  }
}

/// A network that has learnt classes, or several questions at once.
final class NetworkClassifier: Classifier {
  let network: Network
  private let isOfClasses: Bool

  init(_ network: Network, goals: Goals) {
    self.network = network
    if case .classes = goals { isOfClasses = true } else { isOfClasses = false }
  }

  var parameterCount: Int? { network.parameterCount }

  /// Of each class, or of each question how probable a yes is.
  func probabilities(of row: [Double]) -> [Double] {
    let outputs = network.outputs(of: Batch([row.map(Float.init)], shape: network.inputShape)).array(0)
    return (isOfClasses ? Goals.softmax(outputs) : outputs.map(Goals.sigmoid)).map(Double.init)
  }
}

extension Examples {
  /// For a network, each class with its weight.
  func material(_ weights: [Double]) -> NetworkFitting.Material {
    NetworkFitting.Material(
      rows: rows.map { $0.map(Float.init) }, goals: .classes(classes, weights: weights.map(Float.init)))
  }
}
