import Diagnostics
import Engines
import Foundation
import Metrics
import Pack
import Testing

@testable import BoardpackCLI

/// The private lists of rows set aside, whether the data were read or their sums kept.
struct SetAsideListsTests {
  private let work: URL
  private let pack: Pack
  private let dataset: Dataset
  private let rows = (2...4).map { DatasetQuality.BadRow(file: "o.csv", line: $0, column: nil, rule: "no key") }

  init() throws {
    work = FileManager.default.temporaryDirectory.appendingPathComponent("lists-\(UUID().uuidString)")
    dataset = Dataset(
      name: "orders", noun: "order", source: .files(["o.csv"], separator: 44), key: nil, time: nil, cluster: nil,
      lookups: [], columns: [], maximumBadRows: nil, location: SourceText("", file: "pack.yaml", line: 1, column: 1))
    let day = try #require(CivilDate(year: 2026, month: 7, day: 1))
    let end = try #require(CivilDate(year: 2026, month: 10, day: 1))
    pack = Pack(
      folder: work.path, title: "Trial", organisation: nil, currency: "EUR",
      calendar: Calendar(zone: "UTC", yearStarts: 1, rules: .utc), asOf: 0, asOfDate: day,
      period: Period(name: "2026-Q3", start: day, end: end), comparisons: [], datasets: [dataset], segments: [],
      cohorts: [], inputs: [], measures: [], metrics: [], pages: [], businessCase: nil, events: [], minimumGroup: 10,
      cover: .init())
  }

  private var folder: QuarantineFolder { QuarantineFolder(path: work.path) }

  private func text() -> String? {
    FileManager.default.contents(atPath: folder.file(of: "orders")).map { String(decoding: $0, as: UTF8.self) }
  }

  private func quality(_ rows: [DatasetQuality.BadRow], of total: Int) -> [DatasetQuality] {
    [
      DatasetQuality(
        dataset: "orders", read: 10, accepted: 10 - total, quarantined: total, outOfPeriod: 0, unassigned: 0,
        immature: [:], fileHashes: [], badRows: rows, latest: nil)
    ]
  }

  @Test func rowsAreListedWhenTheyWereReadAndTheListGoesWithThem() {
    defer { try? FileManager.default.removeItem(at: work) }
    let lists = SetAsideLists(folder)
    lists.write(dataset, rows, 3)
    #expect(text() == "file,line,column,rule,value\r\no.csv,2,,no key,\r\no.csv,3,,no key,\r\no.csv,4,,no key,\r\n")
    #expect(lists.finish(quality([], of: 3), of: pack).isEmpty)
    lists.write(dataset, [], 0)
    #expect(text() == nil && lists.finish([], of: pack).isEmpty)
  }

  @Test func aCutListSaysHowManyMoreThereAre() {
    defer { try? FileManager.default.removeItem(at: work) }
    let lists = SetAsideLists(folder)
    lists.write(dataset, rows, 7)
    #expect(text()?.hasSuffix("o.csv,4,,no key,\r\n,,,4 more rows are not listed,\r\n") == true)
    let findings = lists.finish([], of: pack)
    #expect(findings.map(\.summary) == ["4 more rows of orders were set aside than are listed"])
  }

  /// Sums kept of the last run: the first rows are known, and the list of all must not be lost for them.
  @Test func keptSumsReplaceOnlyMissingListsAndThoseOfOtherRows() {
    defer { try? FileManager.default.removeItem(at: work) }
    SetAsideLists(folder).write(dataset, rows, 3)
    let whole = text()
    #expect(SetAsideLists(folder).finish(quality(Array(rows.prefix(2)), of: 3), of: pack).isEmpty)
    #expect(text() == whole)
    #expect(SetAsideLists(folder).finish(quality(Array(rows.prefix(2)), of: 2), of: pack).isEmpty)
    #expect(text() == "file,line,column,rule,value\r\no.csv,2,,no key,\r\no.csv,3,,no key,\r\n")
    #expect(SetAsideLists(folder).finish(quality(Array(rows.suffix(2)), of: 2), of: pack).isEmpty)
    #expect(text()?.contains("o.csv,4") == true && text()?.contains("o.csv,2") == false)
    #expect(SetAsideLists(folder).finish(quality([], of: 0), of: pack).isEmpty)
    #expect(text() == nil)
    #expect(SetAsideLists(folder).finish(quality(rows, of: 4), of: pack).map(\.id) == ["quarantine-cut"])
    #expect(text()?.hasSuffix(",,,1 more row is not listed,\r\n") == true)
  }
}
