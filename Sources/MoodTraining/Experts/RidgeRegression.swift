/// Linear least squares with a penalty on the coefficients (Hoerl and Kennard 1970, Ridge regression), whose weight is that
/// of several which predicts groups left out best.
///
/// Columns count alike, whatever their deviation, but those that hardly vary count less. The constant has no penalty. All
/// that is returned belongs to values as they were given.
struct RidgeRegression {
  /// Coefficients of each output, then its constant: `outputs` rows of `columns` + 1.
  let coefficients: [Float]
  /// What regressions without an example's group said of it, example by example; where there is but one group, what the
  /// regression itself says.
  let heldOut: [[Float]]
  /// Whether there were several groups.
  let hasHeldOut: Bool
  let penalty: Double

  /// Examples, whose values stand row by row.
  struct Examples {
    let columns: Int
    let outputs: Int
    private(set) var inputs: [Float] = []
    private(set) var targets: [Float] = []
    private(set) var weights: [Float] = []
    private(set) var groups: [Int] = []

    init(columns: Int, outputs: Int) {
      self.columns = columns
      self.outputs = outputs
    }

    var count: Int { weights.count }

    mutating func add(_ values: some Sequence<Float>, target: [Float], weight: Float, group: Int) {
      inputs.append(contentsOf: values)
      targets.append(contentsOf: target)
      weights.append(weight)
      groups.append(group)
      precondition(inputs.count == count * columns && targets.count == count * outputs, "an example is whole")
    }
  }

  /// Deviation below which a column counts less.
  fileprivate static let leastDeviation: Float = 0.1
  private static let folds = 5

  /// - Parameters:
  ///   - examples: at least one, of a positive weight.
  ///   - penalties: weights of the squared coefficients of columns of deviation 1, beside a mean squared error.
  init(_ examples: Examples, penalties: [Double]) {
    let scale = Scale(examples)
    let groups = Set(examples.groups).sorted()
    let folds = min(Self.folds, groups.count)
    let folded = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1, $0 % folds) })
    let sums = (0..<folds).map { fold in
      NormalEquations(examples, scale) { folded[examples.groups[$0]] == fold }
    }
    let all = sums.reduce(NormalEquations(examples, scale) { _ in false }, +)
    // Of one group there is nothing to hold out, so that the most careful is taken.
    var best = (error: Double.infinity, penalty: penalties.max() ?? 1, heldOut: [[Float]]())
    if folds > 1 {
      let rests = sums.map { all - $0 }
      for penalty in penalties {
        let solutions = rests.map { $0.solve(penalty: penalty) }
        let said = (0..<examples.count).map { example in
          scale.predict(examples, example, solutions[folded[examples.groups[example]]!])
        }
        let error = Self.error(of: said, examples)
        if error < best.error { best = (error, penalty, said) }
      }
    }
    penalty = best.penalty
    hasHeldOut = folds > 1
    let solution = all.solve(penalty: best.penalty)
    heldOut =
      folds > 1 ? best.heldOut : (0..<examples.count).map { scale.predict(examples, $0, solution) }
    coefficients = scale.unscaled(solution, columns: examples.columns)
  }

  private static func error(of said: [[Float]], _ examples: Examples) -> Double {
    var sum = 0.0
    for (example, values) in said.enumerated() {
      for (output, value) in values.enumerated() {
        let difference = Double(value - examples.targets[example * examples.outputs + output])
        sum += Double(examples.weights[example]) * difference * difference
      }
    }
    return sum
  }
}

/// Where columns of examples lie and how far they reach, so that they count alike.
private struct Scale {
  let means: [Float]
  let factors: [Float]
  let targetMeans: [Float]

  init(_ examples: RidgeRegression.Examples) {
    let total = examples.weights.reduce(0) { $0 + Double($1) }
    func moments(_ values: [Float], _ columns: Int) -> (means: [Double], variances: [Double]) {
      var sums = [Double](repeating: 0, count: columns)
      var squares = sums
      for example in 0..<examples.count {
        let weight = Double(examples.weights[example])
        for column in 0..<columns {
          let value = Double(values[example * columns + column])
          sums[column] += weight * value
          squares[column] += weight * value * value
        }
      }
      let means = sums.map { $0 / total }
      return (means, zip(squares, means).map { max(0, $0 / total - $1 * $1) })
    }
    let inputs = moments(examples.inputs, examples.columns)
    means = inputs.means.map(Float.init)
    factors = inputs.variances.map { 1 / max(RidgeRegression.leastDeviation, Float($0.squareRoot())) }
    targetMeans = moments(examples.targets, examples.outputs).means.map(Float.init)
  }

  /// A row of scaled inputs, then a one for the constant.
  func row(_ examples: RidgeRegression.Examples, _ example: Int, into row: UnsafeMutablePointer<Float>) {
    let columns = examples.columns
    for column in 0..<columns {
      row[column] = (examples.inputs[example * columns + column] - means[column]) * factors[column]
    }
    row[columns] = 1
  }

  func predict(_ examples: RidgeRegression.Examples, _ example: Int, _ solution: [Double]) -> [Float] {
    let width = examples.columns + 1
    var said = targetMeans
    for output in 0..<examples.outputs {
      var sum = solution[output * width + examples.columns]
      for column in 0..<examples.columns {
        let value = (examples.inputs[example * examples.columns + column] - means[column]) * factors[column]
        sum += Double(value) * solution[output * width + column]
      }
      said[output] += Float(sum)
    }
    return said
  }

  func unscaled(_ solution: [Double], columns: Int) -> [Float] {
    var coefficients: [Float] = []
    for (output, mean) in targetMeans.enumerated() {
      let row = solution[(output * (columns + 1))...].prefix(columns + 1)
      var constant = row[row.startIndex + columns] + Double(mean)
      for (column, value) in row.prefix(columns).enumerated() {
        let coefficient = value * Double(factors[column])
        constant -= coefficient * Double(means[column])
        coefficients.append(Float(coefficient))
      }
      coefficients.append(Float(constant))
    }
    return coefficients
  }
}

/// Sums over examples that a regression is solved from.
private struct NormalEquations {
  /// Of products of two columns, the constant being the last, row after row.
  private var products: [Double]
  /// Of products of a column with an output: a run of columns for each output.
  private var moments: [Double]
  private var weight: Double
  private let width: Int

  /// Sums over the examples that `belongs` to, in single precision within a block of them.
  init(_ examples: RidgeRegression.Examples, _ scale: Scale, _ belongs: (Int) -> Bool) {
    let width = examples.columns + 1
    let outputs = examples.outputs
    self.width = width
    products = Array(repeating: 0, count: width * width)
    moments = Array(repeating: 0, count: width * outputs)
    weight = 0
    let chosen = (0..<examples.count).filter(belongs)
    let block = 256
    var rows = [Float](repeating: 0, count: block * width)
    var targets = [Float](repeating: 0, count: block * outputs)
    var square = [Float](repeating: 0, count: width * width)
    var cross = [Float](repeating: 0, count: outputs * width)
    for start in stride(from: 0, to: chosen.count, by: block) {
      let part = chosen[start..<min(start + block, chosen.count)]
      rows.withUnsafeMutableBufferPointer { rows in
        for (place, example) in part.enumerated() {
          let root = examples.weights[example].squareRoot()
          let row = rows.baseAddress! + place * width
          scale.row(examples, example, into: row)
          for column in 0..<width { row[column] *= root }
          for output in 0..<outputs {
            targets[place * outputs + output] =
              root * (examples.targets[example * outputs + output] - scale.targetMeans[output])
          }
          weight += Double(examples.weights[example])
        }
        targets.withUnsafeMutableBufferPointer { targets in
          let left = Matrix(rows.baseAddress!, rows: part.count, columns: width)
          let right = Matrix(targets.baseAddress!, rows: part.count, columns: outputs)
          square.withUnsafeMutableBufferPointer {
            BLAS.multiply(left.transposed, left, into: Matrix($0.baseAddress!, rows: width, columns: width))
          }
          cross.withUnsafeMutableBufferPointer {
            BLAS.multiply(
              right.transposed, left, into: Matrix($0.baseAddress!, rows: outputs, columns: width))
          }
        }
      }
      for index in products.indices { products[index] += Double(square[index]) }
      for index in moments.indices { moments[index] += Double(cross[index]) }
    }
  }

  static func + (a: NormalEquations, b: NormalEquations) -> NormalEquations { a.combined(b, sign: 1) }
  static func - (a: NormalEquations, b: NormalEquations) -> NormalEquations { a.combined(b, sign: -1) }

  private func combined(_ other: NormalEquations, sign: Double) -> NormalEquations {
    var sum = self
    for index in sum.products.indices { sum.products[index] += sign * other.products[index] }
    for index in sum.moments.indices { sum.moments[index] += sign * other.moments[index] }
    sum.weight += sign * other.weight
    return sum
  }

  /// Coefficients of the scaled columns, then the constant, of each output.
  func solve(penalty: Double) -> [Double] {
    var matrix = products
    for column in 0..<width {
      // The constant's is there for rounding alone.
      matrix[column * width + column] += weight * (column < width - 1 ? penalty : 1e-9)
    }
    guard let solution = BLAS.solve(matrix, moments, n: width) else {
      preconditionFailure("a matrix of products with a penalty is positive definite")
    }
    return solution
  }
}
