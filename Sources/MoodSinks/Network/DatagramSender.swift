import Glibc

/// Sends datagrams to a host, which may move or not be there yet, and never waits for anything.
///
/// For the emit thread alone, but for its opening.
final class DatagramSender {
  /// What every network passes on in one piece.
  static let longestDatagramBytes = 1400

  private let endpoint: Endpoint
  private let timeToLive: UInt8
  private let host: HostResolver
  /// That of `host` from which the socket was made.
  private var version = 0
  private var socket: DatagramSocket?
  /// Datagrams that the system refused to send, or that had no address to go to.
  private(set) var unsentDatagrams = 0

  /// Looks for the host, which may take some seconds, and goes on where it is not found.
  /// - Throws: `.cannotOpenSocket` where no datagram can be sent to such an address.
  convenience init(to endpoint: Endpoint, timeToLive: UInt8) throws(SinkError) {
    try self.init(to: endpoint, timeToLive: timeToLive, host: HostResolver(endpoint))
  }

  init(to endpoint: Endpoint, timeToLive: UInt8, host: HostResolver) throws(SinkError) {
    self.endpoint = endpoint
    self.timeToLive = timeToLive
    self.host = host
    do throws(DatagramSocket.Refusal) {
      try follow()
    } catch {
      throw .cannotOpenSocket(host: endpoint.host, code: error.code)
    }
  }

  /// A sentence where the host is not found; nil where it is.
  var remark: String? {
    let state = host.state
    guard state.address == nil else { return nil }
    let reason = state.refusal.map { ": \($0.reason)" } ?? " yet: nobody has answered"
    return "cannot find the host \(endpoint.host)\(reason); it is looked for again"
  }

  /// A sentence about what was not sent.
  func notices(of target: some CustomStringConvertible) -> [String] {
    unsentDatagrams == 0 ? [] : ["\(unsentDatagrams) datagrams to \(target) could not be sent"]
  }

  /// Sends one datagram, or counts it as unsent.
  func send(_ datagram: RawSpan) {
    if host.version != version {
      // Until the system has a socket again the datagrams count as unsent.
      try? follow()
    }
    let isSent = socket == nil ? false : socket!.send(datagram)
    if !isSent { unsentDatagrams += 1 }
  }

  /// Takes the address that the host has now.
  private func follow() throws(DatagramSocket.Refusal) {
    let state = host.state
    socket = nil
    if let address = state.address { socket = try DatagramSocket(to: address, timeToLive: timeToLive) }
    version = state.version
  }
}
