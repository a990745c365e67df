import Foundation
import Testing

/// What Goldens/make_goldens.py wrote: made-up rows and what scikit-learn and imbalanced-learn make of them.
struct BaselineGoldens: Decodable {
  struct Filling: Decodable {
    struct Draw: Decodable {
      let base: Int
      let neighbour: Int
      let share: Double
    }

    let rows: [[Double]]
    let neighbours: Int
    let draws: [Draw]
    let made: [[Double]]
  }

  struct Classifiers: Decodable {
    struct Radial: Decodable {
      let cost: Double
      let gamma: Double
      let guesses: [Int]
    }

    let rows: [[Double]]
    let classes: [Int]
    let tested: [[Double]]
    let scaled: [[Double]]
    let cost: Double
    let logistic: [[Double]]
    let radial: Radial
  }

  let smote: Filling
  let classifiers: Classifiers

  static func load() throws -> BaselineGoldens {
    let url = try #require(
      Bundle.module.url(forResource: "baselines", withExtension: "json", subdirectory: "Goldens"))
    return try JSONDecoder().decode(BaselineGoldens.self, from: Data(contentsOf: url))
  }
}
