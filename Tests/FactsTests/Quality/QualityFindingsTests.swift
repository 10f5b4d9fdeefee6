import Diagnostics
import Engines
import Metrics
import Pack
import Testing

@testable import Facts

struct QualityFindingsTests {
  private static let body = """
    datasets:
      orders:
        file: orders.csv
        key: order_id
        time: at
        max_bad_rows: 1%
        freshness: 2 days
        retention: 25 months
        rules:
          - {name: positive, where: amount > 0, at_most: 1}
          - {name: known, where: channel IS NOT NULL, at_most: 0.5%, on_bad: count}
        columns: {order_id: text, at: date, amount: money, channel: text}
    measures:
      orders: {count: orders}
    metrics: {volume: {value: orders, better: up}}
    """

  private func trial() throws -> TrialPack { try TrialPack(files: ["orders.csv": "order_id\n"], Self.body) }

  private func quality(_ change: (inout DatasetQuality) -> Void) -> DatasetQuality {
    var quality = DatasetQuality(
      dataset: "orders", read: 1000, accepted: 1000, quarantined: 0, outOfPeriod: 0, unassigned: 0, immature: [:],
      fileHashes: [], badRows: [], latest: Self.asOf - 2 * 86_400, earliest: Self.asOf - 700 * 86_400,
      rules: [
        .init(name: "positive", violations: 1, isQuarantining: true),
        .init(name: "known", violations: 5, isQuarantining: false),
      ])
    change(&quality)
    return quality
  }

  /// The midnight that ends 2026-10-05, UTC.
  private static let asOf: Int64 = 1_791_244_800

  private func ids(_ change: (inout DatasetQuality) -> Void) throws -> [String] {
    qualityFindings([quality(change)], of: try trial().pack).map(\.id)
  }

  @Test func limitsThatAreKeptAreSilent() throws {
    #expect(try trial().pack.asOf == Self.asOf)
    #expect(try ids { _ in } == [])
  }

  @Test func eachLimitHasItsFinding() throws {
    #expect(try ids { $0.rules[0].violations = 2 } == ["broken-rule"])
    #expect(try ids { $0.rules[1].violations = 6 } == ["broken-rule"])
    #expect(try ids { $0.latest = Self.asOf - 2 * 86_400 - 1 } == ["stale-data"])
    #expect(try ids { $0.latest = nil } == ["stale-data"])
    #expect(try ids { $0.earliest = Self.asOf - 800 * 86_400 } == ["kept-too-long"])
    #expect(try ids { $0.accepted = 999 } == ["control-totals"])
    func bad(_ count: Int, _ quality: inout DatasetQuality) {
      quality.quarantined = count
      quality.accepted -= count
      quality.badRows = [.init(file: "orders.csv", line: 7, column: nil, rule: "no time")]
    }
    #expect(try ids { bad(10, &$0) } == ["quarantined-rows"])
    #expect(try ids { bad(11, &$0) } == ["too-many-bad-rows"])
    for (rule, remedy) in [("not a number: 1.255,85", "between thousands"), ("not a number: 12,5 kg", "max_bad_rows")] {
      var quality = quality { bad(10, &$0) }
      quality.badRows[0].rule = rule
      #expect(quality.quarantineFinding?.remedy?.contains(remedy) == true, "\(rule)")
    }
  }

  @Test func findingsSayWhereAndWhatToDo() throws {
    let findings = qualityFindings(
      [
        quality {
          $0.rules[0].violations = 3
          $0.quarantined = 3
          $0.accepted = 997
          $0.badRows = (2...4).map {
            .init(file: "orders.csv", line: $0, column: nil, rule: "breaks the rule `positive`")
          }
        }
      ], of: try trial().pack)
    let broken = try #require(findings.first { $0.id == "broken-rule" })
    #expect(broken.summary == "The rule `positive` of `orders` is broken by 3 rows of 1000, 1 allowed")
    #expect(broken.location?.file == "pack.yaml" && broken.location?.line != nil)
    #expect(broken.explanation?.hasSuffix("orders.csv:2, orders.csv:3, orders.csv:4") == true)
    for finding in findings { #expect(finding.remedy != nil) }
  }

  @Test func aRunCountsRulesAndTimesAndCloses() throws {
    let rows = """
      order_id,at,amount,channel
      o1,2026-10-01,10.00,web
      o2,2026-07-02,-1.00,web
      o3,2026-08-02,5.00,
      o4,2026-01-02,5.00,app
      """
    let trial = try TrialPack(files: ["orders.csv": rows], Self.body)
    let book = try trial.book(["volume"])
    let quality = try #require(book.quality.first)
    #expect(quality.closes)
    #expect([quality.read, quality.accepted, quality.outOfPeriod, quality.quarantined] == [4, 1, 2, 1])
    #expect(quality.rules.map(\.violations) == [1, 1])
    #expect(
      qualityFindings(book.quality, of: trial.pack).map(\.id) == ["too-many-bad-rows", "broken-rule", "stale-data"])
  }
}
