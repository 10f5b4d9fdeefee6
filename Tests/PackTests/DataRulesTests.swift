import Diagnostics
import Foundation
import Metrics
import Testing

@testable import Pack

@Suite("Rules of datasets and columns")
struct DataRulesTests {
  private func column(_ text: String) throws -> Column {
    try #require(try Fixture.orders("time: at\ncolumns: {x: \(text), at: timestamp}")?.columns.first)
  }

  /// 2026-01-01 and 2026-12-31 in Berlin, one hour ahead of UTC in winter: computed with `date -u +%s`.
  @Test func rulesAreInTheColumnsOwnIntegers() throws {
    let money = try column("{type: money, min: 0.5, max: 5000, unique: true}")
    #expect(money.rules.minimum == .init(value: 50, text: "0.5"))
    #expect(money.rules.maximum == .init(value: 500_000, text: "5000"))
    #expect(money.rules.unique)
    let day = try column("{type: date, min: 2026-01-01, max: 2026-12-31}")
    #expect(day.rules.minimum == .init(value: 1_767_222_000, text: "2026-01-01"))
    #expect(day.rules.maximum == .init(value: 1_798_757_999, text: "2026-12-31"))
    let moment = try column("{type: timestamp, max: 2026-01-01 00:00}")
    #expect(moment.rules.maximum?.value == 1_767_222_000)
    let score = try column("{type: integer, values: [10, 2, 0]}")
    #expect(score.rules.values == ["10", "2", "0"])
    #expect(score.rules.numbers == [0, 2, 10])
    let text = try column("{type: text, values: [a, 'no'], min_length: 1, max_length: 2}")
    #expect(text.rules.values == ["a", "no"])
    #expect(text.rules.minimumLength == 1)
    #expect(text.rules.maximumLength == 2)
  }

  @Test func classificationAndDecimalComma() throws {
    #expect(try column("{type: text, classification: restricted}").isRestricted)
    #expect(try column("{type: decimal(2), decimal: \",\"}").hasDecimalComma)
    #expect(try column("{type: text}").rules.isEmpty)
    #expect(try column("text").classification == nil)
  }

  @Test func datasetKeys() throws {
    let dataset = try #require(
      try Fixture.orders(
        """
        time: ordered_at
        header: [order_id, ordered_at, amount, paid_at]
        other_columns: refuse
        max_bad_rows: 0.1%
        freshness: 2 days
        retention: 25 months
        rules:
          - {name: paid after ordered, where: paid_at >= ordered_at, at_most: 0.5%, on_bad: count}
          - {name: amount, where: amount > 0}
        reconcile:
          revenue: {to: 1834221.17, tolerance: 0.1%, source: Finance ledger Q3}
          orders:
            - {to: 20, source: ERP, period: 2026-08}
            - {to: 21, tolerance: 1, source: ERP, period: 2026-09}
        columns: {order_id: text, ordered_at: timestamp, amount: money, paid_at: timestamp}
        """, measures: "orders: {count: orders}, revenue: {sum: amount, from: orders}"))
    let rules = dataset.rules
    #expect(rules.format == .csv)
    #expect(rules.header == ["order_id", "ordered_at", "amount", "paid_at"])
    #expect(!rules.allowsOtherColumns)
    #expect(rules.badRowLimit == .share(ExactDecimal(digits: 1, scale: 3)))
    #expect(dataset.maximumBadRows == nil)
    // The day 2026-10-05 ends at 22:00 UTC; `date -u -d '2024-09-06 00:00 +0200' +%s`.
    #expect(rules.freshness == .init(text: "2 days", moment: 1_791_237_600 - 172_800))
    #expect(rules.retention == .init(text: "25 months", moment: 1_725_573_600))
    #expect(rules.rowRules.map(\.name) == ["paid after ordered", "amount"])
    #expect(rules.rowRules.map(\.limit) == [.share(ExactDecimal(digits: 5, scale: 3)), .rows(0)])
    #expect(rules.rowRules.map(\.action) == [.count, .quarantine])
    #expect(rules.rowRules[1].condition.description == "amount > 0")
    #expect(rules.reconciliations.map(\.measure) == ["revenue", "orders", "orders"])
    #expect(rules.reconciliations.map(\.period.name) == ["2026-Q3", "2026-08", "2026-09"])
    #expect(rules.reconciliations[0].figure == ExactDecimal(digits: 183_422_117, scale: 2))
    #expect(rules.reconciliations[0].tolerance == .share(ExactDecimal(digits: 1, scale: 3)))
    #expect(rules.reconciliations[2].tolerance == .amount(ExactDecimal(digits: 1, scale: 0)))
  }

  @Test func smallKeys() throws {
    #expect(try Fixture.orders("on_bad_row: stop\ntime: at")?.maximumBadRows == 0)
    #expect(try Fixture.orders("max_bad_rows: 12\ntime: at")?.rules.badRowLimit == .rows(12))
    #expect(try Fixture.orders("format: spaces\ntime: at")?.rules.format == .spaces)
    #expect(DataRules.Format(fileName: "a.JSONL.gz") == .jsonl)
    #expect(DataRules.Format(fileName: "a.csv.gz") == .csv)
    let yaml = Fixture.example
    let files = ["data/orders.csv": ""]
    let key = yaml.replacingOccurrences(of: "minimum_group: 12", with: "token_key: {env: PACK_KEY}")
    #expect(try Fixture(key, files: files).load().0?.tokenKey == .environment("PACK_KEY"))
    let file = yaml.replacingOccurrences(of: "minimum_group: 12", with: "token_key: {file: /run/secrets/key}")
    #expect(try Fixture(file, files: files).load().0?.tokenKey == .file("/run/secrets/key"))
    let segment = yaml.replacingOccurrences(of: "label: Contact channel", with: "max_values: 20")
    let segments = try #require(try Fixture(segment).load().0?.segments)
    #expect(segments.map(\.maximumValues) == [20, 1000])
  }

  @Test(
    "Limits are exact",
    arguments: [
      ("0.1%", 1, 1000, true), ("0.1%", 1, 999, false), ("12", 12, 12, true), ("12", 13, 10_000, false),
      ("0%", 0, 0, true), ("100%", 5, 5, true), ("33.3333%", 1, 3, false),
    ])
  func limits(_ text: String, _ bad: Int, _ total: Int, _ isAllowed: Bool) throws {
    let limit = try #require(try Fixture.orders("time: at\nmax_bad_rows: \(text)")?.rules.badRowLimit)
    #expect(limit.allows(bad, of: total) == isAllowed)
    #expect(limit.description == text)
  }

  /// 1834221.17 less 0.1 percent is 1832386.94883.
  @Test(
    "Reconciliation is exact",
    arguments: [
      ("1834221.17", "0.1%", Int64(183_238_695), true), ("1834221.17", "0.1%", 183_238_694, false),
      ("1834221.17", "0.01", 183_422_118, true), ("1834221.17", "0.01", 183_422_119, false),
      ("1834221.17", "0", 183_422_117, true), ("-5", "20%", -600, true), ("-5", "20%", -601, false),
      ("100.005", "0", 10_000, false), ("0.00000000000000001", "0.00000000000000001", .max, false),
      ("999999999999999999", "99.999999999999%", .max, true),
    ])
  func reconciliation(_ to: String, _ tolerance: String, _ sum: Int64, _ agrees: Bool) throws {
    let dataset = try #require(
      try Fixture.orders(
        "time: at\nreconcile: {revenue: {to: \(to), tolerance: \(tolerance), source: Ledger}}",
        measures: "revenue: {sum: amount, from: orders}"))
    #expect(dataset.rules.reconciliations[0].agrees(sum: sum, scale: 2) == agrees)
  }

  @Test(
    "Each mistake has its finding at its place",
    arguments: [
      ("columns: {x: {type: money, min: 5, max: 4}}", "range-order", "4}}"),
      ("columns: {x: {type: text, min_length: 5, max_length: 4}}", "range-order", "4}}"),
      ("columns: {x: {type: money, min: a lot}}", "wrong-value", "a lot"),
      ("columns: {x: {type: money, min: 0.001}}", "wrong-value", "0.001"),
      ("columns: {x: {type: integer, values: [1, two]}}", "wrong-value", "two"),
      ("columns: {x: {type: text, values: [a, a]}}", "duplicate-value", "a]}}"),
      ("columns: {x: {type: text, min: 5}}", "unused-key", "min:"),
      ("columns: {x: {type: boolean, unique: true}}", "unused-key", "unique"),
      ("columns: {x: {type: money, max_length: 5}}", "unused-key", "max_length"),
      ("columns: {x: {type: text, decimal: \",\"}}", "unused-key", "decimal"),
      ("columns: {x: {type: money, decimal: \";\"}}", "wrong-value", ";\""),
      ("columns: {x: {type: date, min: yesterday}}", "wrong-value", "yesterday"),
      ("columns: {x: {type: text, classification: secret}}", "wrong-value", "secret"),
      ("columns: {x: {type: text, uniqe: true}}", "unknown-key", "uniqe"),
      ("max_bad_rows: 101%", "wrong-value", "101%"),
      ("max_bad_rows: -12", "wrong-value", "-12"),
      ("max_bad_rows: 3\non_bad_row: stop", "unused-key", "max_bad_rows"),
      ("on_bad_row: halt", "wrong-value", "halt"),
      ("format: parquet", "wrong-value", "parquet"),
      ("format: spaces\nseparator: \";\"", "unused-key", "separator"),
      ("file: [data/orders.csv, data/more.jsonl]", "mixed-formats", "[data/orders.csv"),
      ("header: [a, a]", "duplicate-column", "a]"),
      ("format: jsonl\nheader: [at]", "unused-key", "[at]"),
      ("header: [when]", "unknown-column", "orders:\n"),
      ("other_columns: refuse", "undeclared-column", "orders:\n"),
      ("other_columns: forbid", "wrong-value", "forbid"),
      ("freshness: soon", "wrong-value", "soon"),
      ("retention: 25 moons", "wrong-value", "25 moons"),
      ("rules: [{name: x}]", "missing-key", "{name: x}"),
      ("rules: [{name: x, where: n}]\ncolumns: {n: integer}", "expression-type", "n}]"),
      ("rules: [{name: x, where: a ==}]", "expression", "==}"),
      ("rules: [{name: x, where: a = 1, at_most: few}]", "wrong-value", "few"),
      ("rules: [{name: x, where: a = 1}, {name: x, where: a = 2}]", "duplicate-name", "{name: x, where: a = 2}"),
      ("reconcile: {ordes: {to: 1, source: ERP}}", "unknown-measure", "ordes"),
      ("reconcile: {orders: {to: 1}}", "missing-key", "{to: 1}"),
      ("reconcile: {orders: {to: 1e6, source: ERP}}", "wrong-value", "1e6"),
      ("reconcile: {orders: {to: 1, tolerance: some, source: ERP}}", "wrong-value", "some"),
      ("reconcile: {orders: {to: 1, source: ERP, period: 2026-Q9}}", "unknown-period", "2026-Q9"),
      ("reconcile: {orders: [{to: 1, source: A}, {to: 2, source: B}]}", "duplicate-figure", "{to: 2"),
    ])
  func mistake(_ keys: String, _ id: String, _ at: String) throws {
    var keys = keys
    if !keys.contains("at: timestamp") { keys += "\ntime: at" }
    var yaml = Fixture.contractText(keys)
    if keys.hasPrefix("file:") { yaml = yaml.replacingOccurrences(of: "    file: data/orders.csv\n", with: "") }
    let (pack, findings) = try Fixture(yaml, files: ["data/more.jsonl": ""]).load()
    #expect(pack == nil)
    let place = Fixture.place(of: at, in: yaml)
    let found = try #require(findings.first { $0.id == id }, "found instead: \(findings)")
    #expect(found.location?.line == place.line && found.location?.column == place.column, "\(found), not \(place)")
    #expect(found.remedy != nil || id == "wrong-value")
  }

  @Test func timesAreMeasuredByTime() throws {
    let findings = try Fixture.contract("freshness: 2 days\nretention: 3 years").1
    #expect(findings.filter { $0.id == "no-time" }.count == 3)
  }

  @Test func figuresAgreeWithMeasuresOfTheirDataset() throws {
    func findings(_ reconcile: String) throws -> [String] {
      try Fixture.findings(
        replacing: "separator: \";\",", with: "separator: \";\", reconcile: {\(reconcile): {to: 1, source: ERP}},"
      ).map(\.id)
    }
    #expect(try findings("run_cost") == [])
    #expect(try findings("handle_time") == ["reconcile-dataset"])
    #expect(try findings("velocity") == ["reconcile-dataset"])
    #expect(
      try Fixture.findings(
        replacing: "max_bad_rows: 3", with: "reconcile: {velocity: {to: 1, source: ERP}}"
      ).map(\.id) == ["reconcile-measure"])
  }

  @Test func restrictedValuesCutNothing() throws {
    let columns = "cluster: customer_id, columns: {tier: {type: text, classification: restricted}}}"
    let findings = try Fixture.findings(replacing: "cluster: customer_id}", with: columns)
    #expect(findings.map(\.id) == ["restricted-segment", "restricted-segment", "restricted-segment"])
  }

  @Test func tokenKeyIsOneOfTwo() throws {
    for text in ["{}", "{env: A, file: b}"] {
      let findings = try Fixture.findings(replacing: "minimum_group: 12", with: "token_key: \(text)")
      #expect(findings.map(\.id) == ["token-key"])
    }
  }

  @Test func aRollupHasNoRulesOfFiles() throws {
    let findings = try Fixture.findings(
      replacing: "{rollup: events,", with: "{rollup: events, freshness: 2 days, rules: [], format: csv,")
    #expect(findings.map(\.id).filter { $0 == "unused-key" }.count == 3)
  }
}
