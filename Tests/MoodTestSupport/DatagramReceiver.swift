import Glibc

/// A UDP socket on a free port of the loopback device.
package final class DatagramReceiver: Sendable {
  package let port: UInt16
  private let descriptor: Int32

  /// nil where the machine has no such address family.
  /// - Parameter receiveBytes: what may wait at most, to the system's own smallest and largest; its usual where nil.
  package init?(ipv6: Bool = false, receiveBytes: Int32? = nil) {
    descriptor = socket(ipv6 ? AF_INET6 : AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    if var bytes = receiveBytes {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
    }
    var patience = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let bound: UInt16?
    if ipv6 {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_addr = in6addr_loopback
      bound = Self.bind(descriptor, &address)?.sin6_port
    } else {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
      bound = Self.bind(descriptor, &address)?.sin_port
    }
    guard let bound else {
      close(descriptor)
      return nil
    }
    port = UInt16(bigEndian: bound)
  }

  deinit { close(descriptor) }

  /// The next datagram; empty after five seconds without one.
  package func receive() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return Array(buffer.prefix(max(count, 0)))
  }

  /// Whether a datagram is waiting; what was sent over the loopback device waits at once.
  package var hasDatagram: Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) == 1
  }

  /// Binds to `address` and gives it back with its port.
  private static func bind<Address>(_ descriptor: Int32, _ address: inout Address) -> Address? {
    var length = socklen_t(MemoryLayout<Address>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        guard Glibc.bind(descriptor, generic, length) == 0, getsockname(descriptor, generic, &length) == 0
        else { return nil }
        return UnsafeRawPointer(generic).load(as: Address.self)
      }
    }
  }
}
