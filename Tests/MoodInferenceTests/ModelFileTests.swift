import Glibc
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodInference

private func read(_ bytes: [UInt8]) throws(ModelError) -> ModelFile {
  try bytes.withUnsafeBytes { bytes in
    Result { () throws(ModelError) in try ModelFile(bytes: bytes) }
  }.get()
}

/// The error that reading gives; nil where it succeeds.
private func refusal(_ bytes: [UInt8]) -> ModelError? {
  do {
    _ = try read(bytes)
    return nil
  } catch { return error }
}

/// A file of one tensor with the header given; the tensor's bytes are zeros.
private func container(_ header: String, data: Int = 0, announced: UInt64? = nil) -> [UInt8] {
  let length = announced ?? UInt64(header.utf8.count)
  return withUnsafeBytes(of: length.littleEndian) { Array($0) } + Array(header.utf8)
    + [UInt8](repeating: 0, count: data)
}

@Test func `a file survives writing and reading, byte for byte`() throws {
  let file = randomModelFile(seed: 1, layers: 2)
  let again = try read(file.bytes())
  #expect(again == file)
  #expect(again.bytes() == file.bytes())
}

@Test func `headers that lie are refused`() {
  #expect(refusal([1, 2, 3]) == .wrongLength(bytes: 3, expected: 8))
  for announced in [UInt64(3), 1 << 40, .max] {
    guard case .malformedHeader? = refusal(container("{}", announced: announced)) else {
      Issue.record("a header of \(announced) bytes was accepted")
      continue
    }
  }
  let open = String(repeating: "[", count: 100_000)
  guard case .malformedHeader? = refusal(container(open)) else {
    Issue.record("deep nesting was accepted")
    return
  }
}

@Test func `tensors that overlap, leave gaps or lie outside are refused`() {
  func one(_ shape: String, _ offsets: String, dtype: String = "F32") -> ModelError? {
    refusal(
      container(
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":\#(offsets)}}"#,
        data: 8))
  }
  for offsets in ["[2,6]", "[5,9]", "[4,7]", "[4,12]", "[0,4]", "[4,-8]"] {
    guard case .misplaced? = one("[1]", offsets) else {
      Issue.record("offsets \(offsets) were accepted")
      continue
    }
  }
  for shape in ["[-1]", "[4611686018427387904,4]", "[100]", "[9223372036854775807,9223372036854775807]"] {
    guard case .malformedHeader? = one(shape, "[4,8]") else {
      Issue.record("shape \(shape) was accepted")
      continue
    }
  }
  #expect(one("[1]", "[4,8]", dtype: "F16") == .wrongType(tensor: "b", found: "F16"))
  guard case .malformedHeader? = one("[1]", "[4]") else {
    Issue.record("a lone offset was accepted")
    return
  }
  guard case .malformedMetadata? = one("[1]", "[4,8]") else {
    Issue.record("a file that is no moodring model was accepted")
    return
  }
}

@Test func `a file cut short or lengthened is refused`() {
  let bytes = randomModelFile(seed: 2).bytes()
  for count in stride(from: 0, to: bytes.count, by: 97) { #expect(refusal(Array(bytes[..<count])) != nil) }
  #expect(refusal(bytes + [0]) == .wrongLength(bytes: bytes.count + 1, expected: bytes.count))
}

@Test func `tensors that do not fit the metadata are refused by name`() {
  let file = randomModelFile(
    seed: 3, statistics: .init(hiddenWidth: 4, memorySteps: 5, isDirect: true, hasSlopes: true))
  func refused(_ change: (inout [String: Tensor]) -> Void) -> ModelError? {
    var tensors = file.tensors
    change(&tensors)
    do {
      _ = try ModelFile(metadata: file.metadata, tensors: tensors)
      return nil
    } catch { return error }
  }
  #expect(refused { $0["conv.0.bias"] = nil } == .missingTensor("conv.0.bias"))
  #expect(refused { $0["more"] = Tensor(shape: [0], values: []) } == .unknownTensor("more"))
  #expect(
    refused { $0["input.bias"]?.shape = [3, 2] }
      == .wrongShape(tensor: "input.bias", found: [3, 2], expected: [6]))
  #expect(
    refused { $0["input.bias"]?.values[4] = .nan } == .notFinite(tensor: "input.bias", index: 4))
  #expect(
    refused { $0["input.bias"]?.values[4] = -3e38 }
      == .weightTooLarge(tensor: "input.bias", index: 4, limit: 1_000_000))
  #expect(refused { $0["input.bias"]?.values[4] = 1e6 } == nil)
  #expect(
    refused { $0["statistics.variance"]?.values[2] = -0.5 }
      == .negative(tensor: "statistics.variance", index: 2, found: -0.5))
  #expect(refused { $0["statistics.variance"]?.values[2] = 0 } == nil)
  #expect(
    refused { $0["statistics.head.affect.weight"] = nil } == .missingTensor("statistics.head.affect.weight"))
  #expect(
    refused { $0["statistics.direct.emotions.weight"] = nil }
      == .missingTensor("statistics.direct.emotions.weight"))
  // Eight inputs and a trunk of six: 2·14 means and deviations, eight slopes.
  #expect(
    refused { $0["statistics.direct.quadrant.weight"]?.shape = [4, 28] }
      == .wrongShape(tensor: "statistics.direct.quadrant.weight", found: [4, 28], expected: [4, 36]))
  #expect(
    refused { $0["statistics.direct.affect.weight"]?.values[3] = .infinity }
      == .notFinite(tensor: "statistics.direct.affect.weight", index: 3))
}

@Test func `a say of the statistics that the metadata does not know is refused`() {
  let file = randomModelFile(
    seed: 3, statistics: .init(hiddenWidth: 4, memorySteps: 5, isDirect: true, hasSlopes: true))
  var metadata = file.metadata
  metadata.architecture.statistics?.isDirect = false
  #expect(throws: ModelError.unknownTensor("statistics.direct.affect.weight")) {
    try ModelFile(metadata: metadata, tensors: file.tensors)
  }
  metadata = file.metadata
  metadata.architecture.statistics?.hasSlopes = false
  #expect(
    throws: ModelError.wrongShape(
      tensor: "statistics.direct.affect.weight", found: [2, 36], expected: [2, 28])
  ) {
    try ModelFile(metadata: metadata, tensors: file.tensors)
  }
}

@Test(arguments: ["isDirect", "hasSlopes", "floor"])
func `a field that is missing is named`(field: String) throws {
  let bytes = randomModelFile(
    seed: 3, statistics: .init(hiddenWidth: 4, memorySteps: 5), isGated: true
  ).bytes()
  let place = try #require(bytes.firstRange(of: Array(field.utf8)))
  var renamed = bytes
  renamed[place.lowerBound] = UInt8(ascii: "x")
  guard case .malformedMetadata(let reason)? = refusal(renamed) else {
    Issue.record("a file without \(field) was accepted")
    return
  }
  #expect(reason.hasSuffix("\(field)\" is missing"))
}

@Test func `metadata that cannot be run is refused`() {
  let file = randomModelFile(seed: 4, statistics: .init(hiddenWidth: 4, memorySteps: 5), isGated: true)
  func refused(_ change: (inout ModelMetadata) -> Void) -> ModelError? {
    var metadata = file.metadata
    change(&metadata)
    do {
      _ = try ModelFile(metadata: metadata, tensors: file.tensors)
      return nil
    } catch { return error }
  }
  #expect(refused { $0.format = 1 } == .unknownFormat(found: 1))
  #expect(refused { $0.stride = 0 } == .outOfRange(field: "stride", found: 0, range: 1...64))
  #expect(
    refused { $0.architecture.trunkWidth = .max }
      == .outOfRange(field: "trunkWidth", found: .max, range: 1...4096))
  #expect(
    refused { $0.architecture.dilations = [1, 257] }
      == .outOfRange(field: "dilation", found: 257, range: 1...256))
  #expect(
    refused { $0.architecture.dilations = [0] } == .outOfRange(field: "dilation", found: 0, range: 1...256))
  #expect(
    refused { $0.architecture.dilations = Array(repeating: 1, count: 17) }
      == .outOfRange(field: "number of dilations", found: 17, range: 0...16))
  #expect(
    refused { metadata in
      metadata.architecture.dilations = [256]
      metadata.architecture.convolutionKernel = 64
      metadata.architecture.trunkWidth = 4096
      metadata.stride = 64
    } == .outOfRange(field: "history of the convolutions", found: 64 * 16_129 * 4096, range: 0...1 << 26))
  #expect(
    refused { $0.architecture.statistics?.memorySteps = 0 }
      == .outOfRange(field: "statistics.memorySteps", found: 0, range: 1...1_000_000))
  #expect(
    refused { $0.architecture.statistics?.experts = .init(families: 9, shares: .whole) }
      == .outOfRange(field: "experts.families", found: 9, range: 1...8))
  for share: Float in [-0.5, 1.5, .infinity] {
    #expect(
      refused { metadata in
        let shares = HeadShares(quadrant: 1, affect: share, emotions: 0)
        metadata.architecture.statistics?.experts = .init(families: 2, shares: shares)
      } == .valueOutOfRange(field: "experts.shares.affect", found: share, range: 0...1))
  }
  #expect(
    refused { $0.calibration.quadrantTemperature = 0 }
      == .valueOutOfRange(field: "calibration.quadrantTemperature", found: 0, range: 0.01...100))
  #expect(
    refused { $0.calibration.emotionTemperature = .infinity }
      == .valueOutOfRange(field: "calibration.emotionTemperature", found: .infinity, range: 0.01...100))
  #expect(
    refused { $0.gate?.decayDBPerStep = -1 }
      == .valueOutOfRange(field: "gate.decayDBPerStep", found: -1, range: 0...1000))
  #expect(refused { $0.gate?.rangeDB = .nan } != nil)
  #expect(
    refused { $0.gate?.floor = 1.5 } == .valueOutOfRange(field: "gate.floor", found: 1.5, range: 0...1))
  #expect(refused { $0.gate?.floor = -0.1 } != nil)
  #expect(refused { $0.gate?.floor = .nan } != nil)
  #expect(
    refused { $0.calibration.usualDistance = 2 } == .distancesOutOfOrder(usual: 2, unusual: 0))
  #expect(
    refused { $0.gate?.column = .init(name: "pooled_0", unit: "1", version: 2) }
      == .repeatedName(field: "columns", name: "pooled_0"))
  #expect(
    refused { $0.heads = .init(quadrant: false, affect: false) } == .noHead)
  #expect(
    refused { $0.heads.emotions = ["joy", "joy"] } == .repeatedName(field: "emotions", name: "joy"))
  #expect(refused { $0.metrics = ["ccc": .nan] } == .metricNotFinite("ccc"))
  #expect(
    refused { $0.schemaHash = "0" } == .wrongHash(found: "0", expected: file.metadata.schemaHash))
  #expect(
    refused { $0.architecture.recurrentWidth = 6 }
      == .wrongShape(tensor: "head.affect.weight", found: [2, 10], expected: [2, 12]))
}

@Test(arguments: [1, 7]) func `a format of the past or the future is refused before its fields are read`(
  format: Int
) {
  let json = #"{"__metadata__":{"moodring":"{\"format\":\#(format)}"}}"#
  #expect(refusal(container(json)) == .unknownFormat(found: format))
  #expect(
    refusal(container(json))?.description
      == "the model file has format \(format), this program reads format 4")
}

@Test func `columns are compared by name, unit and version`() throws {
  let metadata = randomModelFile(seed: 5, pooled: 1, latest: 1).metadata
  func column(_ name: String, unit: String = "1", version: Int = 1) -> FeatureColumn {
    FeatureColumn(name, unit: unit, range: 0...1, version: version, reference: "")
  }
  try metadata.check(
    against: FeatureSchema([column("latest_0"), column("new", version: 9), column("pooled_0")]))
  #expect(throws: ModelError.unknownColumn(name: "latest_0")) {
    try metadata.check(against: FeatureSchema([column("pooled_0")]))
  }
  #expect(
    throws: ModelError.columnMismatch(name: "pooled_0", wanted: "version 1 in 1", found: "version 2 in Hz")
  ) {
    try metadata.check(
      against: FeatureSchema([column("latest_0"), column("pooled_0", unit: "Hz", version: 2)]))
  }
}

@Test func `a file that cannot be read is refused with its path and the reason`() {
  #expect(throws: ModelError.unreadable(path: "no/such.safetensors", errno: ENOENT)) {
    try ModelFile(path: "no/such.safetensors")
  }
}

@Test(arguments: ["/", "/dev/zero"])
func `what is not a regular file is not read`(path: String) {
  #expect(throws: ModelError.notRegularFile(path: path)) { try ModelFile(path: path) }
}

@Test func `a huge file is refused before it is read`() throws {
  let size = 256 << 20 + 1
  var template = Array("/tmp/moodring-model-XXXXXX".utf8CString)
  let descriptor = mkstemp(&template)
  try #require(descriptor >= 0)
  let path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  defer {
    close(descriptor)
    unlink(path)
  }
  // A hole: it takes no room.
  try #require(ftruncate(descriptor, size) == 0)
  #expect(throws: ModelError.fileTooLarge(path: path, bytes: size, limit: 256 << 20)) {
    try ModelFile(path: path)
  }
}

@Test func `thousands of damaged files are refused or run, and none crashes`() {
  let bytes = randomModelFile(
    seed: 6, pooled: 1, latest: 0, trunk: 1, dilations: [2], kernel: 2, hidden: 1, lookahead: 1,
    affect: false,
    emotions: 2, isExclusive: true,
    statistics: .init(hiddenWidth: 1, memorySteps: 3, isDirect: true, hasSlopes: true), isGated: true,
    floor: 0.5
  ).bytes()
  let header = 8 + Int(bytes[0]) + Int(bytes[1]) << 8
  var generator = SplitMix64(seed: 7)
  var refused = 0
  for _ in 0..<6000 {
    var damaged = bytes
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let place = Int.random(in: 0..<header, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: damaged[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: damaged[place] = "0123456789-[]{},:\"".utf8.randomElement(using: &generator)!
      case 2: damaged.remove(at: place)
      case 3: damaged[Int.random(in: header..<damaged.count, using: &generator)] = 0x7f
      default: damaged[Int.random(in: 0..<damaged.count, using: &generator)] ^= 0x80
      }
    }
    do {
      let model = EmotionModel(try read(damaged))
      var stream = StreamingModel(model: model)
      let row = [Float](repeating: 1, count: model.metadata.rowColumns.count)
      for _ in 0..<4 {
        stream.advance(row: row)
        #expect(stream.now.isFinite)
      }
    } catch { refused += 1 }
  }
  #expect(refused > 1000)
}

@Test func `embedded models can be run`() throws {
  let isBuiltWithout = getenv("MODELS").map { String(cString: $0) } == "none"
  #expect(EmbeddedModels.names.first == (isBuiltWithout ? nil : EmbeddedModels.defaultName))
  for name in EmbeddedModels.names {
    let bytes = try #require(EmbeddedModels.bytes(name))
    let file = try ModelFile(bytes: bytes)
    #expect(file.metadata.name == name)
    var stream = StreamingModel(model: EmotionModel(file))
    for hop in 0..<3 * file.metadata.stride {
      stream.advance(row: [Float](repeating: Float(hop % 5), count: file.metadata.rowColumns.count))
      #expect(stream.now.isFinite)
    }
  }
  #expect(EmbeddedModels.bytes("no such model") == nil)
}

extension HeadOutputs {
  fileprivate var isFinite: Bool {
    (quadrants.sum() + affect.valence + affect.arousal + emotions.sum() + distance).isFinite
  }
}
