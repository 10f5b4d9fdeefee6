import Foundation
import TestSupport
import Testing

/// DuckDB's client on this machine.
private enum DuckDB {
  static let isInstalled = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
    FileManager.default.isExecutableFile(atPath: $0 + "/duckdb")
  }
}

/// `boardpack verify --engine duckdb`: the data of an example pack as another program reads them.
@Suite(.enabled(if: DuckDB.isInstalled || Repository.isContinuousIntegration)) struct OtherReaderTests {
  /// One sum of the bundle is changed by one: DuckDB finds that sum, and agrees with every other sum and fact.
  @Test func aTamperedSumIsTheOnlyOneThatDiffers() throws {
    let name = "post-implementation-review"
    let work = try WorkFolder()
    try FileManager.default.copyItem(at: ExamplePacks.built(name), to: work.url.appending(path: "out"))
    let sums = try work.text("out/bundle/sums.json")
    let count = sums.matches(of: /"(sum|call)":/).count
    let sum = try #require(sums.firstMatch(of: /"sum":([0-9]+)/))
    let value = try #require(Int(sum.output.1))
    try work.write("out/bundle/sums.json", sums.replacingCharacters(in: sum.range, with: "\"sum\":\(value + 1)"))
    let result = try Tool.run(
      ["verify", work.path("out"), "--engine", "duckdb", "--pack", ExamplePacks.folder(name), "--threads", "2"])
    #expect(result.code == 1)
    let lines = result.output.split(separator: "\n")
    let found = lines.indices.filter { lines[$0].hasSuffix("read from the data again") }
    let place = try #require(found.first)
    #expect(found.count == 1, "\(result.output)")
    #expect(lines[place + 1].hasSuffix(" \(value + 1)"))
    #expect(lines[place + 2].hasSuffix(" \(value)"))
    #expect(!result.output.contains("computed again from the data"), "\(result.output)")
    let facts = try work.text("out/bundle/facts.json").matches(of: /"metric":/).count
    #expect(count > 50 && facts > 50)
    #expect(
      lines.contains("\(count - 1) sums and \(facts) facts agree with the data, read by duckdb"), "\(result.output)")
  }

  @Test func aMissingProgramIsNamed() throws {
    let name = "post-implementation-review"
    let result = try Tool.run(
      [
        "verify", ExamplePacks.built(name).path(percentEncoded: false), "--engine", "duckdb", "--pack",
        ExamplePacks.folder(name), "--command", "no-such-duckdb",
      ])
    #expect(result.code == 1)
    #expect(result.error.contains("no-such-duckdb"), "\(result.error)")
  }

  /// The statements behind a metric end its explanation: one for reading, on request all that run.
  @Test func anExplanationGivesItsStatements() throws {
    let folder = ExamplePacks.folder("post-implementation-review")
    let plain = try Tool.run(["explain", "total_cost", folder])
    let full = try Tool.run(["explain", "total_cost", folder, "--sql"])
    #expect(plain.code == 0 && full.code == 0, "\(full.error)")
    #expect(plain.output.contains("\nSQL: sums of `costs`, DuckDB\n"))
    #expect(!plain.output.contains("control totals"))
    #expect(full.output.contains("\nSQL: DuckDB: the control totals of `costs`\n"))
    #expect(full.output.contains("\nSQL: DuckDB: sums of `"))
  }
}
