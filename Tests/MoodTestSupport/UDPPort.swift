import Foundation

/// Ports for receivers that are other programs.
package enum UDPPort {
  /// One that was free a moment ago.
  package static func free() -> UInt16 {
    guard let receiver = DatagramReceiver() else { preconditionFailure("this machine has no UDP") }
    return receiver.port
  }

  /// Waits until somebody listens at `port`; false where nobody does within half a minute.
  package static func waitUntilBound(_ port: UInt16) -> Bool {
    let suffix = ":" + String(65_536 + Int(port), radix: 16, uppercase: true).suffix(4)
    for _ in 0..<1500 {
      let isBound = ["/proc/net/udp", "/proc/net/udp6"].contains { table in
        let lines = (try? String(contentsOfFile: table, encoding: .utf8))?.split(separator: "\n") ?? []
        return lines.dropFirst().contains {
          $0.split(separator: " ").dropFirst().first?.hasSuffix(suffix) == true
        }
      }
      if isBound { return true }
      pause(milliseconds: 20)
    }
    return false
  }
}
