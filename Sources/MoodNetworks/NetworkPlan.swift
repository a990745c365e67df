/// What a network is made of, from the numbers of a clip on.
///
/// Each layer is a few words; what decides comes last of all by itself, a dense layer with as many outputs as asked for.
package struct NetworkPlan: Sendable, Equatable {
  package enum Layer: Sendable, Equatable {
    case dense(Int)
    case rectifier(slope: Float)
    case dropout(Float)
    case norm
    /// A sequence as a picture with one channel, or of one band where its columns are the channels.
    case picture(columnsAreChannels: Bool)
    case convolution(filters: Int, steps: Int, bands: Int)
    case maxPool(steps: Int, bands: Int)
    case lstm(width: Int, isBidirectional: Bool, givesSteps: Bool)
    /// A picture as a sequence: bands and channels become columns.
    case sequence
    case mean
    case flatten
  }

  /// Why a layer is none, or does not fit to those before it.
  package struct Fault: Error, Equatable, CustomStringConvertible {
    /// Counted from 1.
    package var layer: Int
    package var text: String
    package var found: String
    package var expected: String

    package var description: String {
      "layer \(layer), “\(text)”: found \(found), expected \(expected)"
    }
  }

  /// What each layer may be, for people.
  package static let forms =
    "dense N, relu, leaky-relu S, dropout P, norm, picture, channels, conv N TxB, pool TxB, lstm N [steps], bilstm N [steps], "
    + "sequence, mean or flatten"

  package let layers: [Layer]
  private let texts: [String]

  /// Reads layers such as `conv 16 3x3`.
  package init(_ texts: [String]) throws(Fault) {
    var layers: [Layer] = []
    for (index, text) in texts.enumerated() {
      guard let layer = Layer(text) else {
        throw Fault(layer: index + 1, text: text, found: "no layer", expected: Self.forms)
      }
      layers.append(layer)
    }
    self.layers = layers
    self.texts = texts
  }

  /// The words from which it was read.
  package var words: [String] { texts }

  /// The shape of each layer's output, from that of a clip on.
  /// - Throws: `Fault` for the first layer that does not fit.
  package func shapes(from shape: [Int]) throws(Fault) -> [[Int]] {
    var shapes: [[Int]] = []
    var shape = shape
    for (index, layer) in layers.enumerated() {
      guard let next = layer.output(of: shape) else {
        throw Fault(
          layer: index + 1, text: texts[index], found: Self.text(of: shape), expected: layer.expectation)
      }
      for (size, what) in [
        (Self.product(next), "numbers of a clip"), (Self.product(layer.weights(from: shape)), "weights"),
        (Self.product(layer.workspace(from: shape)), "numbers to work on"),
      ] where size == nil || size.map({ $0 > Self.most }) == true {
        throw Fault(
          layer: index + 1, text: texts[index],
          found: size.map { "\($0) \(what)" } ?? "more \(what) than can be counted",
          expected: "at most \(Self.most)")
      }
      shape = next
      shapes.append(shape)
    }
    guard shape.count == 1 else {
      throw Fault(
        layer: texts.count, text: texts.last ?? "", found: "\(Self.text(of: shape)) at the end",
        expected: "one row of columns, as mean, flatten or the last step of an lstm give it")
    }
    return shapes
  }

  /// Numbers in the largest tensors of all layers: no more than a network of them has.
  /// - Throws: `Fault` for the first layer that does not fit.
  package func weightCount(from shape: [Int]) throws(Fault) -> Int {
    let inputs = [shape] + (try shapes(from: shape))
    // A layer without weights has no dimensions, whose product is 1.
    return zip(layers, inputs).reduce(0) { sum, pair in
      let weights = pair.0.weights(from: pair.1)
      return sum + (weights.isEmpty ? 0 : weights.product)
    }
  }

  /// What a layer may have of weights, or a clip of numbers.
  private static let most = 1 << 26

  /// nil where it is larger than can be counted.
  private static func product(_ numbers: [Int]) -> Int? {
    var product = 1
    for number in numbers {
      let (next, overflow) = product.multipliedReportingOverflow(by: number)
      if overflow { return nil }
      product = next
    }
    return product
  }

  private static func text(of shape: [Int]) -> String {
    switch shape.count {
    case 1: "\(shape[0]) columns"
    case 2: "\(shape[0]) steps of \(shape[1]) columns"
    default: "\(shape[0]) steps of \(shape[1]) bands of \(shape[2]) channels"
    }
  }
}

extension NetworkPlan.Layer {
  /// The largest number in a layer's words: what is larger would not end.
  private static let largest = 65_536

  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard let name = words.first else { return nil }
    let rest = words.dropFirst()
    switch (name, rest.count) {
    case ("dense", 1):
      guard let outputs = Self.number(rest[1]) else { return nil }
      self = .dense(outputs)
    case ("relu", 0): self = .rectifier(slope: 0)
    case ("leaky-relu", 1):
      guard let slope = Self.share(rest[1]) else { return nil }
      self = .rectifier(slope: slope)
    case ("dropout", 1):
      guard let share = Self.share(rest[1]) else { return nil }
      self = .dropout(share)
    case ("norm", 0): self = .norm
    case ("picture", 0): self = .picture(columnsAreChannels: false)
    case ("channels", 0): self = .picture(columnsAreChannels: true)
    case ("conv", 2):
      guard let filters = Self.number(rest[1]), let kernel = Self.tile(rest[2]), kernel.steps % 2 == 1,
        kernel.bands % 2 == 1
      else { return nil }
      self = .convolution(filters: filters, steps: kernel.steps, bands: kernel.bands)
    case ("pool", 1):
      guard let tile = Self.tile(rest[1]) else { return nil }
      self = .maxPool(steps: tile.steps, bands: tile.bands)
    case ("lstm", 1...2), ("bilstm", 1...2):
      guard let width = Self.number(rest[1]), width % 8 == 0, rest.count == 1 || rest[2] == "steps" else {
        return nil
      }
      self = .lstm(width: width, isBidirectional: name == "bilstm", givesSteps: rest.count == 2)
    case ("sequence", 0): self = .sequence
    case ("mean", 0): self = .mean
    case ("flatten", 0): self = .flatten
    default: return nil
    }
  }

  /// nil where it does not take such a shape.
  func output(of shape: [Int]) -> [Int]? {
    switch self {
    case .dense(let outputs): shape.dropLast() + [outputs]
    case .rectifier, .dropout, .norm: shape
    case .picture(let columnsAreChannels):
      shape.count == 2 ? (columnsAreChannels ? [shape[0], 1, shape[1]] : shape + [1]) : nil
    case .convolution(let filters, _, _): shape.count == 3 ? [shape[0], shape[1], filters] : nil
    case .maxPool(let steps, let bands):
      shape.count == 3 && shape[0] >= steps && shape[1] >= bands
        ? [shape[0] / steps, shape[1] / bands, shape[2]] : nil
    case .lstm(let width, let isBidirectional, let givesSteps):
      shape.count == 2
        ? (givesSteps ? [shape[0]] : []) + [isBidirectional ? 2 * width : width] : nil
    case .sequence: shape.count == 3 ? [shape[0], shape[1] * shape[2]] : nil
    case .mean: [shape[shape.count - 1]]
    case .flatten: [shape.product]
    }
  }

  /// The dimensions of its largest tensor of weights.
  func weights(from shape: [Int]) -> [Int] {
    switch self {
    case .dense(let outputs): [outputs, shape[shape.count - 1]]
    case .convolution(let filters, let steps, let bands): [filters, steps, bands, shape[shape.count - 1]]
    case .lstm(let width, _, _): [4, width, max(width, shape[shape.count - 1])]
    case .rectifier, .dropout, .norm, .picture, .maxPool, .sequence, .mean, .flatten: []
    }
  }

  /// The dimensions of what it needs beside its output for one clip.
  func workspace(from shape: [Int]) -> [Int] {
    switch self {
    case .convolution(_, let steps, let bands): shape + [steps, bands]
    case .lstm(let width, _, _): [shape[0], 4, width]
    case .dense, .rectifier, .dropout, .norm, .picture, .maxPool, .sequence, .mean, .flatten: []
    }
  }

  /// What shape it takes, for people.
  var expectation: String {
    switch self {
    case .picture, .lstm: "steps of columns"
    case .convolution, .sequence: "a picture: steps of bands of channels"
    case .maxPool(let steps, let bands): "a picture of at least \(steps) steps of \(bands) bands"
    case .dense, .rectifier, .dropout, .norm, .mean, .flatten: "anything"
    }
  }

  private static func number(_ text: Substring) -> Int? {
    Int(text).flatMap { (1...largest).contains($0) && !text.hasPrefix("+") ? $0 : nil }
  }

  /// At least 0 and below 1.
  private static func share(_ text: Substring) -> Float? {
    Float(text).flatMap { (0..<1).contains($0) ? $0 : nil }
  }

  /// `3x5`: steps and bands.
  private static func tile(_ text: Substring) -> (steps: Int, bands: Int)? {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let steps = number(parts[0]), let bands = number(parts[1]) else { return nil }
    return (steps, bands)
  }
}
