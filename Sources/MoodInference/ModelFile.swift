import FoundationEssentials
import Glibc

/// A model as it is stored: metadata and weights, known to fit together.
package struct ModelFile: Sendable, Equatable {
  package let metadata: ModelMetadata
  /// Exactly the tensors of `metadata.tensors`, by name.
  package let tensors: [String: Tensor]

  /// The key of the safetensors `__metadata__` under which `ModelMetadata` stands as JSON.
  private static let metadataKey = "moodring"
  /// The key in the header of a network that hears clips whole.
  package static let clipKey = "moodring-clip"

  /// Larger files are taken to be no models.
  private static let byteLimit = 256 << 20
  /// Larger weights let sums overflow, and no training gives them.
  private static let weightLimit = 1_000_000

  /// Refuses metadata that cannot be run, and tensors that do not fit it or hold a NaN, an infinity, a huge value
  /// or a negative variance.
  package init(metadata: ModelMetadata, tensors: [String: Tensor]) throws(ModelError) {
    try metadata.check()
    let expected = metadata.tensors
    for specification in expected {
      guard let tensor = tensors[specification.name] else { throw .missingTensor(specification.name) }
      guard tensor.shape == specification.shape, tensor.values.count == specification.count else {
        throw .wrongShape(tensor: specification.name, found: tensor.shape, expected: specification.shape)
      }
      if let index = tensor.values.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(tensor: specification.name, index: index)
      }
      if let index = tensor.values.firstIndex(where: { abs($0) > Float(ModelFile.weightLimit) }) {
        throw .weightTooLarge(tensor: specification.name, index: index, limit: ModelFile.weightLimit)
      }
      if specification.name.hasSuffix(ModelMetadata.varianceName),
        let index = tensor.values.firstIndex(where: { $0 < 0 })
      {
        throw .negative(tensor: specification.name, index: index, found: tensor.values[index])
      }
    }
    if tensors.count != expected.count {
      let known = Set(expected.map(\.name))
      throw .unknownTensor(tensors.keys.filter { !known.contains($0) }.min() ?? "")
    }
    self.metadata = metadata
    self.tensors = tensors
  }

  /// Reads a safetensors file from memory.
  package init(bytes: UnsafeRawBufferPointer) throws(ModelError) {
    let file = try Safetensors(bytes: bytes)
    guard let json = file.metadata[ModelFile.metadataKey] else {
      if file.metadata[ModelFile.clipKey] != nil { throw .hearsWholeClips }
      throw .malformedMetadata(reason: "its header has no entry \"\(ModelFile.metadataKey)\"")
    }
    let decoder = JSONDecoder()
    let metadata: ModelMetadata
    do {
      metadata = try decoder.decode(ModelMetadata.self, from: Data(json.utf8))
    } catch {
      // Another format may have other fields: that it is another one says more than which field is missing.
      let format = try? decoder.decode(Format.self, from: Data(json.utf8)).format
      if let format, format != ModelMetadata.currentFormat { throw .unknownFormat(found: format) }
      throw .malformedMetadata(reason: sentence(of: error))
    }
    try self.init(metadata: metadata, tensors: file.tensors)
  }

  /// Reads a safetensors file of at most 256 MiB.
  package init(path: String) throws(ModelError) {
    let bytes = try ModelFile.content(path)
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(ModelError) in try ModelFile(bytes: bytes) }
    }
    switch result {
    case .success(let file): self = file
    case .failure(let error): throw .inFile(path: path, error)
    }
  }

  /// The file's content, the same bytes for the same model.
  package func bytes() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(metadata) else {
      preconditionFailure("a model's metrics are finite numbers")
    }
    let file = Safetensors(
      metadata: [ModelFile.metadataKey: String(decoding: json, as: UTF8.self)], tensors: tensors)
    return file.bytes()
  }

  /// The content of a safetensors file of at most 256 MiB, of whatever model.
  package static func safetensors(path: String) throws(ModelError) -> Safetensors {
    let bytes = try content(path)
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(ModelError) in try Safetensors(bytes: bytes) }
    }
    switch result {
    case .success(let file): return file
    case .failure(let error): throw .inFile(path: path, error)
    }
  }

  private static func content(_ path: String) throws(ModelError) -> [UInt8] {
    // Without O_NONBLOCK, opening a pipe to which nobody writes would wait for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0, let file = fdopen(descriptor, "rb") else {
      throw .unreadable(path: path, errno: errno)
    }
    defer { fclose(file) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegularFile(path: path) }
    let size = Int(status.st_size)
    guard size <= byteLimit else { throw .fileTooLarge(path: path, bytes: size, limit: byteLimit) }
    let content = [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
      count = fread(bytes.baseAddress, 1, size, file)
    }
    guard ferror(file) == 0 else { throw .unreadable(path: path, errno: errno) }
    return content
  }

  /// The one field that every format has.
  private struct Format: Decodable {
    let format: Int
  }
}
