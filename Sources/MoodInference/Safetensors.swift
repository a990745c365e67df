import FoundationEssentials

/// The safetensors container, as far as a model needs it: F32 tensors and string metadata.
///
/// Eight bytes of header length, little endian; the header, a JSON object of tensor descriptions and `__metadata__`;
/// the tensors' values, without gaps. <https://huggingface.co/docs/safetensors>
package struct Safetensors {
  package var metadata: [String: String]
  package var tensors: [String: Tensor]

  package init(metadata: [String: String], tensors: [String: Tensor]) {
    self.metadata = metadata
    self.tensors = tensors
  }

  /// Reads what nobody vouches for: every length and offset is checked before it is used.
  package init(bytes: UnsafeRawBufferPointer) throws(ModelError) {
    guard bytes.count >= 8 else { throw .wrongLength(bytes: bytes.count, expected: 8) }
    let announced = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard announced <= UInt64(bytes.count - 8) else {
      throw .malformedHeader(
        reason: "its first 8 bytes announce a header of \(announced) bytes, it has \(bytes.count)")
    }
    let dataStart = 8 + Int(announced)
    let header: Header
    do {
      header = try JSONDecoder().decode(Header.self, from: Data(bytes[8..<dataStart]))
    } catch {
      throw .malformedHeader(reason: sentence(of: error))
    }
    metadata = header.metadata
    tensors = [:]
    var start = 0
    for (name, entry) in header.entries.sorted(by: { ($0.value.start, $0.key) < ($1.value.start, $1.key) }) {
      guard entry.dtype == "F32" else { throw .wrongType(tensor: name, found: entry.dtype) }
      let room = (bytes.count - dataStart - start) / MemoryLayout<Float>.size
      guard let count = entry.count(atMost: room), entry.offsets.count == 2 else {
        throw .malformedHeader(
          reason: "the tensor \(name) has shape \(entry.shape), more than the file holds")
      }
      let end = start + count * MemoryLayout<Float>.size
      guard entry.offsets == [start, end] else {
        throw .misplaced(
          tensor: name, start: entry.offsets[0], expectedStart: start, end: entry.offsets[1],
          expectedEnd: end)
      }
      let base = dataStart + start
      let values = [Float](unsafeUninitializedCapacity: count) { values, initialized in
        UnsafeMutableRawBufferPointer(values).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[base..<dataStart + end]))
        #if _endian(big)
          for index in 0..<count {
            values[index] = Float(bitPattern: values[index].bitPattern.byteSwapped)
          }
        #endif
        initialized = count
      }
      tensors[name] = Tensor(shape: entry.shape, values: values)
      start = end
    }
    guard dataStart + start == bytes.count else {
      throw .wrongLength(bytes: bytes.count, expected: dataStart + start)
    }
  }

  /// The file's content: tensors in the order of their names, the header padded to a multiple of eight bytes.
  package func bytes() -> [UInt8] {
    var entries: [String: Header.Entry] = [:]
    var values: [UInt8] = []
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let start = values.count
      for value in tensor.values { withUnsafeBytes(of: value.bitPattern.littleEndian) { values += $0 } }
      entries[name] = Header.Entry(dtype: "F32", shape: tensor.shape, offsets: [start, values.count])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard var header = try? encoder.encode(Header(metadata: metadata, entries: entries)) else {
      preconditionFailure("a header of strings and integers can be encoded")
    }
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header + values
  }
}

/// The JSON object at the head of the file.
private struct Header: Codable {
  struct Entry: Codable {
    let dtype: String
    let shape: [Int]
    /// First byte and first byte after the values, counted from the end of the header.
    let offsets: [Int]

    var start: Int { offsets.first ?? 0 }

    enum CodingKeys: String, CodingKey {
      case dtype
      case shape
      case offsets = "data_offsets"
    }

    /// The product of the shape, or nil where it is negative or more than `limit`.
    func count(atMost limit: Int) -> Int? {
      var product = 1
      for extent in shape {
        let (value, overflow) = product.multipliedReportingOverflow(by: extent)
        guard extent >= 0, !overflow, value <= limit else { return nil }
        product = value
      }
      return product <= limit ? product : nil
    }
  }

  private static let metadataKey = Key(stringValue: "__metadata__")

  let metadata: [String: String]
  let entries: [String: Entry]

  init(metadata: [String: String], entries: [String: Entry]) {
    self.metadata = metadata
    self.entries = entries
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    metadata = try container.decodeIfPresent([String: String].self, forKey: Header.metadataKey) ?? [:]
    var entries: [String: Entry] = [:]
    for key in container.allKeys where key.stringValue != Header.metadataKey.stringValue {
      entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
    }
    self.entries = entries
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(metadata, forKey: Header.metadataKey)
    for (name, entry) in entries { try container.encode(entry, forKey: Key(stringValue: name)) }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

/// What a JSON decoder's error says, without its type's dressing.
package func sentence(of error: any Error) -> String {
  guard let error = error as? DecodingError else { return "\(error)" }
  func place(_ context: DecodingError.Context) -> String {
    context.codingPath.map(\.stringValue).joined(separator: ".")
  }
  switch error {
  case .keyNotFound(let key, let context):
    return
      "\"\(([place(context)] + [key.stringValue]).filter { !$0.isEmpty }.joined(separator: "."))\" is missing"
  case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
    return "\"\(place(context))\" is not of type \(type)"
  case .dataCorrupted(let context):
    return context.codingPath.isEmpty ? "it is not JSON" : "\"\(place(context))\" has an impossible value"
  @unknown default:
    return "\(error)"
  }
}
