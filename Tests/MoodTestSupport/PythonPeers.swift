import Foundation

/// The Python that `make packages-test` prepares, with the peers that Debian has no packages of.
package enum PythonPeers {
  package static let path = packageRoot + "/.cache/peers/bin/python"

  /// Whether it is there.
  package static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }
}
