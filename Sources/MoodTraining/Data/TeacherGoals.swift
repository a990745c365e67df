internal import MoodCore
internal import MoodCorpus

/// What a teacher said of the training clips, brought to mean 0 and deviation 1 over them.
struct TeacherGoals {
  /// How much each output counts.
  let weights: [Float]
  private let teachers: [String: TeacherOutputs]
  private let means: [Float]
  private let scales: [Float]
  private static let affectStart = TeacherOutputs.tagCount + TeacherOutputs.penultimateCount

  /// nil where no clip was heard by a teacher.
  init?(_ set: TrainingSet, configuration: TrainingConfiguration.Teacher) {
    let outputs = TeacherOutputs.width
    var moments = ColumnMoments(columns: outputs)
    let values = UnsafeMutablePointer<Float>.allocate(capacity: outputs)
    defer { values.deallocate() }
    for clip in set.clips {
      guard let teacher = set.teachers[clip.corpus], let patches = teacher.patches(of: clip.name) else {
        continue
      }
      let known = teacher.hasAffect ? outputs : Self.affectStart
      for patch in patches {
        let end = teacher.startSeconds[patch] + TeacherOutputs.patchSeconds
        guard teacher.interpolated(clip: clip, atSeconds: end, into: values) else { continue }
        moments.add(values, known: known)
      }
    }
    guard !moments.isEmpty else { return nil }
    teachers = set.teachers
    means = moments.means
    scales = moments.scales
    weights = (0..<outputs).map { index in
      index < TeacherOutputs.tagCount
        ? configuration.tags : index < Self.affectStart ? configuration.layer : configuration.affect
    }
  }

  /// Whether a teacher heard the clip.
  func knows(_ clip: Clip) -> Bool { teachers[clip.corpus]?.patches(of: clip.name) != nil }

  /// Writes what the teacher said of the moment `seconds` into the clip; false where it said nothing.
  ///
  /// Where the teacher has no valence and arousal, theirs are at their means, which pulls little.
  func write(_ clip: Clip, atSeconds seconds: Float, to goal: UnsafeMutablePointer<Float>) -> Bool {
    guard let teacher = teachers[clip.corpus],
      teacher.interpolated(clip: clip, atSeconds: seconds, into: goal)
    else { return false }
    for index in means.indices { goal[index] = (goal[index] - means[index]) * scales[index] }
    if !teacher.hasAffect {
      for index in Self.affectStart..<means.count { goal[index] = 0 }
    }
    return true
  }
}
