import Glibc

/// A UDP socket that sends to one address, IPv4 or IPv6, broadcast and multicast included.
///
/// liblo's own sockets, as Debian builds them, know neither IPv6 nor broadcast.
struct DatagramSocket: ~Copyable {
  private let descriptor: Int32
  private let address: sockaddr_storage
  private let addressLength: socklen_t

  /// Finds `host`, numeric or by name, which may block.
  /// - Parameter timeToLive: routers that a multicast datagram may pass, and one.
  init(host: String, port: UInt16, timeToLive: UInt8) throws(SinkError) {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, String(port), &hints, &found)
    guard status == 0, let found else {
      throw .cannotResolve(host: host, reason: String(cString: gai_strerror(status)))
    }
    defer { freeaddrinfo(found) }
    let chosen = Self.preferred(found)
    let descriptor = socket(
      chosen.ai_family, chosen.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), chosen.ai_protocol)
    guard descriptor >= 0 else { throw .cannotOpenSocket(host: host, code: errno) }

    var address = sockaddr_storage()
    memcpy(&address, chosen.ai_addr, Int(chosen.ai_addrlen))
    self.descriptor = descriptor
    self.address = address
    addressLength = chosen.ai_addrlen
    setOption(SOL_SOCKET, SO_BROADCAST, 1)
    if chosen.ai_family == AF_INET6 {
      setOption(Int32(IPPROTO_IPV6), IPV6_MULTICAST_HOPS, Int32(timeToLive))
    } else {
      setOption(Int32(IPPROTO_IP), IP_MULTICAST_TTL, Int32(timeToLive))
    }
  }

  deinit { close(descriptor) }

  /// Sends one datagram without ever waiting; false where the system refused it.
  borrowing func send(_ datagram: [UInt8]) -> Bool {
    withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        sendto(descriptor, datagram, datagram.count, Int32(MSG_DONTWAIT), generic, addressLength)
          == datagram.count
      }
    }
  }

  /// The first IPv4 address, else the first of all: most OSC receivers listen on IPv4 alone, also on `localhost`.
  private static func preferred(_ found: UnsafeMutablePointer<addrinfo>) -> addrinfo {
    sequence(first: found, next: { $0.pointee.ai_next })
      .first { $0.pointee.ai_family == AF_INET }?.pointee ?? found.pointee
  }

  /// What a kernel refuses here concerns broadcast and multicast alone, and shows when such a datagram is sent.
  private borrowing func setOption(_ level: Int32, _ name: Int32, _ value: Int32) {
    var value = value
    _ = setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}
