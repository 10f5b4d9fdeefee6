import Foundation
import Testing

/// Rows that are piped into the program.
struct StandardInputTests {
  private static let yaml = SmallPack.yaml.replacing("file: orders.csv", with: "file: \"-\"")

  private func pipe(_ text: String, into pack: SmallPack, _ command: [String]) throws -> Tool.Result {
    try pack.work.write("input", text)
    let input = try FileHandle(forReadingFrom: pack.work.url.appending(path: "input"))
    return try Tool.run(command + [pack.work.path("pack")], input: input)
  }

  @Test func aPipeIsRead() throws {
    let pack = try SmallPack(yaml: Self.yaml)
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data(SmallPack.orders.utf8))
    try pipe.fileHandleForWriting.close()
    let result = try Tool.run(
      ["build", pack.work.path("pack"), "--output", pack.work.path("out")], input: pipe.fileHandleForReading)
    #expect(result.code == 0, "\(result.error)")
    let text = try pack.markup().text
    #expect(text.contains("$13.33") && text.contains("$40"), "\(text)")
  }

  @Test func jsonLinesNeedTheirFormat() throws {
    let pack = try SmallPack(yaml: Self.yaml.replacing("file: \"-\"", with: "file: \"-\"\n    format: jsonl"))
    let rows = """
      {"order_id": "o1", "at": "2026-07-01", "amount": 12.5, "channel": "web"}
      {"order_id": "o2", "at": "2026-08-01", "amount": 0.25, "channel": "app"}

      """
    let result = try pipe(rows, into: pack, ["facts", "--format", "csv", "--metric", "total_revenue"])
    #expect(result.code == 0, "\(result.error)")
    #expect(result.output.contains("total_revenue,2026-Q3,,,12.75,"), "\(result.output)")
  }

  @Test func mistakesInItHaveTheirLines() throws {
    let pack = try SmallPack(yaml: Self.yaml)
    let bad = try pipe(SmallPack.orders.replacing("25.50", with: "lots"), into: pack, ["check"])
    #expect(bad.code == 1)
    #expect(bad.error.contains("standard input:3: amount: not a number: lots"), "\(bad.error)")
    let renamed = try pipe(SmallPack.orders.replacing("amount", with: "amonut"), into: pack, ["check"])
    #expect(renamed.code == 1)
    #expect(renamed.error.contains("standard input:1") && renamed.error.contains("`amonut`?"), "\(renamed.error)")
    // The rows in doubt cannot be read a second time.
    let twice = try pipe(SmallPack.orders.replacing("o2", with: "o1"), into: pack, ["check"])
    #expect(twice.code == 1)
    #expect(twice.error.contains("duplicate-key") && twice.error.contains("standard input:3"), "\(twice.error)")
  }

  @Test func nothingAtAllIsAFinding() throws {
    let result = try pipe("", into: try SmallPack(yaml: Self.yaml), ["check"])
    #expect(result.code == 1)
    #expect(result.error.contains("standard input") && result.error.contains("empty-file"), "\(result.error)")
  }

  /// Without the finding the program would wait for ever, and so would the test.
  @Test(.timeLimit(.minutes(1)))
  func aTerminalIsNotWaitedFor() throws {
    // Opening it makes a terminal; its near end is one as much as its far end.
    let terminal = try #require(FileHandle(forUpdatingAtPath: "/dev/ptmx"))
    let pack = try SmallPack(yaml: Self.yaml)
    let result = try Tool.run(
      ["check", pack.work.path("pack")], input: terminal)
    #expect(result.code == 1)
    for words in ["no-input", "Nothing is piped", "cat rows.csv | boardpack build"] {
      #expect(result.error.contains(words), "\(words) is not in:\n\(result.error)")
    }
  }

  @Test func oneDatasetAloneMayUseIt() throws {
    let beside = try SmallPack(yaml: Self.yaml.replacing("\"-\"", with: "[orders.csv, \"-\"]")).build()
    #expect(beside.code == 1)
    #expect(beside.error.contains("pack.yaml:10") && beside.error.contains("standard-input"), "\(beside.error)")
    let second = "datasets:\n  visits: {file: \"-\", time: at, columns: {at: date}}\n"
    let twice = try SmallPack(yaml: Self.yaml.replacing("datasets:\n", with: second)).build()
    #expect(twice.code == 1)
    #expect(
      twice.error.contains("pack.yaml:11") && twice.error.contains("`visits` and `orders` both read `-`"),
      "\(twice.error)")
  }

  /// A file may have the name all the same.
  @Test func aFileOfThatNameIsNamedByItsPath() throws {
    let pack = try SmallPack(yaml: SmallPack.yaml.replacing("file: orders.csv", with: "file: ./-"))
    try pack.work.write("pack/-", SmallPack.orders)
    let result = try pack.build()
    #expect(result.code == 0, "\(result.error)")
  }
}
