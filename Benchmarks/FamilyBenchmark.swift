import MoodFeatures

/// Where the time of the features goes, family by family.
enum FamilyBenchmark {
  /// - Parameters:
  ///   - floor: microseconds of the bare transform in the same run.
  ///   - cost: microseconds of a hop of these columns.
  static func run(floor: Double, cost: ([String]) throws -> Double) throws {
    let all = FeatureSet.all.columns
    let whole = try cost(all)
    var table = Table(
      "families of features on the demo: alone with the spectra that they read; their share of `all`")
    for family in FeatureBank.families {
      let own = family.columns.map(\.name)
      let alone = try cost(own)
      let others = all.filter { !own.contains($0) }
      let share =
        others.count < all.count
        ? "\(Table.text(max(0, whole - (try cost(others))))) µs of all" : "not in all"
      table.add(
        "\(family.name), \(own.count)", alone, unit: "µs",
        note: "\(Table.text(alone / floor)) transforms; \(share)")
    }
    table.show()
  }
}
