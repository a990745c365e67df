import MoodConfiguration

/// One thing that the doctor has looked at.
struct Finding: Equatable {
  enum State: String {
    case good
    /// Could be better, or is missing where nobody may miss it.
    case note
    case trouble
  }

  var state: State
  /// What was looked at: "PulseAudio".
  var subject: String
  /// A clause for people.
  var says: String
  /// What to do about it; nil where nothing is to be done.
  var cure: String?

  init(_ state: State, _ subject: String, _ says: String, cure: String? = nil) {
    self.state = state
    self.subject = subject
    self.says = says
    self.cure = cure
  }

  /// One line.
  func line(subjectWidth: Int) -> String {
    let state = state.rawValue.padded(to: 8)
    return "\(state)\(subject.padded(to: subjectWidth))  \(says)" + (cure.map { "; cure: \($0)" } ?? "")
      + "\n"
  }

  var json: JSONTree {
    var members: [String: JSONTree] = [
      "state": .text(state.rawValue), "subject": .text(subject), "says": .text(says),
    ]
    members["cure"] = cure.map { .text($0) }
    return .object(members)
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
