/// What is wrong with a file of NumPy arrays.
package enum NumPyFileError: Error, Equatable {
  case unreadable(path: String)
  /// What is needed to unpack a file is not installed.
  case zlibMissing(path: String, reason: String)
  /// The archive as a whole.
  case noArchive(path: String, reason: String)
  /// An array of the archive.
  case badArray(path: String, array: String, reason: String)
  case missingArray(path: String, array: String)
}

extension NumPyFileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let path):
      "\(path) cannot be read: there is no such file, or it may not be read"
    case .zlibMissing(let path, let reason):
      "\(path) cannot be unpacked: that needs zlib (Debian package zlib1g), which could not be loaded: \(reason)"
    case .noArchive(let path, let reason):
      "\(path) is no archive of NumPy arrays (.npz): \(reason)"
    case .badArray(let path, let array, let reason):
      "\(path), array “\(array)”: \(reason)"
    case .missingArray(let path, let array):
      "\(path) has no array “\(array)”"
    }
  }
}
