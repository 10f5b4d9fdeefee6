import Engines
import Foundation
import Metrics
import Pack
import TestSupport
import Testing

@testable import Scan

@Suite struct ScanOrderTests {
  /// Neither threads, chunks nor the order of rows and files may show in the result.
  @Test func sameTableForAnyThreadsChunksAndOrder() throws {
    var random = SeededGenerator(state: 7)
    var rows = (0..<6000).map { i in
      let day = Int.random(in: 1...31, using: &random)
      let text = day < 10 ? "0\(day)" : "\(day)"
      let note = ["x", "\"y\ny\"", "e\u{301}", "\u{E9}", ""][Int.random(in: 0..<5, using: &random)]
      return "2026-0\(Int.random(in: 7...9, using: &random))-\(text),\(i % 7),c\(i % 400),\(note)"
    }
    let columns = [
      TrialPack.timestamp, Column(name: "amount", type: .number(scale: 2)), Column(name: "customer", type: .text),
      Column(name: "note", type: .text),
    ]
    let names = ["a.csv", "b.csv", "c.csv"]
    let rollup = Dataset(
      name: "visits", noun: "visit",
      source: .rollup(
        of: "orders", by: "customer",
        columns: [
          .init(name: "start", function: .first, argument: .column("at")),
          .init(name: "end", function: .last, argument: .column("at")),
          .init(name: "note", function: .last, argument: .column("note")),
          .init(name: "total", function: .sum, argument: .column("amount")),
          .init(name: "rows", function: .count, argument: nil),
        ]), key: "customer", time: .column("start"), cluster: nil, lookups: [], columns: [], maximumBadRows: nil,
      location: SourceText("", file: "pack.yaml", line: 1, column: 1))
    let trial = try TrialPack(
      [:],
      datasets: [TrialPack.dataset("orders", files: names, cluster: .column("customer"), columns: columns), rollup],
      measures: [
        TrialPack.measure("value", "orders", .sum(.column("amount"))), TrialPack.measure("visits", "visits", .count),
        TrialPack.measure("total", "visits", .sum(.column("total"))),
        TrialPack.measure(
          "buyers", "orders", .distinct, where: .binary(.greater, .column("amount"), .number(3, scale: 0))),
        TrialPack.measure(
          "stay", "visits", .survival(start: .column("start"), end: .column("end"), resolution: 3600)),
      ])
    trial.pack.segments = [
      .init(name: "note", label: "Note", sources: ["orders": .column("note"), "visits": .column("note")])
    ]
    let whole = try TrialPack.midnight(2026, 7, 1)..<TrialPack.midnight(2026, 10, 1)
    let plan = Plan(
      atoms: [try TrialPack.months()],
      views: [
        .init(
          dataset: "orders", atoms: 0, cohort: nil, segment: "note", bucketed: true,
          slots: [.sum(measure: "value"), .square(measure: "value")]),
        .init(
          dataset: "visits", atoms: 0, cohort: nil, segment: "note", bucketed: false,
          slots: [.sum(measure: "visits"), .sum(measure: "total")]),
      ],
      durations: [.init(measure: "stay", atoms: 0, cohort: nil, segment: nil)],
      distinct: [.init(measure: "buyers", periods: [whole], cohort: nil, segment: "note")])
    var texts: Set<String> = []
    var quality: Set<[Int]> = []
    for (threads, chunk, isShuffled) in [
      (1, 262_144, false), (4, 1000, false), (3, 17, true), (1, 64, true), (4, 99, true),
    ] {
      if isShuffled { rows.shuffle(using: &random) }
      for (i, name) in names.enumerated() {
        try trial.write(name, "at,amount,customer,note\n" + rows[i * 2000..<(i + 1) * 2000].joined(separator: "\n"))
      }
      let table = try trial.run(plan, threads: threads, chunkSize: chunk)
      texts.insert(table.csv(plan))
      let orders = table.quality[0]
      quality.insert([orders.read, orders.accepted, orders.quarantined, Int(orders.latest ?? 0)])
      #expect(orders.read == 6000 && orders.quarantined > 0 && table.quality[1].read == 400)
    }
    #expect(texts.count == 1)
    #expect(quality.count == 1)
  }

  /// data/README.md: 13,710 events, 3,804 cases, 61.856% within 7 days, mean 8.7982 days.
  @Test(.enabled(if: Repository.shared != nil)) func helpdeskCases() throws {
    let shared = try #require(Repository.shared).appendingPathComponent("data").path
    let events = TrialPack.dataset(
      "events", files: [shared + "/helpdesk_eventlog.csv"], time: "CompleteTimestamp",
      columns: [
        Column(name: "CompleteTimestamp", type: .timestamp), Column(name: "CaseID", type: .number(scale: 0)),
      ])
    var cases = events
    cases.name = "cases"
    cases.time = .column("start")
    cases.source = .rollup(
      of: "events", by: "CaseID",
      columns: [
        .init(name: "start", function: .first, argument: .column("CompleteTimestamp")),
        .init(name: "end", function: .last, argument: .column("CompleteTimestamp")),
        .init(name: "steps", function: .count, argument: nil),
      ])
    let seconds = RowExpression.call(.secondsBetween, [.column("start"), .column("end")])
    let trial = try TrialPack(
      [:], datasets: [events, cases],
      measures: [
        TrialPack.measure("events", "events", .count), TrialPack.measure("cases", "cases", .count),
        TrialPack.measure("steps", "cases", .sum(.column("steps"))),
        TrialPack.measure("seconds", "cases", .sum(seconds)),
        TrialPack.measure(
          "week", "cases", .count, where: .binary(.lessOrEqual, seconds, .number(7 * 86_400, scale: 0))),
      ])
    let all = Plan.Atoms(boundaries: [0, trial.pack.asOf])
    func view(_ dataset: String, _ names: [String]) -> Plan.View {
      .init(
        dataset: dataset, atoms: 0, cohort: nil, segment: nil, bucketed: false, slots: names.map { .sum(measure: $0) })
    }
    let plan = Plan(
      atoms: [all], views: [view("events", ["events"]), view("cases", ["cases", "steps", "seconds", "week"])],
      durations: [], distinct: [])
    let table = try Scan.ScanEngine(threads: 2, dataRoots: [shared]).run(plan, on: trial.pack)
    let sums = try #require(table.views[1].byName.values.first)
    #expect(table.views[0].byName.values.first == [13_710])
    #expect(sums[0] == 3804 && sums[1] == 13_710)
    #expect(abs(Double(sums[2]) / 3804 / 86_400 - 8.7982) < 0.00005)
    #expect(abs(Double(sums[3]) / 3804 - 0.61856) < 0.000005)
  }
}
