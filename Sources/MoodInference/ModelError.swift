import Glibc

/// Why a model is refused.
package enum ModelError: Error, Equatable {
  /// What is wrong with the file at `path`.
  indirect case inFile(path: String, ModelError)
  /// The file could not be read.
  case unreadable(path: String, errno: Int32)
  /// The path is that of a folder, a device or a pipe.
  case notRegularFile(path: String)
  case fileTooLarge(path: String, bytes: Int, limit: Int)
  /// There are fewer or more bytes than the header announces.
  case wrongLength(bytes: Int, expected: Int)
  /// The header is not that of a safetensors file.
  case malformedHeader(reason: String)
  /// The header lacks, or garbles, what moodring says of the model.
  case malformedMetadata(reason: String)
  case unknownFormat(found: Int)
  /// It is a model, but one that hears clips whole.
  case hearsWholeClips
  /// A number of the metadata lies outside what the program can run.
  case outOfRange(field: String, found: Int, range: ClosedRange<Int>)
  /// The like for a number that is not a whole one.
  case valueOutOfRange(field: String, found: Float, range: ClosedRange<Float>)
  case repeatedName(field: String, name: String)
  case noHead
  /// The distance that one clip in twenty exceeds is none, or less than the usual one.
  case distancesOutOfOrder(usual: Float, unusual: Float)
  case metricNotFinite(String)
  case wrongHash(found: String, expected: String)
  case wrongType(tensor: String, found: String)
  /// The tensor's bytes overlap another's, leave a gap, are not whole floats or lie outside the file.
  case misplaced(tensor: String, start: Int, expectedStart: Int, end: Int, expectedEnd: Int)
  case missingTensor(String)
  case unknownTensor(String)
  case wrongShape(tensor: String, found: [Int], expected: [Int])
  case notFinite(tensor: String, index: Int)
  case weightTooLarge(tensor: String, index: Int, limit: Int)
  /// A variance lies below 0.
  case negative(tensor: String, index: Int, found: Float)
  /// The program has no column of that name.
  case unknownColumn(name: String)
  /// The program's column of that name means something else.
  case columnMismatch(name: String, wanted: String, found: String)
}

extension ModelError: CustomStringConvertible {
  /// One sentence for people.
  package var description: String {
    switch self {
    case .inFile(let path, let error): "\(path): \(error)"
    case .unreadable(let path, let errno):
      "the model file \(path) cannot be read: \(String(cString: strerror(errno)))"
    case .notRegularFile(let path):
      "the model file \(path) is a folder, a device or a pipe, expected a regular file"
    case .fileTooLarge(let path, let bytes, let limit):
      "the model file \(path) has \(bytes) bytes, expected at most \(limit)"
    case .wrongLength(let bytes, let expected):
      "the model file has \(bytes) bytes where its header announces \(expected)"
    case .malformedHeader(let reason):
      "the model file is no safetensors file: \(reason)"
    case .malformedMetadata(let reason):
      "the model file does not describe a moodring model: \(reason)"
    case .hearsWholeClips:
      "this network hears clips whole and has no estimate along them; moodring analyze alone runs it"
    case .unknownFormat(let found):
      "the model file has format \(found), this program reads format \(ModelMetadata.currentFormat)"
    case .outOfRange(let field, let found, let range):
      "the model's \(field) is \(found), expected \(range.lowerBound) to \(range.upperBound)"
    case .valueOutOfRange(let field, let found, let range):
      "the model's \(field) is \(found), expected \(range.lowerBound) to \(range.upperBound)"
    case .repeatedName(let field, let name):
      "the model's \(field) name \"\(name)\" twice"
    case .noHead:
      "the model has no head, expected quadrants, affect or emotions"
    case .distancesOutOfOrder(let usual, let unusual):
      "the model's calibration.unusualDistance is \(unusual), expected more than usualDistance, \(usual), or both 0"
    case .metricNotFinite(let name):
      "the model's metric \(name) is not a finite number"
    case .wrongHash(let found, let expected):
      "the model's schema hash is \(found), its own columns give \(expected)"
    case .wrongType(let tensor, let found):
      "the model's tensor \(tensor) has type \(found), expected F32"
    case .misplaced(let tensor, let start, let expectedStart, let end, let expectedEnd):
      "the model's tensor \(tensor) takes bytes \(start) to \(end), expected \(expectedStart) to \(expectedEnd)"
    case .missingTensor(let tensor):
      "the model lacks the tensor \(tensor)"
    case .unknownTensor(let tensor):
      "the model has a tensor \(tensor) that its architecture does not know"
    case .wrongShape(let tensor, let found, let expected):
      "the model's tensor \(tensor) has shape \(found), expected \(expected)"
    case .notFinite(let tensor, let index):
      "the model's tensor \(tensor) holds a value at \(index) that is not a finite number"
    case .weightTooLarge(let tensor, let index, let limit):
      "the model's tensor \(tensor) holds a value at \(index) that lies outside −\(limit) to \(limit)"
    case .negative(let tensor, let index, let found):
      "the model's tensor \(tensor) holds \(found) at \(index), expected no negative value"
    case .unknownColumn(let name):
      "the model reads the column \(name), which this program does not compute"
    case .columnMismatch(let name, let wanted, let found):
      "the model reads the column \(name) as \(wanted), this program computes \(found)"
    }
  }
}
