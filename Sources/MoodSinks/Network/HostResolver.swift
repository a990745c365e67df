import Glibc
import MoodRealtime
import Synchronization

/// Looks a host's name up, again and again, on a thread of its own, so that nobody who sends ever waits for it.
///
/// A numeric host has its address at once and takes no thread. Any thread may read `state`.
final class HostResolver: Sendable {
  /// What is known of the host.
  struct State: Sendable {
    /// Counts what has become known: as long as it stays, so does the rest.
    var version = 0
    /// The last address that was found; it stays while the name is not found any more.
    var address: SocketAddress?
    /// Why the last search found none.
    var refusal: SocketAddress.Refusal?
  }

  typealias Search = @Sendable () throws(SocketAddress.Refusal) -> SocketAddress

  /// How long an address counts before the name is looked up again, and how long one is waited for that was not found.
  static let (standardPeriodSeconds, retrySeconds) = (30.0, 5.0)
  /// How long opening waits for the first answer.
  private static let firstAnswerNanoseconds: UInt64 = 2_000_000_000

  private let lookup: Lookup
  private let isNumeric: Bool

  /// Finds a numeric host, else begins to look the name up and waits a little for the first answer.
  convenience init(_ endpoint: Endpoint) {
    if let address = try? SocketAddress(host: endpoint.host, port: endpoint.port, isNumeric: true) {
      self.init(known: address)
    } else {
      self.init(periodSeconds: Self.standardPeriodSeconds, retrySeconds: Self.retrySeconds) {
        () throws(SocketAddress.Refusal) in
        try SocketAddress(host: endpoint.host, port: endpoint.port)
      }
    }
  }

  init(known address: SocketAddress) {
    lookup = Lookup { () throws(SocketAddress.Refusal) in address }
    isNumeric = true
    lookup.search()
  }

  /// - Parameter search: finds the address; may take as long as it likes.
  init(periodSeconds: Double, retrySeconds: Double, search: @escaping Search) {
    let lookup = Lookup(search)
    self.lookup = lookup
    isNumeric = false
    let thread = RealtimeThread(name: "mr-resolver") {
      lookup.run(periodSeconds: periodSeconds, retrySeconds: retrySeconds)
    }
    // A search in progress cannot be broken off, and nobody is to wait for it.
    thread.detach()
    let ticket = lookup.answered.ticket()
    if lookup.version.load(ordering: .acquiring) == 0 {
      lookup.answered.wait(ticket, timeoutNanoseconds: Self.firstAnswerNanoseconds)
    }
  }

  deinit {
    guard !isNumeric else { return }
    lookup.isStopped.store(true, ordering: .releasing)
    lookup.stopping.signal()
  }

  /// Counts what has become known of the host; 0 before the first answer. Costs the reader one load.
  var version: Int { lookup.version.load(ordering: .acquiring) }

  var state: State { lookup.state.withLock { $0 } }

  /// What the thread and the resolver share, so that the thread may outlive the resolver.
  private final class Lookup: Sendable {
    let state = Mutex(State())
    let version = Atomic<Int>(0)
    let answered = WakeSignal()
    let stopping = WakeSignal()
    let isStopped = Atomic<Bool>(false)
    private let find: Search

    init(_ find: @escaping Search) { self.find = find }

    /// The body of the thread.
    func run(periodSeconds: Double, retrySeconds: Double) {
      // It may be older than whoever waits for signals: none is to find it.
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_BLOCK, &all, nil)
      while true {
        let ticket = stopping.ticket()
        if isStopped.load(ordering: .acquiring) { return }
        let isFound = search()
        answered.signal()
        stopping.wait(ticket, timeoutNanoseconds: UInt64((isFound ? periodSeconds : retrySeconds) * 1e9))
      }
    }

    /// Looks once, and tells what is new; whether the host was found.
    @discardableResult
    func search() -> Bool {
      do throws(SocketAddress.Refusal) {
        let address = try find()
        tell { state in
          guard state.address != address || state.refusal != nil else { return false }
          (state.address, state.refusal) = (address, nil)
          return true
        }
        return true
      } catch {
        tell { state in
          guard state.refusal != error else { return false }
          state.refusal = error
          return true
        }
        return false
      }
    }

    /// Changes the state; counts it where `change` says that there was something to change.
    private func tell(_ change: (inout State) -> Bool) {
      state.withLock { state in
        guard change(&state) else { return }
        state.version += 1
        version.store(state.version, ordering: .releasing)
      }
    }
  }
}
