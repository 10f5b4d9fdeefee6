import Diagnostics
import Foundation
import Rows
import TestSupport
import Testing

@Suite struct LineFormatsTests {
  private let scratch = ScratchFile("t.txt")

  @Test(arguments: [1, 2, 5, 262_144]) func spaced(part: Int) {
    let text = " 1  x 2.5 \n\n\t\n2\ty   3\r\n 4 z\n  5 w \u{E9}"
    let format = RowFormat(kind: .spaced, names: ["n", "t", "v"])
    let reading = Reading.files([scratch.write(text)], columns: ["v", "n"], format: format, partSize: part, threads: 2)
    #expect(reading.texts == [["2.5", "1"], ["3", "2"], ["", ""], ["\u{E9}", "5"]])
    #expect(reading.rows.map(\.line) == [1, 4, 5, 6])
    #expect(reading.rows.map(\.rule) == [nil, nil, "row has 2 fields, 3 are named", nil])
  }

  @Test func spacedWithHeader() {
    let reading = Reading.files(
      [scratch.write("\n n   t \n1 a\n")], columns: ["t"], format: RowFormat(kind: .spaced), partSize: 2)
    #expect(reading.texts == [["a"]])
    #expect(reading.rows.map(\.line) == [3])
  }

  @Test(.enabled(if: Repository.shared != nil)) func cdnow() throws {
    let path = try #require(Repository.shared).appendingPathComponent("data/CDNOW_sample.txt").path
    let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
    let format = RowFormat(kind: .spaced, names: ["id", "sample", "date", "discs", "dollars"])
    for part in [1000, 262_144] {
      let reading = Reading.files(
        [RowFile(name: "cdnow", path: path, size: size)], columns: ["id", "dollars"], format: format, partSize: part,
        threads: 2)
      // The counts of data/README.md: 6,919 orders of 2,357 customers, $244,091.94.
      #expect(reading.rows.count == 6919)
      #expect(reading.rows.allSatisfy { $0.rule == nil })
      #expect(Set(reading.texts.map { $0[0] }).count == 2357)
      let cents = reading.texts.map { Int($0[1].replacing(".", with: "")) ?? 0 }.reduce(0, +)
      #expect(cents == 24_409_194)
    }
  }

  @Test(arguments: [1, 2, 7, 30, 262_144]) func jsonLines(part: Int) {
    let lines = (0..<50).map { "{\"n\": \($0), \"t\": \"x\\\"\($0)\"}" }
    let text = "\u{FEFF}" + lines.joined(separator: "\n\n") + "\n{\"n\": 1, \"n\": 2}\n{\"t\": null}"
    let reading = Reading.files(
      [scratch.write(text)], columns: ["t", "n"], format: RowFormat(kind: .jsonLines), partSize: part, threads: 2)
    #expect(reading.feed.findings.isEmpty)
    #expect(Array(reading.texts.prefix(50)) == (0..<50).map { ["x\"\($0)", "\($0)"] })
    #expect(reading.rows.map(\.line) == (0..<50).map { $0 * 2 + 1 } + [100, 101])
    #expect(reading.rows.count { $0.rule != nil } == 1)
  }

  @Test func jsonColumnThatNoRowHas() {
    let feed = Reading.files(
      [scratch.write("{\"custmer\": 1}\n{\"x\": 2}\n")], columns: ["customer", "x"],
      format: RowFormat(kind: .jsonLines),
      partSize: 3
    ).feed
    #expect(feed.findings.map(\.summary) == ["Column `customer` is not in the file"])
    #expect(feed.findings.first?.remedy == "Did you mean `custmer`?")
  }
}
