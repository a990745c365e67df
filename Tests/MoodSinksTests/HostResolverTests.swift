import Foundation
import MoodCore
import MoodTestSupport
import Synchronization
import Testing

@testable import MoodSinks

@Suite struct HostResolverTests {
  /// Answers of a server that changes its mind, the last one for ever.
  private final class Answers: Sendable {
    private let left: Mutex<[Result<SocketAddress, SocketAddress.Refusal>]>

    init(_ answers: [Result<SocketAddress, SocketAddress.Refusal>]) { left = Mutex(answers) }

    func next() throws(SocketAddress.Refusal) -> SocketAddress {
      try left.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }.get()
    }
  }

  private func resolver(_ answers: [Result<SocketAddress, SocketAddress.Refusal>]) -> HostResolver {
    let answers = Answers(answers)
    return HostResolver(periodSeconds: 0.02, retrySeconds: 0.02) { () throws(SocketAddress.Refusal) in
      try answers.next()
    }
  }

  private func address(_ receiver: DatagramReceiver, host: String = "127.0.0.1") throws -> SocketAddress {
    try SocketAddress(host: host, port: receiver.port)
  }

  /// Sends until something arrives; false where nothing does within half a minute.
  private func isReached(_ receiver: DatagramReceiver, by sender: DatagramSender) -> Bool {
    for _ in 0..<1500 {
      sender.send([1])
      if receiver.hasDatagram { return true }
      pause(milliseconds: 20)
    }
    return false
  }

  @Test func aNameThatIsFoundLaterIsReachedThen() throws {
    let receiver = try #require(DatagramReceiver())
    let refusal = SocketAddress.Refusal(reason: "nobody knows")
    let sender = try DatagramSender(
      to: Endpoint(host: "lights", port: receiver.port), timeToLive: 1,
      host: resolver([.failure(refusal), .failure(refusal), .success(address(receiver))]))
    sender.send([1])
    #expect(isReached(receiver, by: sender))
    #expect(sender.remark == nil)
  }

  @Test func aHostThatMovesIsFollowed() throws {
    let (here, there) = (try #require(DatagramReceiver()), try #require(DatagramReceiver()))
    let sender = try DatagramSender(
      to: Endpoint(host: "lights", port: here.port), timeToLive: 1,
      host: resolver([.success(address(here)), .success(address(there))]))
    #expect(isReached(there, by: sender))
    #expect(sender.unsentDatagrams == 0)
  }

  @Test func theLastAddressCountsWhileTheNameIsNotFound() throws {
    let receiver = try #require(DatagramReceiver())
    let host = resolver([.success(try address(receiver)), .failure(SocketAddress.Refusal(reason: "gone"))])
    let sender = try DatagramSender(
      to: Endpoint(host: "lights", port: receiver.port), timeToLive: 1, host: host)
    for _ in 0..<1500 where host.state.refusal == nil { pause(milliseconds: 20) }
    #expect(host.state.refusal != nil)
    sender.send([7])
    #expect(receiver.receive() == [7])
    #expect(sender.remark == nil)
  }

  @Test func aNameThatIsNotFoundIsARemarkAndNoEnd() throws {
    let sender = try DatagramSender(
      to: Endpoint(host: "lights", port: 7700), timeToLive: 1,
      host: resolver([.failure(SocketAddress.Refusal(reason: "nobody knows"))]))
    #expect(sender.remark == "cannot find the host lights: nobody knows; it is looked for again")
    for _ in 0..<3 { sender.send([1]) }
    #expect(sender.notices(of: "lights:7700") == ["3 datagrams to lights:7700 could not be sent"])
  }

  @Test func aHostThatNoNameMayBeIsSaidByTheOutputs() throws {
    let host = String(repeating: "x", count: 64) + ".invalid"
    for text in ["osc:\(host):7700", "udp:\(host):7700"] {
      let sink = try SinkSpecification(text).open()
      #expect(sink.remark?.hasPrefix("cannot find the host \(host): ") == true)
      try checkEmotionSink { sink }
      #expect(sink.notices.count == 1)
    }
  }

  @Test func aPortAtWhichNobodyListensIsNoLoss() throws {
    let port = try #require(DatagramReceiver()).port
    let sender = try DatagramSender(to: Endpoint(host: "127.0.0.1", port: port), timeToLive: 1)
    for _ in 0..<100 { sender.send([1]) }
    #expect(sender.unsentDatagrams == 0)
  }

  @Test(arguments: ["127.0.0.1", "127.255.255.255", "239.255.0.1", "localhost"])
  func hostsOfEveryKindHaveAnAddress(host: String) {
    #expect(HostResolver(Endpoint(host: host, port: 1)).state.address != nil)
  }
}

extension DatagramSender {
  fileprivate func send(_ datagram: [UInt8]) { send(datagram.span.bytes) }
}
