/// What one backend says of its inputs, or why it says nothing.
package struct BackendListing: Sendable {
  /// As `--input` begins: "pulse".
  package var scheme: String
  /// What people call it: "PulseAudio".
  package var label: String
  package var outcome: Result<[InputDevice], DeviceFault>

  package init(scheme: String, label: String, outcome: Result<[InputDevice], DeviceFault>) {
    self.scheme = scheme
    self.label = label
    self.outcome = outcome
  }

  /// Its inputs; none where it does not answer.
  package var devices: [InputDevice] { (try? outcome.get()) ?? [] }
  package var fault: DeviceFault? {
    if case .failure(let fault) = outcome { fault } else { nil }
  }

  /// Asks all `backends` at once, in whose order the answers are.
  /// - Parameter patienceSeconds: how long all of them together may take; one that takes longer counts as a server that
  ///   does not answer.
  package static func all(
    of backends: [any DeviceBackend.Type] = DeviceBackends.all, patienceSeconds: Double = 3
  ) -> [BackendListing] {
    typealias Question = PatientQuestion<Result<[InputDevice], DeviceFault>>
    let questions = backends.map { backend in
      Question(threadName: "mr-\(backend.scheme)-list") {
        Result { () throws(DeviceFault) in try backend.devices() }
      }
    }
    let end = Question.moment(in: patienceSeconds)
    return zip(backends, questions).map { backend, question in
      BackendListing(
        scheme: backend.scheme, label: backend.label,
        outcome: question.answer(before: end)
          ?? .failure(
            .serverUnavailable(server: backend.label, reason: "nothing came within \(patienceSeconds) s")))
    }
  }
}
