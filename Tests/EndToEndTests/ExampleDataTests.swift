import Foundation
import TestSupport
import Testing

/// The committed example data are what the generator writes, byte for byte.
struct ExampleDataTests {
  static let committed = Repository.root.appending(path: "content/quarterly-board-pack/data")

  static let names = [
    "budget.csv", "costs.csv", "customers.csv", "feedback.jsonl", "milestones.csv", "orders.csv", "phone.csv",
    "sessions.csv", "surveys.csv",
  ]

  /// The folder of the test bundle, where the package's executables stand as well.
  static var products: URL {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
    let test = bundle ?? URL(filePath: CommandLine.arguments[0])
    return test.deletingLastPathComponent()
  }

  @Test func committedDataAreWhatTheGeneratorWrites() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "example-data-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let generator = Process()
    generator.executableURL = Self.products.appending(path: "ExampleData")
    generator.arguments = [folder.path(percentEncoded: false)]
    try generator.run()
    generator.waitUntilExit()
    #expect(generator.terminationStatus == 0)

    let written = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
    let kept = try FileManager.default.contentsOfDirectory(atPath: Self.committed.path(percentEncoded: false)).sorted()
    #expect(written == Self.names)
    #expect(kept == Self.names)
    var total = 0
    for name in Self.names {
      let fresh = try Data(contentsOf: folder.appending(path: name))
      // Compared outside the expectation, which would print megabytes.
      let isSame = try fresh == Data(contentsOf: Self.committed.appending(path: name))
      #expect(isSame, "\(name) differs: run ExampleData content/quarterly-board-pack/data and commit the result")
      total += fresh.count
    }
    #expect(total < 6_000_000)
  }
}
