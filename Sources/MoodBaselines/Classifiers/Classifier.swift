/// What has learnt to tell classes from rows of numbers. For one thread at a time.
package protocol Classifier: AnyObject {
  /// The probability of each class, summing to 1.
  /// - Parameter row: as wide as those that were learnt from.
  func probabilities(of row: [Double]) -> [Double]

  /// Numbers that were learnt; nil where that is not how it is built.
  var parameterCount: Int? { get }
}

/// What a classifier learns from: rows of one width, each of one of the classes from 0 on.
package struct Examples: Sendable, Equatable {
  package var rows: [[Double]]
  package var classes: [Int]
  /// All that there are, also where no row is of the last.
  package let classCount: Int

  package init(rows: [[Double]], classes: [Int], classCount: Int) {
    precondition(rows.count == classes.count, "each row is of a class")
    precondition(classes.allSatisfy { (0..<classCount).contains($0) }, "a class is one of those there are")
    self.rows = rows
    self.classes = classes
    self.classCount = classCount
  }

  package var width: Int { rows.first?.count ?? 0 }

  /// How many rows are of each class.
  package var counts: [Int] {
    classes.reduce(into: Array(repeating: 0, count: classCount)) { $0[$1] += 1 }
  }

  /// What each class counts where all together count alike: n / (k · nₖ).
  package var balancedWeights: [Double] {
    counts.map { $0 == 0 ? 0 : Double(rows.count) / (Double(classCount) * Double($0)) }
  }

  /// Two parts: every `period`th row, and the others.
  func parted(every period: Int) -> (one: Examples, rest: Examples) {
    func part(_ isOne: Bool) -> Examples {
      let places = rows.indices.filter { ($0 % period == 0) == isOne }
      return Examples(
        rows: places.map { rows[$0] }, classes: places.map { classes[$0] }, classCount: classCount)
    }
    return (part(true), part(false))
  }

  /// Whether there is no row of some class.
  package var lacksAClass: Bool { counts.contains(0) }
}

/// Why a classifier could not be trained.
package enum ClassifierError: Error, Equatable, CustomStringConvertible {
  /// `package` is what Debian calls it.
  case libraryMissing(reason: String, package: String)
  case refused(library: String, reason: String)
  case emptyClass(String)
  /// Because it was asked to.
  case stopped
  /// What trains no network has no model to keep.
  case noNetwork(String)
  /// What learns each emotion apart is several networks and no model.
  case oneForEach(String)

  package var description: String {
    switch self {
    case .libraryMissing(let reason, let package):
      "\(reason); on Debian it comes with: apt install \(package)"
    case .refused(let library, let reason): "\(library) does not train: \(reason)"
    case .emptyClass(let name): "no clip to train on is of the class “\(name)”"
    case .stopped: "the training was stopped"
    case .oneForEach(let name):
      "“\(name)” has smote, so each emotion would be a network of its own, and only one network is kept as a model"
    case .noNetwork(let name): "“\(name)” is no network, and only networks are kept as models"
    }
  }
}

/// The kinds of classifiers, with what they are told.
package enum ClassifierKind: Sendable, Equatable {
  /// L2-regularised, one class against the others (Fan and others, JMLR 2008).
  case logisticRegression(cost: Double)
  /// Soft margins, pairs of classes, probabilities after Platt (Chang and Lin, ACM TIST 2011).
  case linearSupportVectors(cost: Double)
  /// The same with the kernel exp(−γ·|u − v|²); γ is 1 / width where nil.
  case radialSupportVectors(cost: Double, gamma: Double?)
  /// Trees on random rows and columns, averaged (Breiman 2001).
  case randomForest(trees: Int)
  case network(NetworkRecipe)

  /// How it learns where it is a network; nil otherwise.
  var recipe: NetworkRecipe? { if case .network(let recipe) = self { recipe } else { nil } }

  /// Learns from examples, of every class some.
  /// - Parameters:
  ///   - validation: by which a network ends; others do not look at it.
  ///   - weights: what each class counts.
  ///   - seed: of whatever is drawn.
  ///   - goesOn: asked first, and now and then by what takes long.
  /// - Throws: `ClassifierError`
  package func train(
    _ examples: Examples, validation: Examples? = nil, weights: [Double], seed: UInt64,
    goesOn: () -> Bool = { true }
  ) throws(ClassifierError) -> any Classifier {
    precondition(!examples.lacksAClass, "a classifier sees every class")
    guard goesOn() else { throw .stopped }
    switch self {
    case .logisticRegression(let cost):
      return try LogisticRegression(examples, weights: weights, cost: cost)
    case .linearSupportVectors(let cost):
      return try SupportVectorMachine(examples, weights: weights, cost: cost, gamma: 0, seed: seed)
    case .radialSupportVectors(let cost, let gamma):
      return try SupportVectorMachine(
        examples, weights: weights, cost: cost, gamma: gamma ?? 1 / Double(max(1, examples.width)), seed: seed
      )
    case .randomForest(let trees):
      return try RandomForest(examples, weights: weights, trees: trees, seed: seed)
    case .network(let recipe):
      guard let validation else { preconditionFailure("a network ends by a validation") }
      return try recipe.train(
        examples.material(weights), validation: validation.material(weights), outputs: examples.classCount,
        seed: seed, goesOn: goesOn)
    }
  }
}
