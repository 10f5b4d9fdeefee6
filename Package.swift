// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library target with the project's compiler settings.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one target, named after it.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies, swiftSettings: strict)
}

let package = Package(
  name: "boardpack",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "boardpack", targets: ["boardpack"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .systemLibrary(name: "CMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
    .target(name: "CBoostMath"),
    .target(name: "CSystem"),
    .target(name: "CKernels"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    library("Kernels", ["CKernels"]),
    library("Diagnostics"),
    library("Formats"),
    library("Units"),
    library("Statistics", ["CBoostMath"]),
    library("Metrics", ["Diagnostics", "Units"]),
    .target(
      name: "Library",
      resources: [
        "kpis-board.yaml", "kpis-conversations.yaml", "kpis-customers.yaml", "kpis-money.yaml", "kpis-trust.yaml",
        "contracts.yaml",
      ].map { .embedInCode($0) }, swiftSettings: strict),
    library("Pack", ["Diagnostics", "Formats", "Units", "Metrics", "Library", "CZlib", "Yams"]),
    library("Clients", ["Diagnostics", "CSystem"]),
    library("Rows", ["Diagnostics", "Kernels", "CZlib", "Clients"]),
    library("Columns", ["Diagnostics", "Metrics", "Pack", "Rows"]),
    library("Tables", ["Diagnostics", "Metrics", "Pack", "Rows", "Columns", "Kernels"]),
    library("Engines", ["Diagnostics", "Kernels", "Metrics", "Pack"]),
    library("Scan", ["Clients", "Diagnostics", "Metrics", "Pack", "Kernels", "Rows", "Columns", "Tables", "Engines"]),
    library("Warehouse", ["Clients", "Diagnostics", "Metrics", "Pack", "Engines"]),
    library("Facts", ["Diagnostics", "Formats", "Units", "Statistics", "Metrics", "Pack", "Engines"]),
    library("PackTesting", ["Diagnostics", "Formats", "Metrics", "Pack", "Engines", "Facts", "Statistics", "Scan"]),
    library("Charts", ["Formats"]),
    library("Narrative", ["CMark", "Diagnostics"]),
    .target(
      name: "Theme", path: "templates", resources: [.embedInCode("theme")], swiftSettings: strict),
    library(
      "Site",
      [
        "Theme", "Diagnostics", "Formats", "Units", "Statistics", "Metrics", "Pack", "Engines", "Facts", "Charts",
        "Narrative", "CSystem", "Kernels", "Scan", "Warehouse", "Yams",
        .product(name: "Mustache", package: "swift-mustache"),
      ]),
    library("Preview", ["Diagnostics"]),
    library(
      "BoardpackCLI",
      [
        "Clients", "Theme", "Site", "Preview", "Facts", "PackTesting", "Engines", "Scan", "Warehouse", "Kernels",
        "Rows", "CZlib", "Pack",
        "Metrics",
        "Statistics", "Units", "Diagnostics", "Formats",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "boardpack", dependencies: ["BoardpackCLI"], swiftSettings: strict),
    .executableTarget(name: "ExampleData", swiftSettings: strict),
    .executableTarget(name: "BenchData", dependencies: ["Charts", "Formats"], swiftSettings: strict),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .target(
      name: "RowEngine", dependencies: ["Diagnostics", "Metrics", "Pack", "Engines", "Kernels"],
      path: "Tests/RowEngine", swiftSettings: strict),
    tests("Diagnostics"),
    tests("Formats"),
    tests("Units"),
    tests("Statistics"),
    tests("Metrics", ["Units", "Diagnostics"]),
    tests("Library", ["Diagnostics", "Facts", "Metrics", "Pack", "PackTesting", "Statistics", "Units"]),
    tests("Pack", ["Diagnostics", "Metrics", "Units"]),
    tests("Kernels"),
    tests("Clients", ["Diagnostics"]),
    tests("Rows", ["Diagnostics", "Kernels"]),
    tests("Columns", ["Diagnostics", "Metrics", "Pack", "Rows"]),
    tests("Tables", ["Diagnostics", "Metrics", "Pack", "Rows", "Columns", "Kernels"]),
    tests("Engines", ["Kernels", "Diagnostics", "Metrics", "Pack"]),
    tests("Scan", ["Diagnostics", "Metrics", "Pack", "Kernels", "Rows", "Columns", "Tables", "Engines", "RowEngine"]),
    tests("Warehouse", ["Diagnostics", "Metrics", "Pack", "Engines", "Scan", "Facts", "RowEngine", "Clients"]),
    tests("Facts", ["Diagnostics", "Metrics", "Pack", "Engines", "Scan", "Statistics", "Units"]),
    tests("PackTesting", ["Diagnostics", "Engines", "Facts", "Metrics", "Pack", "Scan", "Statistics", "Units"]),
    tests("Charts", ["Formats"]),
    tests("Narrative", ["Diagnostics"]),
    .testTarget(name: "ThemeTests", dependencies: ["Theme", "TestSupport"], swiftSettings: strict),
    tests(
      "Site",
      ["Theme", "Charts", "Formats", "Diagnostics", "Engines", "Facts", "Metrics", "Narrative", "Pack", "Statistics"]),
    tests("Preview", ["Diagnostics"]),
    tests("BoardpackCLI", ["Diagnostics", "Engines", "Facts", "Site", "Metrics", "Pack", "PackTesting"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["TestSupport", "boardpack", "ExampleData"], swiftSettings: strict),
  ]
)
