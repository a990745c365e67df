import Glibc

/// Where datagrams go: an IPv4 or IPv6 address with its port.
struct SocketAddress: Sendable {
  private let storage: sockaddr_storage
  private let length: socklen_t

  /// Why a host has no address.
  struct Refusal: Error, Equatable {
    let reason: String
  }

  /// Finds `host`, numeric or by name.
  /// - Parameter isNumeric: whether only a numeric host counts, which no server need be asked for; else this may block.
  init(host: String, port: UInt16, isNumeric: Bool = false) throws(Refusal) {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
    hints.ai_flags = isNumeric ? AI_NUMERICHOST : 0
    var found: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, String(port), &hints, &found)
    guard status == 0, let found else { throw Refusal(reason: String(cString: gai_strerror(status))) }
    defer { freeaddrinfo(found) }
    let chosen = Self.preferred(found)
    var storage = sockaddr_storage()
    memcpy(&storage, chosen.ai_addr, Int(chosen.ai_addrlen))
    self.storage = storage
    length = chosen.ai_addrlen
  }

  /// AF_INET or AF_INET6.
  var family: Int32 { Int32(storage.ss_family) }

  /// Lends the address to a system call.
  func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    withUnsafePointer(to: storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
    }
  }

  /// The first IPv4 address, else the first of all: most OSC receivers listen on IPv4 alone, also on `localhost`.
  private static func preferred(_ found: UnsafeMutablePointer<addrinfo>) -> addrinfo {
    sequence(first: found, next: { $0.pointee.ai_next })
      .first { $0.pointee.ai_family == AF_INET }?.pointee ?? found.pointee
  }
}

extension SocketAddress: Equatable {
  static func == (left: SocketAddress, right: SocketAddress) -> Bool {
    left.withPointer { leftBytes, leftLength in
      right.withPointer { rightBytes, rightLength in
        leftLength == rightLength && memcmp(leftBytes, rightBytes, Int(leftLength)) == 0
      }
    }
  }
}
