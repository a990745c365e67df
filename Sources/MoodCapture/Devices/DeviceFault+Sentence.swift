extension DeviceFault: CustomStringConvertible {
  /// One sentence for people.
  package var description: String {
    switch self {
    case .gone(let device, let reason): "\(device) is not there: \(reason)"
    case .serverUnavailable(let server, let reason): "\(server) does not answer: \(reason)"
    case .libraryMissing(let library, let package):
      "\(library) is not installed: apt-get install \(package)"
    case .permissionDenied(let device): "\(device) may not be opened by this user"
    case .busy(let device): "\(device) is held by another program"
    case .unusable(let device, let found): "\(device) offers nothing that can be used: \(found)"
    case .failed(let device, let reason): "\(device) failed: \(reason)"
    }
  }
}
