import Diagnostics
import Engines
import Metrics
import Pack
import Scan
import Testing

@Suite struct RestrictedValuesTests {
  @Test func restrictedValuesStandInNoRuleAndInNoMessage() throws {
    let columns = [
      TrialPack.timestamp, Column(name: "phone", type: .number(scale: 0), classification: .restricted),
      Column(name: "id", type: .text, classification: .restricted),
    ]
    let trial = try TrialPack(
      ["orders.csv": "id,at,phone\nana,2026-07-01,secret1\nben,2026-07-01,17\nben,2026-07-02,17\n"],
      datasets: [TrialPack.dataset("orders", files: ["orders.csv"], columns: columns)],
      measures: [TrialPack.measure("orders", "orders", .count)])
    let plan = Plan(
      atoms: [try TrialPack.months()],
      views: [
        .init(dataset: "orders", atoms: 0, cohort: nil, segment: nil, bucketed: false, slots: [.sum(measure: "orders")])
      ], durations: [], distinct: [])
    let secret = try #require(TokenSecret([UInt8](repeating: 7, count: 16)))
    let table = try Scan.ScanEngine(threads: 1, secret: secret).run(plan, on: trial.pack)
    let row = try #require(table.quality[0].badRows.first)
    #expect(row.rule == "not a number: (restricted)" && row.value == secret.token(of: "secret1".utf8))
    #expect(!"\(table.quality)".contains("secret1"))
    trial.pack.datasets[0].key = "id"
    let findings = trial.findings(plan)
    #expect(findings.map(\.id) == ["duplicate-key"])
    #expect(!"\(findings)".contains("ben"))
  }
}
