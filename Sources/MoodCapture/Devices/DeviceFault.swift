extension DeviceFault: CustomStringConvertible {
  /// One sentence for people.
  package var description: String {
    switch self {
    case .gone(let device, let reason): "\(device) is not there: \(reason)"
    case .serverUnavailable(let server, let reason): "\(server) does not answer: \(reason)"
    case .libraryMissing(let library, let package):
      "\(library) is not installed; on Debian it comes with: apt install \(package)"
    case .permissionDenied(let device): "\(device) may not be listened to by this user"
    case .busy(let device): "\(device) is in use by another program"
    case .unusable(let device, let found): "\(device) offers \(found), which cannot be used"
    case .failed(let device, let reason): "\(device) has failed: \(reason)"
    }
  }
}
