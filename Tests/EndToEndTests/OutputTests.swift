import Foundation
import Testing

/// The output folder holds the old pages or the new ones, and is only ever our own.
struct OutputTests {
  private static let falseClaim = SmallPack.page + "It [fell]{total_revenue up}.\n"

  @Test func aFailedBuildLeavesTheOldOutput() throws {
    let pack = try SmallPack()
    #expect(try pack.build().code == 0)
    let before = try pack.work.files("out")
    try pack.work.write("pack/index.md", Self.falseClaim)
    #expect(try pack.build().code == 1)
    #expect(try pack.work.files("out") == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: pack.work.path("")).sorted() == ["out", "pack"])
  }

  @Test func aFolderOfSomebodyElseIsRefused() throws {
    let pack = try SmallPack()
    try pack.work.write("out/thesis.txt", "years of work")
    let result = try pack.build()
    #expect(result.code == 1)
    #expect(result.error.contains("output-not-ours"), "\(result.error)")
    #expect(try pack.work.files("out") == ["thesis.txt": Data("years of work".utf8)])
  }

  @Test func aDraftIsStampedAndMarkedInPlace() throws {
    let pack = try SmallPack(page: Self.falseClaim)
    let result = try pack.build(["--draft"])
    #expect(result.code == 1)
    #expect(result.error.contains("claim-not-borne-out"))
    let markup = try pack.markup()
    #expect(markup.problems.isEmpty, "\(markup.problems)")
    let stamp = try #require(markup.elements.first { $0["class"] == "draft" })
    #expect(stamp.text.contains("DRAFT"))
    #expect(markup.text.contains("do not bear out"), "the finding is not on the page")
  }

  /// Killed at any moment, the place holds one build as a whole.
  @Test func aKilledBuildLeavesAWholeFolder() throws {
    let pack = try SmallPack()
    let page = SmallPack.page
    #expect(try pack.build().code == 0)
    let first = try pack.work.files("out")
    try pack.work.write("pack/index.md", page + "Another sentence.\n")
    #expect(try pack.build().code == 0)
    let second = try pack.work.files("out")
    #expect(first != second)
    var killed = 0
    for turn in 0..<24 {
      try pack.work.write("pack/index.md", turn % 2 == 0 ? page : page + "Another sentence.\n")
      let process = Process()
      process.executableURL = Tool.boardpack
      process.arguments = ["build", pack.work.path("pack"), "--output", pack.work.path("out")]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      usleep(UInt32(3_000 * turn))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if process.terminationReason == .uncaughtSignal { killed += 1 }
      let now = try pack.work.files("out")
      let isWhole = now == first || now == second
      #expect(isWhole, "after \(3 * turn) ms: \(now.keys.sorted())")
    }
    #expect(killed > 0)
  }

  @Test func checkWritesNothing() throws {
    let pack = try SmallPack()
    let result = try Tool.run(["check", pack.work.path("pack")], in: pack.work.url)
    #expect(result.code == 0, "\(result.error)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: pack.work.path("")) == ["pack"])
    try pack.work.write("pack/index.md", Self.falseClaim)
    let spoilt = try Tool.run(["check", pack.work.path("pack")], in: pack.work.url)
    #expect(spoilt.code == 1)
    #expect(spoilt.error.contains("claim-not-borne-out"))
  }
}
