internal import Synchronization

/// A call of libjack that waits for the server, for ever where the server is frozen: it is made on a thread of its own,
/// and given up after two seconds.
enum JACKCall {
  private static let patienceSeconds = 2.0
  /// Calls that have not returned.
  private static let underWay = Atomic<Int>(0)

  /// Whether a call that was given up still waits: libjack makes one at a time, so that the next would wait too.
  static var isAnyUnderWay: Bool { underWay.load(ordering: .acquiring) > 0 }

  /// Makes a call and waits for it, but not for ever.
  /// - Parameter late: what is done with the answer of a call that was given up.
  /// - Returns: nil where it was given up.
  static func make<Answer: Sendable>(
    _ body: @escaping @Sendable () -> Answer, late: @escaping @Sendable (Answer) -> Void = { _ in }
  ) -> Answer? {
    typealias Question = PatientQuestion<Answer>
    underWay.add(1, ordering: .acquiringAndReleasing)
    let question = Question(threadName: "mr-jack", body) { answer in
      late(answer)
      underWay.subtract(1, ordering: .acquiringAndReleasing)
    }
    let answer = question.answer(before: Question.moment(in: patienceSeconds))
    if answer != nil { underWay.subtract(1, ordering: .acquiringAndReleasing) }
    return answer
  }
}

/// A client of libjack, whose calls may be made on any thread.
struct JACKHandle: @unchecked Sendable {
  let pointer: OpaquePointer
}
