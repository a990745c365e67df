internal import MoodRealtime

/// The weighted squared error of what the trunk says of a step beside what the teacher said.
struct TeacherLoss {
  /// How much each of the teacher's outputs counts.
  let outputWeights: [Float]

  /// Some sequences with what the teacher said of their rows.
  struct Part {
    let pass: NetworkPass
    /// [rows, teacherOutputs], standardised.
    let goals: SampleBufferBox
    /// 1 for each row of which the teacher said something, else 0.
    let known: SampleBufferBox
  }

  /// Fills the gradients of the teacher's outputs, times `scale`, and gives the loss, times `scale`.
  func evaluate(_ parts: [Part], scale: Float) -> Float {
    let outputs = outputWeights.count
    let total = parts.reduce(Float(0)) { sum, part in
      (0..<part.pass.rows).reduce(sum) { $0 + part.known.buffer.base[$1] }
    }
    let share = scale / (max(1, total) * Float(outputs))
    var loss: Float = 0
    outputWeights.withUnsafeBufferPointer { weights in
      for part in parts {
        let (goals, known, given) = (part.goals.buffer.base, part.known.buffer.base, part.pass.teacher.base)
        let gradients = part.pass.teacherGradients.base
        for row in 0..<part.pass.rows {
          let factor = share * known[row]
          var sum: Float = 0
          for index in 0..<outputs {
            let place = row * outputs + index
            let error = given[place] - goals[place]
            let slope = factor * weights[index] * error
            sum += slope * error
            gradients[place] = 2 * slope
          }
          loss += sum
        }
      }
    }
    return loss
  }
}

/// An array cannot hold noncopyable values themselves.
final class SampleBufferBox {
  let buffer: SampleBuffer
  init(count: Int) { buffer = SampleBuffer(count: count) }
}
