import CModel

/// The models that are part of the program.
package enum EmbeddedModels {
  /// What `--model` is where it is not given.
  package static let defaultName = "music"

  /// What `--model` calls them; empty in a build without models.
  package static var names: [String] { (0..<mm_model_count()).map { String(cString: mm_model_name($0)) } }

  /// The safetensors file of that name, or nil. The memory is the program's own and stays.
  package static func bytes(_ name: String) -> UnsafeRawBufferPointer? {
    for index in 0..<mm_model_count() where String(cString: mm_model_name(index)) == name {
      return UnsafeRawBufferPointer(start: mm_model_bytes(index), count: mm_model_size(index))
    }
    return nil
  }
}
