internal import CSndfile
internal import CSoxr

extension FileSource {
  /// What turns a file into samples, with its versions: other versions may give other samples.
  package static var decoder: String {
    "\(String(cString: sf_version_string()))-\(String(cString: soxr_version()))"
  }
}
