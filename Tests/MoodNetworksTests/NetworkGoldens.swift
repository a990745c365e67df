import Foundation
import Testing

@testable import MoodNetworks

/// What Goldens/make_goldens.py wrote: small networks, and what PyTorch makes of them.
struct NetworkGoldens: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let words: [String]
    let shape: [Int]
    let outputs: Int
    let several: Bool
    let inputs: [[Float]]
    let weights: [Float]
    let classes: [Int]
    let answers: [[Bool]]
    let rate: Float
    let penalty: Float
    let parameters: [[Float]]
    let losses: [Float]
    let said: [[Float]]

    var testDescription: String { name }

    var goals: Goals {
      several ? .several(answers, yesWeights: weights) : .classes(classes, weights: weights)
    }

    /// With the weights that PyTorch began with.
    func network() throws -> Network {
      let network = try Network(NetworkPlan(words), inputShape: shape, outputs: outputs, seed: 1)
      try #require(network.parameters.map(\.values.count) == parameters.map(\.count))
      for (parameter, values) in zip(network.parameters, parameters) { parameter.values = values }
      return network
    }
  }

  struct Masks: Decodable {
    let steps: Int
    let columns: Int
    let values: [Float]
    let bandMasks: [[Int]]
    let stepMasks: [[Int]]
    let masked: [Float]
  }

  struct Norm: Decodable {
    let batches: [[[Float]]]
    let said: [[Float]]
  }

  let cases: [Case]
  let norm: Norm
  let masks: Masks

  static let shared: NetworkGoldens? = {
    let url = Bundle.module.url(forResource: "networks", withExtension: "json", subdirectory: "Goldens")
    return url.flatMap { try? Data(contentsOf: $0) }.flatMap {
      try? JSONDecoder().decode(NetworkGoldens.self, from: $0)
    }
  }()

  static var cases: [Case] { shared?.cases ?? [] }
}
