import Glibc

/// A UDP socket that sends to one address, IPv4 or IPv6, broadcast and multicast included.
///
/// liblo's own sockets, as Debian builds them, know neither IPv6 nor broadcast. It is not connected, so that nothing is
/// heard of a port at which nobody listens.
struct DatagramSocket: ~Copyable {
  private let descriptor: Int32
  private let address: SocketAddress

  /// Why the system has no such socket: an `errno`.
  struct Refusal: Error {
    let code: Int32
  }

  /// - Parameter timeToLive: routers that a multicast datagram may pass, and one.
  init(to address: SocketAddress, timeToLive: UInt8) throws(Refusal) {
    descriptor = socket(
      address.family, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), Int32(IPPROTO_UDP))
    self.address = address
    guard descriptor >= 0 else { throw Refusal(code: errno) }
    setOption(SOL_SOCKET, SO_BROADCAST, 1)
    if address.family == AF_INET6 {
      setOption(Int32(IPPROTO_IPV6), IPV6_MULTICAST_HOPS, Int32(timeToLive))
    } else {
      setOption(Int32(IPPROTO_IP), IP_MULTICAST_TTL, Int32(timeToLive))
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Sends one datagram without ever waiting; false where the system refused it.
  borrowing func send(_ datagram: RawSpan) -> Bool {
    address.withPointer { pointer, length in
      datagram.withUnsafeBytes { bytes in
        sendto(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT), pointer, length)
          == bytes.count
      }
    }
  }

  /// What a kernel refuses here concerns broadcast and multicast alone, and shows when such a datagram is sent.
  private borrowing func setOption(_ level: Int32, _ name: Int32, _ value: Int32) {
    var value = value
    _ = setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}
