import MoodCore
import Testing

@testable import MoodFeatures

struct FeatureSelectionTests {
  private func columns(_ set: String, _ statistics: String...) throws -> [String] {
    try FeatureSelection(set: set, statistics: statistics).columns
  }

  @Test func aSetIsItsColumns() throws {
    for set in FeatureSet.allCases { #expect(try columns(set.rawValue) == set.columns) }
  }

  @Test func namesAndSetsKeepTheirOrderAndComeOnce() throws {
    #expect(try columns("zcr, rms ,rms_mean_3s") == ["zcr", "rms", "rms_mean_3s"])
    let basic = FeatureSet.basic.columns
    #expect(try columns("zcr,basic,mfcc_1") == ["zcr"] + basic.filter { $0 != "zcr" } + ["mfcc_1"])
    #expect(Set(try columns("basic,all")) == Set(FeatureSet.all.columns))
    #expect(try columns("basic,all").count == FeatureSet.all.columns.count)
  }

  @Test func statisticsFollowWindowByWindow() throws {
    #expect(
      try columns("rms,zcr", "mean,std@3s;mean@0.5s") == [
        "rms", "zcr", "rms_mean_3s", "rms_std_3s", "zcr_mean_3s", "zcr_std_3s", "rms_mean_0.5s",
        "zcr_mean_0.5s",
      ])
    #expect(try columns("rms", "mean@3s", "std@3s") == (try columns("rms", "mean@3s;std@3s")))
    #expect(try columns("rms_mean_3s,rms", "mean,std@3s") == ["rms_mean_3s", "rms", "rms_std_3s"])
  }

  @Test func everyStatisticCanBeAskedFor() throws {
    for statistic in Statistic.allCases {
      #expect(try columns("rms", "\(statistic.rawValue)@2s") == ["rms", "rms_\(statistic.rawValue)_2s"])
    }
  }

  @Test func statisticsWithoutAWindowAreOfTheClip() throws {
    let selection = try FeatureSelection(set: "rms", statistics: ["mean@3s;std", "mean"])
    #expect(selection.columns == ["rms", "rms_mean_3s"])
    #expect(selection.clipStatistics == [.deviation, .mean])
  }

  @Test(arguments: [
    ("", "", FeatureError.noColumns),
    (" ", "", .noColumns),
    ("rms,", "", .unknownColumn("", nearest: [])),
    ("baisc", "", .unknownColumn("baisc", nearest: ["basic"])),
    ("centroid", "", .unknownColumn("centroid", nearest: ["centroid_hz"])),
    ("rms,rms", "", .duplicateColumn("rms")),
    ("basic,basic", "", .duplicateColumn("basic")),
    ("rms_mean_0s", "", .invalidWindow(column: "rms_mean_0s", window: "0s")),
    ("rms", "median@3s", .unknownStatistic("median")),
    ("rms", "mean,mean@3s", .duplicateStatistic("mean")),
    ("rms", "mean@3", .invalidWindow(column: "mean@3", window: "3")),
    ("rms", "mean@601s", .invalidWindow(column: "mean@601s", window: "601s")),
    ("rms", "mean@", .invalidWindow(column: "mean@", window: "")),
    ("rms", "@3s", .unknownStatistic("")),
    ("rms", "mean@3s;", .unknownStatistic("")),
  ])
  func whatMakesNoSenseIsNamed(set: String, statistics: String, error: FeatureError) {
    #expect(throws: error) {
      _ = try FeatureSelection(set: set, statistics: statistics.isEmpty ? [] : [statistics])
    }
  }

  @Test func garbageIsRefusedOrUnderstoodButNeverMore() throws {
    let words = [
      "rms", "all", "basic", "mean", "std", "@", "@", ",", ";", "3s", "0.5s", "_", "_mean_", "é", "\0", " ",
      "-",
      "999999999999s", "mfcc_1", ".",
    ]
    var random = SplitMix64(seed: 8)
    func text() -> String {
      (0..<Int.random(in: 0...7, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
        .joined()
    }
    for _ in 0..<3000 {
      let (set, statistics) = (text(), text())
      do {
        let selection = try FeatureSelection(set: set, statistics: [statistics])
        #expect(Set(selection.columns).count == selection.columns.count)
        #expect(selection.columns.allSatisfy { !$0.isEmpty })
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }
}
