// swift-tools-version: 6.2

import PackageDescription

/// What every Swift target of this package is held to.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let strictC: [CSetting] = [.treatAllWarnings(as: .error)]

let embeddedModels: [CSetting] =
  Context.environment["MODELS"] == "none" ? [.define("MOODRING_NO_MODELS")] : []

func house(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["MoodTestSupport"],
    resources: resources, swiftSettings: strict)
}

let package = Package(
  name: "moodring",
  products: [
    .library(name: "MoodEngine", targets: ["MoodEngine", "MoodCore"]),
    .executable(name: "moodring", targets: ["moodring"]),
    // For the tests to preload.
    .library(name: "signal-storm", type: .dynamic, targets: ["CSignalStorm"]),
  ],
  targets: [
    // MARK: System libraries
    .systemLibrary(
      name: "CFFTW", pkgConfig: "fftw3f", providers: [.apt(["libfftw3-dev"])]),
    .systemLibrary(
      name: "CSndfile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
    .systemLibrary(
      name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
    .systemLibrary(
      name: "CLiblo", pkgConfig: "liblo", providers: [.apt(["liblo-dev"])]),

    // MARK: C
    .target(name: "CRealtime", cSettings: strictC),
    .target(name: "CVector", cSettings: strictC),
    .target(name: "CBLAS", cSettings: strictC),
    .target(name: "CZlib", cSettings: strictC),
    .target(name: "CALSA", cSettings: strictC),
    .target(name: "CJACK", cSettings: strictC),
    .target(name: "CPulse", cSettings: strictC),
    .target(name: "CSVM", cSettings: strictC),
    .target(name: "CLinear", cSettings: strictC),
    .target(name: "CForest", cSettings: strictC),
    .target(name: "CModel", cSettings: strictC + embeddedModels),
    .target(name: "CPresets", cSettings: strictC),
    .target(name: "CTerminal", cSettings: strictC),

    // MARK: Nouns and ground
    house("MoodCore"),
    house("MoodRealtime", ["CRealtime"]),
    house("MoodVector", ["MoodRealtime", "CVector"]),
    house("MoodConfiguration", ["MoodCore"]),

    // MARK: Siblings that never import one another
    house(
      "MoodCapture", ["MoodCore", "MoodRealtime", "CSndfile", "CSoxr", "CALSA", "CJACK", "CPulse"]),
    house("MoodDSP", ["MoodCore", "MoodVector", "MoodRealtime", "CFFTW"]),
    house("MoodFeatures", ["MoodCore", "MoodDSP", "MoodVector", "MoodRealtime"]),
    house("MoodInference", ["MoodCore", "MoodVector", "MoodRealtime", "CModel"]),
    house("MoodSinks", ["MoodCore", "MoodRealtime", "CLiblo", "CTerminal"]),

    // MARK: Where they meet
    house(
      "MoodEngine",
      [
        "MoodCore", "MoodRealtime", "MoodVector", "MoodCapture", "MoodFeatures", "MoodInference", "MoodSinks",
      ]),

    // MARK: Laboratory
    house(
      "MoodCorpus",
      ["MoodCore", "MoodRealtime", "MoodDSP", "MoodCapture", "MoodFeatures", "CSndfile", "CZlib"]),
    house(
      "MoodTraining",
      [
        "MoodCore", "MoodRealtime", "MoodVector", "MoodConfiguration", "MoodCorpus", "MoodInference", "CBLAS",
      ]),
    house("MoodNetworks", ["MoodCore", "MoodRealtime", "MoodTraining"]),
    house(
      "MoodEvaluation", ["MoodCore", "MoodRealtime", "MoodEngine", "MoodCorpus", "MoodInference"]),

    house(
      "MoodBaselines",
      [
        "MoodCore", "MoodRealtime", "MoodConfiguration", "MoodFeatures", "MoodCorpus", "MoodEvaluation",
        "MoodInference", "MoodTraining", "MoodNetworks", "CSVM", "CLinear", "CForest",
      ]),

    // MARK: The program
    .executableTarget(
      name: "moodring",
      dependencies: [
        "MoodCore", "MoodRealtime", "MoodConfiguration", "MoodCapture", "MoodFeatures", "MoodInference",
        "MoodSinks", "MoodEngine", "MoodCorpus", "MoodTraining", "MoodEvaluation", "MoodBaselines",
        "MoodNetworks", "CPresets",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "moodring-bench",
      dependencies: [
        "MoodCore", "MoodRealtime", "MoodVector", "MoodCapture", "MoodDSP", "MoodFeatures",
        "MoodInference", "MoodSinks", "MoodEngine", "MoodTestSupport", "CFFTW",
      ],
      path: "Benchmarks", exclude: ["peers"], swiftSettings: strict),

    // MARK: Tests
    .target(name: "CAllocationProbe", path: "Tests/CAllocationProbe", cSettings: strictC),
    .target(name: "CSignalStorm", path: "Tests/CSignalStorm", cSettings: strictC),
    .target(
      name: "MoodTestSupport",
      dependencies: [
        "MoodCore", "MoodRealtime", "MoodCapture", "MoodFeatures", "MoodInference", "MoodSinks",
        "CAllocationProbe",
      ],
      path: "Tests/MoodTestSupport", swiftSettings: strict),
    .executableTarget(
      name: "broken-ring", dependencies: ["CRealtime"], path: "Tests/BrokenRing", swiftSettings: strict),
    tests("MoodCoreTests", ["MoodCore"]),
    tests("MoodConfigurationTests", ["MoodConfiguration", "MoodCore"]),
    tests("MoodRealtimeTests", ["MoodRealtime", "MoodCore", "CAllocationProbe"]),
    tests("MoodVectorTests", ["MoodVector", "MoodCore", "MoodRealtime", "CVector"]),
    tests("MoodCaptureTests", ["MoodCapture", "MoodCore", "MoodRealtime", "CSndfile"]),
    tests("MoodDSPTests", ["MoodDSP", "MoodCore", "MoodRealtime"]),
    tests(
      "MoodFeaturesTests", ["MoodFeatures", "MoodCore", "MoodRealtime", "MoodCapture"],
      resources: [.copy("Goldens")]),
    tests(
      "MoodInferenceTests", ["MoodInference", "MoodCore", "MoodRealtime"], resources: [.copy("Goldens")]),
    tests("MoodSinksTests", ["MoodSinks", "MoodCore"], resources: [.copy("Goldens")]),
    tests(
      "MoodEngineTests",
      [
        "MoodEngine", "MoodCore", "MoodRealtime", "MoodCapture", "MoodFeatures", "MoodInference", "MoodSinks",
        "CAllocationProbe",
      ]),
    tests(
      "MoodCorpusTests", ["MoodCorpus", "MoodCore", "MoodRealtime", "MoodDSP", "MoodFeatures"],
      resources: [.copy("Goldens")]),
    tests(
      "MoodTrainingTests", ["MoodTraining", "MoodCore", "MoodRealtime", "MoodInference", "MoodCorpus"]),
    tests("MoodNetworksTests", ["MoodNetworks", "MoodCore", "MoodTraining"], resources: [.copy("Goldens")]),
    tests(
      "MoodEvaluationTests",
      [
        "MoodEvaluation", "MoodCore", "MoodRealtime", "MoodEngine", "MoodCorpus", "MoodInference",
        "MoodTraining",
      ], resources: [.copy("Goldens")]),
    tests(
      "MoodBaselinesTests",
      ["MoodBaselines", "MoodCore", "MoodConfiguration", "MoodCorpus", "MoodEvaluation", "MoodNetworks"],
      resources: [.copy("Goldens")]),
    tests("MoodringTests", ["moodring", "MoodCore", "MoodConfiguration", "MoodCapture", "MoodSinks"]),
  ],
  cLanguageStandard: .c2x
)
