import Glibc
import MoodTestSupport
import Synchronization

/// Reads universe 0 of Art-Net, as it is sent to this machine.
final class ArtNetUniverse: Sendable {
  struct CannotListen: Error {
    let errno: Int32
  }

  private static let port: UInt16 = 6454

  private let descriptor: Int32
  private let frames = Mutex<[[UInt8]]>([])

  /// Shares the port with whoever sends, as Art-Net has it.
  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    var one: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = Self.port.bigEndian
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isBound else { throw CannotListen(errno: errno) }
  }

  deinit { close(descriptor) }

  /// The 512 channels that came last; those of darkness before the first.
  var last: [UInt8] { frames.withLock { $0.last } ?? Array(repeating: 0, count: 512) }

  /// All values that a channel has had.
  func seen(channel: Int) -> Set<Int> { frames.withLock { Set($0.map { Int($0[channel]) }) } }

  /// Reads what has come until the channels are as wanted; false where they are not within ten seconds.
  func wait(until isAsWanted: ([UInt8]) -> Bool) -> Bool {
    for _ in 0..<500 {
      read()
      if isAsWanted(last) { return true }
      pause(milliseconds: 20)
    }
    return false
  }

  private func read() {
    var packet = [UInt8](repeating: 0, count: 1024)
    while true {
      let count = recv(descriptor, &packet, packet.count, Int32(MSG_DONTWAIT))
      guard count >= 18 else { return }
      // OpDmx, of the universe 0.
      guard packet.starts(with: Array("Art-Net\0".utf8) + [0x00, 0x50]), packet[14] == 0, packet[15] == 0
      else {
        continue
      }
      let channels = Array(packet[18..<count])
      frames.withLock { $0.append(channels + Array(repeating: 0, count: max(0, 512 - channels.count))) }
    }
  }
}
