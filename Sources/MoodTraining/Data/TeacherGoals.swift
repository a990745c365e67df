internal import MoodCore
internal import MoodCorpus

/// What a teacher said of the training clips, brought to mean 0 and deviation 1 over them.
struct TeacherGoals {
  /// How much each output counts.
  let weights: [Float]
  private let teachers: [String: TeacherOutputs]
  private let means: [Float]
  private let scales: [Float]

  /// nil where no clip was heard by a teacher.
  init?(_ set: TrainingSet, configuration: TrainingConfiguration.Teacher) {
    let outputs = TeacherOutputs.outputs
    var sums = [Double](repeating: 0, count: outputs)
    var squares = sums
    var counts = sums
    for clip in set.clips {
      guard let teacher = set.teachers[clip.corpus], let patches = teacher.patches(of: clip.name) else {
        continue
      }
      for patch in patches {
        teacher.withOutputs(ofPatch: patch) { values in
          for index in 0..<outputs where index < TeacherOutputs.affectStart || teacher.hasAffect {
            sums[index] += Double(values[index])
            squares[index] += Double(values[index]) * Double(values[index])
            counts[index] += 1
          }
        }
      }
    }
    guard counts[0] > 0 else { return nil }
    teachers = set.teachers
    means = zip(sums, counts).map { Float($0 / max(1, $1)) }
    scales = (0..<outputs).map { index in
      let count = max(1, counts[index])
      let variance = squares[index] / count - (sums[index] / count) * (sums[index] / count)
      return variance > 1e-12 ? Float(1 / variance.squareRoot()) : 0
    }
    weights = (0..<outputs).map { index in
      index < TeacherOutputs.penultimateStart
        ? configuration.tags : index < TeacherOutputs.affectStart ? configuration.layer : configuration.affect
    }
  }

  /// Whether a teacher heard the clip.
  func knows(_ clip: Clip) -> Bool { teachers[clip.corpus]?.patches(of: clip.name) != nil }

  /// Writes what the teacher said of the moment `seconds` into the clip; false where it said nothing.
  ///
  /// Where the teacher has no valence and arousal, theirs are at their means, which pulls little.
  func write(_ clip: Clip, atSeconds seconds: Float, to goal: UnsafeMutablePointer<Float>) -> Bool {
    guard let teacher = teachers[clip.corpus],
      teacher.interpolated(clip: clip.name, atSeconds: seconds, into: goal)
    else { return false }
    for index in means.indices { goal[index] = (goal[index] - means[index]) * scales[index] }
    if !teacher.hasAffect {
      for index in TeacherOutputs.affectStart..<means.count { goal[index] = 0 }
    }
    return true
  }
}
