import Diagnostics
import Engines
import Foundation
import Metrics
import Pack
import Synchronization
import TestSupport
import Testing

@testable import Scan

/// What becomes of rows that cannot be used, and of datasets that others need.
@Suite struct DataQualityTests {
  private func trial(_ text: String, key: String? = nil, columns: [Column] = [], rules: DataRules = DataRules()) throws
    -> TrialPack
  {
    var dataset = TrialPack.dataset("t", files: ["t.csv"], key: key, columns: [TrialPack.timestamp] + columns)
    dataset.rules = rules
    return try TrialPack(
      ["t.csv": text], datasets: [dataset], measures: [TrialPack.measure("rows", "t", .count)])
  }

  private func plan(_ dataset: String = "t", _ measure: String = "rows", segment: String? = nil) throws -> Plan {
    Plan(
      atoms: [try TrialPack.months()],
      views: [
        .init(
          dataset: dataset, atoms: 0, cohort: nil, segment: segment, bucketed: false, slots: [.sum(measure: measure)])
      ], durations: [], distinct: [])
  }

  @Test(arguments: [1, 2]) func keysAndUniqueColumns(threads: Int) throws {
    let id = Column(name: "id", type: .text)
    let text = "at,id,mail\n2026-07-01,a,x\n2026-07-01,b,\n\n2026-07-01,c,\n2026-07-01,a,y\n2026-07-01,d,x\n"
    let trial = try trial(text, key: "id", columns: [id])
    #expect(
      trial.findings(try plan()).map(\.summary) == ["Key `a` of dataset `t` stands on t.csv:2 and on t.csv:6"])
    var mail = Column(name: "mail", type: .text)
    mail.rules.unique = true
    trial.pack.datasets[0].key = nil
    trial.pack.datasets[0].columns.append(mail)
    let findings = trial.findings(try plan())
    #expect(findings.map(\.id) == ["duplicate-value"] && findings.first?.location?.line == 7)
    trial.pack.datasets[0].columns[2].classification = .restricted
    #expect(trial.findings(try plan()).first?.summary.contains("`(restricted)`") == true)
  }

  @Test func rowRulesQuarantineOrCount() throws {
    let text = "at,n\n2026-07-01,1\n2026-07-01,5\n2026-07-01,\n2026-07-01,9\n"
    let condition = RowExpression.binary(.less, .column("n"), .number(4, scale: 0))
    let place = SourceText("n < 4", file: "pack.yaml", line: 4, column: 1)
    var rule = RowRule(name: "small", condition: condition, limit: .rows(2), location: place)
    let number = Column(name: "n", type: .number(scale: 0))
    let quarantined = try trial(text, columns: [number], rules: DataRules(rowRules: [rule]))
    let quality = try quarantined.run(try plan()).quality[0]
    #expect(quality.accepted == 2 && quality.quarantined == 2)
    #expect(quality.badRows.map(\.rule) == ["breaks the rule `small`", "breaks the rule `small`"])
    #expect(quality.rules == [.init(name: "small", violations: 2, isQuarantining: true)])
    rule.action = .count
    let counted = try trial(text, columns: [number], rules: DataRules(rowRules: [rule]))
    let kept = try counted.run(try plan()).quality[0]
    #expect(kept.accepted == 4 && kept.rules == [.init(name: "small", violations: 2, isQuarantining: false)])
    // What goes beyond a limit is counted all the same: whoever reads the table decides.
    rule.limit = .rows(1)
    let beyond = try trial(text, columns: [number], rules: DataRules(rowRules: [rule]))
    #expect(try beyond.run(try plan()).quality[0].rules == kept.rules)
  }

  @Test func columnRulesQuarantine() throws {
    var number = Column(name: "n", type: .number(scale: 0))
    number.rules.maximum = .init(value: 4, text: "4")
    let quality = try trial("at,n\n2026-07-01,1\n2026-07-01,5\n", columns: [number]).run(try plan()).quality[0]
    #expect(quality.accepted == 1 && quality.badRows.map(\.column) == ["n"] && quality.badRows.map(\.line) == [3])
  }

  @Test(arguments: [1, 3]) func theSinkGetsTheFirstBadRowsInOrder(threads: Int) throws {
    let count = Quarantine.limit + 500
    let lines = (0..<count).map { _ in "x" }
    let trial = try trial("at\n" + lines.joined(separator: "\n"))
    let got = Mutex<[DatasetQuality.BadRow]>([])
    let engine = Scan.ScanEngine(
      threads: threads, chunkSize: 10_000,
      quarantine: { dataset, rows, total in
        #expect(dataset == "t" && total == count)
        got.withLock { $0 = rows }
      })
    let quality = try engine.run(try plan(), on: trial.pack).quality[0]
    #expect(quality.quarantined == count && quality.badRows.map(\.line) == Array(2...10_001))
    #expect(got.withLock { $0.map(\.line) } == Array(2...Quarantine.limit + 1))
  }

  /// Told of every dataset that was read: one without bad rows, and one that then stops the run.
  @Test func theSinkIsToldFirstAndAlways() throws {
    let id = Column(name: "id", type: .text)
    for (text, count) in [("at,id\n2026-07-01,a\n", 0), ("at,id\n2026-07-01,a\nx,b\n2026-07-01,a\n", 1)] {
      let trial = try trial(text, key: "id", columns: [id])
      let got = Mutex<[Int]>([])
      let engine = Scan.ScanEngine(
        threads: 1, quarantine: { _, rows, total in got.withLock { $0 += [rows.count, total] } })
      if count == 0 {
        _ = try engine.run(try plan(), on: trial.pack)
      } else {
        #expect(throws: DiagnosticError.self) { try engine.run(try plan(), on: trial.pack) }
      }
      #expect(got.withLock { $0 } == [count, count])
    }
  }

  @Test func duplicateKeysShowWhatTheirClassificationAllows() throws {
    let shown: [(Classification?, String)] = [(nil, "ana-7"), (.confidential, "xxx-9"), (.restricted, "(restricted)")]
    for (classification, key) in shown {
      let id = Column(name: "id", type: .text, classification: classification)
      let trial = try trial("at,id\n2026-07-01,ana-7\n2026-07-01,ana-7\n", key: "id", columns: [id])
      #expect(
        trial.findings(try plan()).map(\.summary) == ["Key `\(key)` of dataset `t` stands on t.csv:2 and on t.csv:3"])
    }
  }

  /// Sessions look up the customer's first visit, which is rolled up from visits, and through it the customer's tier.
  @Test func lookupsLeadIntoRollUpsAndOn() throws {
    let trial = try TrialPack(
      [
        "sessions.csv": "at,who\n2026-07-01,a\n2026-07-02,b\n2026-07-03,c\n2026-07-04,a\n",
        "visits.csv": "at,who,page\n2026-06-02,a,price\n2026-06-01,a,home\n2026-06-03,b,price\n",
        "people.csv": "id,tier,shop\na,gold,s1\nb,silver,s2\n", "shops.csv": "id,town\ns1,Rome\ns2,Oslo\n",
      ],
      datasets: [
        TrialPack.dataset(
          "sessions", files: ["sessions.csv"],
          lookups: [
            .init(name: "first", dataset: "visitors", column: "who"),
            .init(name: "person", dataset: "people", column: "who"),
          ], columns: [TrialPack.timestamp]),
        Dataset(
          name: "visitors", noun: "visitor",
          source: .rollup(
            of: "visits", by: "who",
            columns: [
              .init(name: "page", function: .first, argument: .column("page")),
              .init(name: "start", function: .first, argument: .column("at")),
            ]), key: "who", time: .column("start"), cluster: nil, lookups: [], columns: [], maximumBadRows: nil,
          location: SourceText("", file: "pack.yaml", line: 1, column: 1)),
        TrialPack.dataset("visits", files: ["visits.csv"], columns: [TrialPack.timestamp]),
        TrialPack.dataset(
          "people", files: ["people.csv"], key: "id", time: nil,
          lookups: [.init(name: "shop", dataset: "shops", column: "shop")], columns: []),
        TrialPack.dataset("shops", files: ["shops.csv"], key: "id", time: nil, columns: []),
      ], measures: [TrialPack.measure("sessions", "sessions", .count)])
    trial.pack.segments = [
      .init(name: "page", label: "Page", sources: ["sessions": .column("first.page")]),
      .init(name: "town", label: "Town", sources: ["sessions": .column("person.shop.town")]),
    ]
    for (segment, expected) in [("page", ["home": 2, "price": 1, "": 1]), ("town", ["Rome": 2, "Oslo": 1, "": 1])] {
      let table = try trial.run(try plan("sessions", "sessions", segment: segment), threads: 2)
      let sums = table.views[0].byName.map { ($0.key.segment, Int($0.value[0])) }
      #expect(Dictionary(uniqueKeysWithValues: sums) == expected)
      #expect(table.quality.allSatisfy { $0.dataset == "sessions" || $0.read > 0 })
      if segment == "page" {
        #expect(table.quality[0].keyedBytes.isEmpty && (table.quality[1].keyedBytes["roll-up"] ?? 0) > 0)
      }
    }
  }
}
