import Foundation
import TestSupport
import Testing

/// Same inputs, same bytes: whatever the machine, the clock, the language or the number of threads.
struct DeterminismTests {
  private func differences(_ a: [String: Data], _ b: [String: Data]) -> [String] {
    Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.sorted()
  }

  /// The other build was made with two threads in the environment of the tests.
  @Test(arguments: ExamplePacks.names)
  func theBytesDependOnTheInputsAlone(_ name: String) throws {
    let first = try filesBelow(ExamplePacks.built(name))
    let work = try WorkFolder()
    let result = try Tool.run(
      ["build", ExamplePacks.folder(name), "--output", work.path("other"), "--threads", "1"],
      environment: [
        "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "TZ": "Pacific/Auckland", "HOME": "/nonexistent",
        "SOURCE_DATE_EPOCH": "0",
      ], in: work.url)
    #expect(result.code == 0, "\(result.error)")
    #expect(differences(first, try work.files("other")) == [])
  }

  @Test func aSecondBuildWritesTheSameBytes() throws {
    let pack = try SmallPack()
    #expect(try pack.build().code == 0)
    let first = try pack.work.files("out")
    #expect(first.count > 3)
    #expect(try pack.build(threads: 3).code == 0)
    #expect(differences(first, try pack.work.files("out")) == [])
  }

  static let release = Repository.root.appending(path: ".build/release/boardpack")

  /// A release build older than the sources would differ for a good reason.
  static let hasRelease: Bool = {
    func date(_ url: URL) -> Date {
      (try? url.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate) ?? .distantPast
    }
    let built = date(release)
    return built > .distantPast
      && ["Sources", "templates"].allSatisfy { folder in
        let root = Repository.root.appending(path: folder)
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.contentModificationDateKey])
        return files?.allSatisfy { ($0 as? URL).map(date) ?? .distantFuture < built } ?? false
      }
  }()

  @Test(.enabled(if: hasRelease, "there is no fresh release build to compare with"), arguments: ExamplePacks.names)
  func optimisedCodeWritesTheSameBytes(_ name: String) throws {
    let work = try WorkFolder()
    let result = try Tool.run(
      ["build", ExamplePacks.folder(name), "--output", work.path("release")], program: Self.release)
    #expect(result.code == 0, "\(result.error)")
    #expect(differences(try filesBelow(ExamplePacks.built(name)), try work.files("release")) == [])
  }
}
