// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "MoodPrinter",
  dependencies: [
    // In a package of your own: .package(url: …, …)
    .package(name: "moodring", path: "../..")
  ],
  targets: [
    .executableTarget(
      name: "MoodPrinter", dependencies: [.product(name: "MoodEngine", package: "moodring")])
  ]
)
