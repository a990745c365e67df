import MoodRealtime

/// A model ready to run: immutable, shared by any number of streams on any threads.
package final class EmotionModel: @unchecked Sendable {
  package let metadata: ModelMetadata

  /// The memory that all layers below are views on.
  private let weights: SampleBuffer
  let standardizer: Standardizer
  /// At least one.
  let members: [MemberNetwork]

  /// Lays the weights out for the kernels.
  package init(_ file: ModelFile) {
    let metadata = file.metadata
    self.metadata = metadata
    var packer = WeightPacker(for: file)
    standardizer = packer.standardizer()
    var members: [MemberNetwork] = []
    for member in 0..<metadata.architecture.members {
      members.append(MemberNetwork(metadata, member: member, packer: &packer))
    }
    self.members = members
    weights = packer.finish()
  }

  deinit {
    for member in members { member.recurrent.deallocate() }
  }

  /// The recurrent layers of the first network, the lowest first; they live as long as the model.
  package var recurrent: UnsafePointer<BiLSTMLayer> { members[0].recurrent }
}
