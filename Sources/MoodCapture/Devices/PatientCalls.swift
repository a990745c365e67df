internal import Synchronization

/// Calls of a library that wait for a server, for ever where the server is frozen: each is made on a thread of its own, and
/// given up after two seconds.
final class PatientCalls: Sendable {
  private static let patienceSeconds = 2.0

  private let threadName: String
  /// Calls that were given up and have not returned.
  private let hanging = Atomic<Int>(0)

  /// - Parameter threadName: at most 15 bytes.
  init(threadName: String) { self.threadName = threadName }

  /// Whether a call that was given up still waits: the next would most likely wait too.
  var isAnyHanging: Bool { hanging.load(ordering: .acquiring) > 0 }

  /// Makes a call and waits for it, but not for ever.
  /// - Parameter late: what is done with the answer of a call that was given up.
  /// - Returns: nil where it was given up.
  func make<Answer: Sendable>(
    _ body: @escaping @Sendable () -> Answer, late: @escaping @Sendable (Answer) -> Void = { _ in }
  ) -> Answer? {
    typealias Question = PatientQuestion<Answer>
    let question = Question(threadName: threadName, body) { answer in
      late(answer)
      self.hanging.subtract(1, ordering: .acquiringAndReleasing)
    }
    let answer = question.answer(before: Question.moment(in: Self.patienceSeconds))
    // Should the late answer come first, the count is below zero for a moment.
    if answer == nil { hanging.add(1, ordering: .acquiringAndReleasing) }
    return answer
  }
}
