import Foundation
import MoodCore
import MoodRealtime
import Testing

@testable import MoodCorpus

@Suite struct TeacherOutputsTests {
  private func teacher(withAffect: Bool = true) throws -> TeacherOutputs {
    try TeacherOutputs(
      ArrayArchive(goldenBytes("teacher_musicnn"), path: "m"),
      affect: withAffect ? ArrayArchive(goldenBytes("teacher_va"), path: "v") : nil)
  }

  @Test func patchesAreThoseOfTheirClip() throws {
    let teacher = try teacher()
    #expect(teacher.patches(of: "one") == 0..<5 && teacher.patches(of: "two") == 5..<8)
    #expect(teacher.patches(of: "three") == nil)
    #expect(teacher.tagNames.count == 50 && teacher.tagNames[7] == "tag 7")
    #expect(teacher.startSeconds == [0, 0.992, 2, 3.008, 4, 0, 0.992, 2])
    #expect(teacher.penultimate[6 * 200 + 9] == 6 + 9.0 / 256)
    #expect(teacher.affect?[2 * 6 + 1] == -6.0 / 16)
  }

  @Test(
    arguments: [
      // Three seconds after a patch's start, between two, at the last.
      ("one", 3, 0), ("one", 3.992, 1), ("one", 4.496, 1.5), ("one", 7, 4), ("two", 3.248, 5.25),
    ] as [(String, Float, Float)])
  func aMomentLiesBetweenThePatchesThatEndAroundIt(clip: String, t: Float, patch: Float) throws {
    let target = SampleBuffer(count: TeacherOutputs.width)
    #expect(try teacher().interpolated(clip: clip, atSeconds: t, into: target.base))
    for column in 0..<200 { #expect(abs(target[50 + column] - (patch + Float(column) / 256)) < 1e-4) }
    #expect(abs(target[250] - patch / 16) < 1e-5 && abs(target[251] + patch / 16) < 1e-5)
    // Tags are the same in all patches: k/50, with a share of 0 clipped.
    #expect(target[0] == -TeacherOutputs.greatestLogit && abs(target[25]) < 1e-3)
    #expect(abs(target[40] - log(4)) < 5e-3)
  }

  @Test func noMomentIsToldThatThePatchesDoNotReach() throws {
    let teacher = try teacher()
    let target = SampleBuffer([Float](repeating: 7, count: TeacherOutputs.width))
    for t in [-1, 0, 2.999, 7.001, 1e9, .nan] as [Float] {
      #expect(!teacher.interpolated(clip: "one", atSeconds: t, into: target.base))
    }
    #expect(!teacher.interpolated(clip: "three", atSeconds: 4, into: target.base))
    #expect((0..<target.count).allSatisfy { target[$0] == 7 })
    let clip = Clip(corpus: "c", name: "one", audio: "", group: "c:g", annotatedSeconds: 5)
    #expect(teacher.interpolated(clip: clip, atSeconds: 5, into: target.base))
    #expect(!teacher.interpolated(clip: clip, atSeconds: 5.1, into: target.base))
  }

  @Test func withoutValenceAndArousalThereAreZerosAndAFlag() throws {
    let teacher = try teacher(withAffect: false)
    let target = SampleBuffer([Float](repeating: .nan, count: TeacherOutputs.width))
    #expect(!teacher.hasAffect && teacher.affect == nil)
    #expect(teacher.interpolated(clip: "two", atSeconds: 4, into: target.base))
    #expect((0..<target.count).allSatisfy { target[$0].isFinite })
    #expect(target[250] == 0 && target[251] == 0)
  }

  @Test func filesThatAreNoTeachersAreSentences() throws {
    let other = try ArrayArchive(goldenBytes("types_stored"), path: "t")
    #expect(throws: NumPyFileError.missingArray(path: "t", array: "clip")) {
      try TeacherOutputs(other, affect: nil)
    }
    #expect(throws: NumPyFileError.missingArray(path: "v", array: "tag_names")) {
      try TeacherOutputs(ArrayArchive(goldenBytes("teacher_va"), path: "v"), affect: nil)
    }
  }
}
