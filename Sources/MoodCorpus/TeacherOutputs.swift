internal import Glibc

/// What a large pretrained tagger (musicnn; Pons and Serra 2019) said of a corpus's recordings, patch by patch: targets
/// to distil from. Immutable, so any thread may read.
package struct TeacherOutputs: Sendable {
  package static let tagCount = 50
  package static let penultimateCount = 200
  package static let affectCount = 2
  /// Numbers that `interpolated` writes: tags, penultimate layer, valence and arousal.
  package static let width = tagCount + penultimateCount + affectCount
  /// What a patch hears from its start on.
  package static let patchSeconds: Float = 3
  /// Where logits of tags are clipped: shares beyond are 0 and 1 for all that 16 bits can tell.
  package static let greatestLogit: Float = 8

  /// Names of the tags.
  package let tagNames: [String]
  /// Where each patch starts.
  package let startSeconds: [Float]
  /// Probabilities of the tags, 0…1: `tagCount` a patch.
  package let tags: [Float]
  /// The layer before the tags: `penultimateCount` a patch.
  package let penultimate: [Float]
  /// Valence and arousal of each patch, about −1…1; nil where the teacher was not asked.
  package let affect: [Float]?

  private let logits: [Float]
  private let ranges: [String: Range<Int>]

  /// Whether the last two numbers of `interpolated` mean anything.
  package var hasAffect: Bool { affect != nil }

  /// Reads teacher_musicnn.npz and, where its valence and arousal are in a file of their own, that.
  /// - Throws: `NumPyFileError`.
  package init(path: String, affectPath: String? = nil) throws {
    try self.init(ArrayArchive(path: path), affect: affectPath.map(ArrayArchive.init(path:)))
  }

  init(_ archive: ArrayArchive, affect affectArchive: ArrayArchive?) throws {
    let grid = try TeacherGrid(archive)
    let patches = grid.startSeconds.count
    tagNames = try archive.texts("tag_names", shape: [Self.tagCount])
    tags = try archive.floats("tags", shape: [patches, Self.tagCount])
    guard tags.allSatisfy({ 0...1 ~= $0 }) else {
      throw archive.bad("tags", "found a number that is not from 0 to 1")
    }
    penultimate = try archive.floats("penultimate", shape: [patches, Self.penultimateCount])
    if archive.has("va") {
      affect = try archive.floats("va", shape: [patches, Self.affectCount])
    } else if let affectArchive {
      guard try TeacherGrid(affectArchive) == grid else {
        throw affectArchive.bad("start", "its clips and patches are not those of \(archive.path)")
      }
      affect = try affectArchive.floats("va", shape: [patches, Self.affectCount])
    } else {
      affect = nil
    }
    logits = Self.logits(tags)
    startSeconds = grid.startSeconds
    ranges = grid.ranges
  }

  /// What a teacher said of recordings that are not in a file.
  /// - Parameters:
  ///   - clips: of each its name and where its patches start, by increasing start; the values stand in that order.
  ///   - tags: probabilities, `tagCount` a patch.
  ///   - penultimate: `penultimateCount` a patch.
  ///   - affect: `affectCount` a patch, or nil.
  package init(
    clips: [(name: String, startSeconds: [Float])], tags: [Float], penultimate: [Float], affect: [Float]?
  ) {
    let starts = clips.flatMap(\.startSeconds)
    precondition(
      tags.count == starts.count * Self.tagCount && penultimate.count == starts.count * Self.penultimateCount
        && affect?.count ?? starts.count * Self.affectCount == starts.count * Self.affectCount,
      "a teacher says as much of each patch")
    tagNames = (1...Self.tagCount).map { "tag \($0)" }
    startSeconds = starts
    self.tags = tags
    self.penultimate = penultimate
    self.affect = affect
    logits = Self.logits(tags)
    var ranges: [String: Range<Int>] = [:]
    var first = 0
    for clip in clips {
      ranges[clip.name] = first..<first + clip.startSeconds.count
      first += clip.startSeconds.count
    }
    self.ranges = ranges
  }

  /// Log odds, clipped.
  private static func logits(_ tags: [Float]) -> [Float] {
    tags.map { max(-greatestLogit, min(greatestLogit, log($0 / (1 - $0)))) }
  }

  /// The patches of a clip, by increasing start; nil where the teacher has not heard it.
  package func patches(of clip: String) -> Range<Int>? { ranges[clip] }

  /// What the teacher said of the three seconds that end at `t`, linear between the two nearest patches: logits of the
  /// tags, the penultimate layer, valence and arousal (zeros without `hasAffect`).
  ///
  /// - Parameter target: room for `width` numbers.
  /// - Returns: false, and nothing is written, where no patch reaches: before three seconds, past the last patch, of an
  ///   unknown clip. O(log patches).
  package func interpolated(
    clip: String, atSeconds t: Float, into target: UnsafeMutablePointer<Float>
  ) -> Bool {
    guard let patches = ranges[clip], let first = patches.first, let last = patches.last else { return false }
    let start = t - Self.patchSeconds
    guard start >= startSeconds[first], start <= startSeconds[last] else { return false }
    var before = first
    var after = last
    while after - before > 1 {
      let middle = (before + after) / 2
      if startSeconds[middle] <= start { before = middle } else { after = middle }
    }
    let span = startSeconds[after] - startSeconds[before]
    let weight = span > 0 ? (start - startSeconds[before]) / span : 0
    func blend(_ values: [Float], _ count: Int, at place: Int) {
      for index in 0..<count {
        let (a, b) = (values[before * count + index], values[after * count + index])
        target[place + index] = a + weight * (b - a)
      }
    }
    blend(logits, Self.tagCount, at: 0)
    blend(penultimate, Self.penultimateCount, at: Self.tagCount)
    let place = Self.tagCount + Self.penultimateCount
    if let affect {
      blend(affect, Self.affectCount, at: place)
    } else {
      (target + place).update(repeating: 0, count: Self.affectCount)
    }
    return true
  }

  /// As above, and false past the annotated part of the clip, after which the corpus's recordings differ.
  package func interpolated(
    clip: Clip, atSeconds t: Float, into target: UnsafeMutablePointer<Float>
  ) -> Bool {
    t <= clip.annotatedSeconds ?? .infinity && interpolated(clip: clip.name, atSeconds: t, into: target)
  }
}

/// Which patches a teacher heard: the patches of all clips, one clip after another.
struct TeacherGrid: Equatable {
  let startSeconds: [Float]
  let ranges: [String: Range<Int>]

  /// - Throws: `NumPyFileError`.
  init(_ archive: ArrayArchive) throws(NumPyFileError) {
    let clips = try archive.texts("clip", shape: [nil])
    let offsets = try archive.integers("offset", shape: [clips.count + 1])
    startSeconds = try archive.floats("start", shape: [nil])
    guard offsets.first == 0, offsets.last == startSeconds.count,
      zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 })
    else {
      throw archive.bad("offset", "expected numbers that grow from 0 to \(startSeconds.count), the patches")
    }
    var ranges: [String: Range<Int>] = [:]
    for (index, clip) in clips.enumerated() {
      let range = offsets[index]..<offsets[index + 1]
      guard ranges.updateValue(range, forKey: clip) == nil else {
        throw archive.bad("clip", "“\(clip)” stands there twice")
      }
      let starts = startSeconds[range]
      guard zip(starts, starts.dropFirst()).allSatisfy({ $0 < $1 }) else {
        throw archive.bad("start", "the patches of “\(clip)” do not start one after another")
      }
    }
    self.ranges = ranges
  }
}
