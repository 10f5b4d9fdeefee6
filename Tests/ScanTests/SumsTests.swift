import Diagnostics
import Engines
import Foundation
import Metrics
import Pack
import TestSupport
import Testing

@testable import Scan

/// Sums at their limits: large numbers, many values, views made of others.
@Suite struct SumsTests {
  private func trial(_ rows: [String], _ measures: [Measure]? = nil, columns: [Column] = []) throws -> TrialPack {
    let amounts = [
      TrialPack.measure("rows", "t", .count), TrialPack.measure("value", "t", .sum(.column("amount"))),
    ]
    return try TrialPack(
      ["t.csv": "at,amount,name\n" + rows.joined(separator: "\n")],
      datasets: [
        TrialPack.dataset(
          "t", files: ["t.csv"],
          columns: [
            TrialPack.timestamp, Column(name: "amount", type: .number(scale: 0)), Column(name: "name", type: .text),
          ] + columns)
      ], measures: measures ?? amounts)
  }

  private func view(_ slots: [Plan.Slot], segment: String? = nil, bucketed: Bool = false) throws -> Plan {
    Plan(
      atoms: [try TrialPack.months()],
      views: [.init(dataset: "t", atoms: 0, cohort: nil, segment: segment, bucketed: bucketed, slots: slots)],
      durations: [], distinct: [])
  }

  /// Every row near the limits of 64 bits: the reference adds 128-bit numbers one by one.
  @Test(arguments: [1 << 20, 1 << 27, 1 << 40, 1 << 52, Int(Int64.max) - 5]) func largeNumbersNeverWrap(size: Int)
    throws
  {
    var random = SeededGenerator(state: UInt64(size))
    let values = (0..<5000).map { _ in Int64(random.number(-size...size)) }
    let trial = try trial(values.map { "2026-07-01,\($0),x" })
    let plan = try view([.sum(measure: "value"), .sum(measure: "rows"), .product("rows", "value")])
    let sum = values.reduce(Int128(0)) { $0 + Int128($1) }
    let squares = values.reduce(Int128(0)) { $0.addingReportingOverflow(Int128($1) * Int128($1)).partialValue }
    for (threads, size) in [(1, 262_144), (3, 500)] {
      #expect(try trial.run(plan, threads: threads, chunkSize: size).views[0].byName.values.first == [sum, 5000, sum])
    }
    guard size <= 1 << 52 else { return }
    let squared = try view([.square(measure: "value")])
    #expect(try trial.run(squared, threads: 2, chunkSize: 999).views[0].byName.values.first == [squares])
  }

  /// All numbers are the largest: each block must be moved into wide sums before the next.
  @Test func lanesAreFlushedInTime() throws {
    let largest = (Int64(1) << 51) - 1
    let trial = try trial(Array(repeating: "2026-07-01,\(largest),x", count: 9000))
    let table = try trial.run(try view([.sum(measure: "value")], segment: nil), threads: 1, chunkSize: 262_144)
    #expect(table.views[0].byName.values.first == [Int128(largest) * 9000])
  }

  @Test func aSumBeyond128BitsIsAnError() throws {
    let trial = try trial(Array(repeating: "2026-07-01,\(Int64.max),x", count: 3))
    let findings = trial.findings(try view([.square(measure: "value")]))
    #expect(findings.map(\.summary) == ["A sum does not fit 128 bits"])
  }

  @Test(arguments: [1, 3]) func rareValuesArePutTogether(threads: Int) throws {
    // Value n stands in n rows; of 12 values 3 stay: those of 12, 11 and 10 rows.
    let rows = (1...12).flatMap { n in Array(repeating: "2026-07-01,\(n),v\(n)", count: n) }
    let trial = try trial(rows.shuffled() + ["2026-07-01,100,"])
    trial.pack.segments = [
      .init(name: "name", label: "Name", sources: ["t": .column("name")], maximumValues: 3)
    ]
    let plan = try view([.sum(measure: "rows"), .sum(measure: "value")], segment: "name")
    let table = try trial.run(plan, threads: threads, chunkSize: 64)
    func cell(_ segment: String) -> [Int128]? {
      table.views[0].byName[.init(atom: 0, arm: "", segment: segment, bucket: -1)]
    }
    #expect(table.views[0].segments == ["", "(other)", "v10", "v11", "v12"])
    #expect(cell("v12") == [12, 144] && cell("v10") == [10, 100] && cell("") == [1, 100])
    // 1 + ... + 9 rows, and the sum of the first nine squares: 9 * 10 * 19 / 6.
    #expect(cell("(other)") == [45, 285])
    #expect(table.quality[0].others == [.init(segment: "name", values: 9, rows: 45)])
  }

  /// é in two spellings, two rows each, is two values of two rows beside one of three; where both stay they are one.
  @Test func valuesAreRankedByTheirBytes() throws {
    let rows = ["e\u{301}", "e\u{301}", "x", "x", "x", "\u{E9}", "\u{E9}"].map { "2026-07-01,1,\($0)" }
    let trial = try trial(rows)
    let plan = try view([.sum(measure: "rows")], segment: "name")
    func cells(_ maximum: Int) throws -> [String: Int128] {
      trial.pack.segments = [
        .init(name: "name", label: "Name", sources: ["t": .column("name")], maximumValues: maximum)
      ]
      let cells = try trial.run(plan).views[0].byName
      return Dictionary(uniqueKeysWithValues: cells.map { ($0.key.segment, $0.value[0]) })
    }
    #expect(try cells(1) == ["x": 3, "(other)": 4])
    // Of equals the one first in byte order: 65 CC 81 before C3 A9.
    #expect(try cells(2) == ["x": 3, "e\u{301}": 2, "(other)": 2])
    #expect(try cells(3) == ["x": 3, "e\u{301}": 4])
  }

  /// The clusters of "(other)" are counted once, whatever their values were.
  @Test func distinctKeysOfRareValues() throws {
    let trial = try trial(["2026-07-01,1,a", "2026-07-01,1,b", "2026-07-02,2,c", "2026-07-02,2,d", "2026-07-02,3,d"])
    trial.pack.datasets[0].cluster = .column("amount")
    trial.pack.measures.append(TrialPack.measure("keys", "t", .distinct))
    trial.pack.segments = [.init(name: "name", label: "Name", sources: ["t": .column("name")], maximumValues: 1)]
    let month = try TrialPack.midnight(2026, 7, 1)..<TrialPack.midnight(2026, 8, 1)
    let plan = Plan(
      atoms: [], views: [], durations: [],
      distinct: [.init(measure: "keys", periods: [month], cohort: nil, segment: "name")])
    let counts = try trial.run(plan).distinct[0].counts
    #expect(Dictionary(uniqueKeysWithValues: counts.map { ($0.key.segment, $0.value) }) == ["d": 2, "(other)": 2])
  }

  /// Measures other than `distinct` are counted by hashes: many keys are estimated, overlapping periods and all.
  @Test func manyKeysAreEstimatedTheSameWithAnyThreads() throws {
    let rows = (0..<30_000).map { i in "2026-0\(i % 2 == 0 ? 7 : 8)-01,\(i % 20_000),\(i % 10_000 == 0 ? "rare" : "n")"
    }
    let trial = try trial(rows)
    trial.pack.datasets[0].cluster = .column("amount")
    trial.pack.segments = [.init(name: "name", label: "Name", sources: ["t": .column("name")], maximumValues: 9)]
    let first = RowExpression.binary(.less, .column("amount"), .number(900, scale: 0))
    trial.pack.measures += [
      TrialPack.measure("keys", "t", .distinct), TrialPack.measure("seen", "t", .count),
      TrialPack.measure("again", "t", .count), TrialPack.measure("low", "t", .count, where: first),
    ]
    let (july, august) = (try TrialPack.midnight(2026, 7, 1), try TrialPack.midnight(2026, 8, 1))
    let september = try TrialPack.midnight(2026, 9, 1)
    // So many periods that the limit is 1,024: the last 300 have no rows.
    let empty = (0..<300).map { (day: Int64) in september + day * 86_400..<september + 300 * 86_400 }
    let periods = [july..<august, july..<september] + empty
    let names = ["keys", "seen", "again", "low"]
    let plan = Plan(
      atoms: [], views: [], durations: [],
      distinct: names.map { .init(measure: $0, periods: periods, cohort: nil, segment: "name") })
    let sums = try trial.run(plan)
    #expect(sums.distinct.map(\.exactLimit) == [nil, 1_024, 1_024, 1_024])
    func count(_ view: Int, _ period: Int32, _ segment: String) -> Int64 {
      sums.distinct[view].counts[.init(period: period, arm: "", segment: segment)] ?? 0
    }
    // July has the even numbers below 20,000, both months have all.
    #expect(count(0, 0, "n") == 9_998 && count(0, 1, "n") == 19_998)
    for (period, keys) in [9_998.0, 19_998.0].enumerated() {
      let estimate = Double(count(1, Int32(period), "n"))
      #expect(estimate != keys && abs(estimate / keys - 1) < 4 / 1_022.0.squareRoot())
    }
    #expect(count(1, 1, "rare") == 2, "the customers 0 and 10,000")
    #expect(count(3, 0, "n") == 449 && count(3, 1, "n") == 899, "up to the limit all are counted")
    #expect(sums.distinct[1].counts == sums.distinct[2].counts)
    #expect(sums.distinct[1].counts.values.allSatisfy { $0 > 0 })
    let parallel = try trial.run(plan, threads: 3, chunkSize: 4096)
    #expect(parallel.distinct.map(\.counts) == sums.distinct.map(\.counts))
  }

  /// Ten thousand values over forty days in buckets: found by code at first, then dense or not as they come.
  @Test func manyCells() throws {
    var random = SeededGenerator(state: 11)
    var expected: [SumTable.Key: [Int128]] = [:]
    let rows = (0..<30_000).map { i -> String in
      let (day, name) = (random.number(1...9), "n\(random.number(0...(i < 20_000 ? 5 : 9000)))")
      let key = SumTable.Key(atom: 0, arm: "", segment: name, bucket: -1)
      expected[key, default: [0, 0]][0] += 1
      expected[key, default: [0, 0]][1] += Int128(i)
      return "2026-07-0\(day),\(i),\(name)"
    }
    let trial = try trial(rows)
    trial.pack.segments = [
      .init(name: "name", label: "Name", sources: ["t": .column("name")], maximumValues: 100_000)
    ]
    trial.pack.datasets[0].cluster = .column("name")
    for isBucketed in [false, true] {
      let plan = try view([.sum(measure: "rows"), .sum(measure: "value")], segment: "name", bucketed: isBucketed)
      let table = try trial.run(plan, threads: 2, chunkSize: 5000).views[0]
      var sums: [SumTable.Key: [Int128]] = [:]
      for (key, row) in table.byName { sums[.init(atom: 0, arm: "", segment: key.segment, bucket: -1)] = row }
      #expect(sums == expected)
      #expect(table.keys == table.keys.sorted())
    }
  }

  @Test func viewsThatSayLessAreMadeOfOthers() throws {
    let trial = try trial(["2026-07-01,1,a", "2026-08-01,2,b", "2026-08-02,4,a", "2026-12-01,8,a"])
    trial.pack.segments = [.init(name: "name", label: "Name", sources: ["t": .column("name")])]
    let months = try TrialPack.months()
    let two = Plan.Atoms(boundaries: [months.boundaries[0], months.boundaries[2]])
    let slots: [Plan.Slot] = [.sum(measure: "rows"), .sum(measure: "value")]
    func view(_ atoms: Int, _ segment: String?, _ slots: [Plan.Slot]) -> Plan.View {
      .init(dataset: "t", atoms: atoms, cohort: nil, segment: segment, bucketed: false, slots: slots)
    }
    let plan = Plan(
      atoms: [months, two], views: [view(1, nil, slots), view(0, nil, slots), view(0, "name", slots)], durations: [],
      distinct: [])
    let schema = PackSchema(plan: plan, pack: trial.pack)
    let layout = try LayoutBuilder(
      plan: plan, pack: trial.pack, schema: schema, dataset: trial.pack.datasets[0], tables: [:]
    ).layout()
    #expect(layout.panes.map(\.view) == [2] && layout.derived.map(\.view) == [0, 1])
    let table = try trial.run(plan)
    #expect(table.views[0].byName.values.first == [3, 7])
    #expect(table.views[1].byName.values.sorted { $0[0] < $1[0] } == [[1, 1], [2, 6]])
  }

  @Test func viewsWithoutRowsOrSums() throws {
    let trial = try trial(["2026-12-01,1,a"])
    let plan = Plan(
      atoms: [try TrialPack.months(), Plan.Atoms(boundaries: [])],
      views: [
        .init(dataset: "t", atoms: 0, cohort: nil, segment: nil, bucketed: true, slots: [.sum(measure: "value")]),
        .init(dataset: "t", atoms: 1, cohort: nil, segment: nil, bucketed: false, slots: [.sum(measure: "rows")]),
        .init(dataset: "t", atoms: 0, cohort: nil, segment: nil, bucketed: false, slots: []),
      ], durations: [], distinct: [])
    let table = try trial.run(plan)
    #expect(table.views.allSatisfy { $0.keys.isEmpty && $0.arms.isEmpty && $0.segments.isEmpty })
    #expect(table.quality[0].outOfPeriod == 1)
  }
}
