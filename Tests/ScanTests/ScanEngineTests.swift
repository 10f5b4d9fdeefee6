import Diagnostics
import Engines
import Foundation
import Kernels
import Metrics
import Pack
import TestSupport
import Testing

@testable import Scan

@Suite struct ScanEngineTests {
  private func orders(_ text: String, _ columns: [Column] = [], maximumBadRows: Int? = nil) throws -> TrialPack {
    try TrialPack(
      ["orders.csv": text],
      datasets: [
        TrialPack.dataset(
          "orders", files: ["orders.csv"],
          columns: [TrialPack.timestamp, Column(name: "amount", type: .number(scale: 2))] + columns,
          maximumBadRows: maximumBadRows)
      ],
      measures: [
        TrialPack.measure("orders", "orders", .count), TrialPack.measure("value", "orders", .sum(.column("amount"))),
      ])
  }

  private func plan(_ slots: [Plan.Slot], bucketed: Bool = false, segment: String? = nil, cohort: String? = nil) throws
    -> Plan
  {
    Plan(
      atoms: [try TrialPack.months()],
      views: [.init(dataset: "orders", atoms: 0, cohort: cohort, segment: segment, bucketed: bucketed, slots: slots)],
      durations: [], distinct: [])
  }

  private func key(_ atom: Int32, arm: String = "", segment: String = "", bucket: Int16 = -1) -> SumTable.Key {
    .init(atom: atom, arm: arm, segment: segment, bucket: bucket)
  }

  @Test func sumsSquaresAndProductsByAtom() throws {
    let trial = try orders(
      """
      at,amount
      2026-07-01,1.50
      2026-07-31T23:59:59,-2
      2026-08-01,3
      2026-09-30,
      2026-10-01,7
      2026-06-30T23:59:59,7
      2026-10-06,7
      """)
    let plan = try plan([
      .sum(measure: "orders"), .sum(measure: "value"), .square(measure: "value"), .product("orders", "value"),
    ])
    let table = try trial.run(plan)
    #expect(
      table.views[0].byName == [
        key(0): [2, -50, 62_500, -50], key(1): [1, 300, 90_000, 300], key(2): [1, 0, 0, 0],
      ])
    let quality = table.quality[0]
    #expect(quality.read == 7 && quality.accepted == 4 && quality.quarantined == 0 && quality.outOfPeriod == 3)
    #expect(try quality.latest == TrialPack.midnight(2026, 10, 1))
    let text = try Data(contentsOf: trial.folder.appendingPathComponent("orders.csv"))
    #expect(quality.fileHashes.map(\.hash) == [Kernels.SHA256.hex([UInt8](text))])
    #expect(
      table.csv(plan).split(separator: "\n").prefix(3) == [
        "view,slot,start,end,arm,segment,bucket,value", "orders#0,orders,1782864000,1785542400,,,,2",
        "orders#0,value,1782864000,1785542400,,,,-50",
      ])
  }

  @Test func quarantineListsFileLineColumnAndRule() throws {
    let trial = try orders("at,amount\n2026-02-31,1\n2026-07-01,x\n2026-07-01,1\n,5\n2026-07-02\n")
    let quality = try trial.run(try plan([.sum(measure: "orders")])).quality[0]
    #expect(quality.read == 5 && quality.accepted == 1 && quality.quarantined == 4)
    #expect(
      quality.badRows == [
        .init(file: "orders.csv", line: 2, column: "at", rule: "not a timestamp: 2026-02-31", value: "2026-02-31"),
        .init(file: "orders.csv", line: 3, column: "amount", rule: "not a number: x", value: "x"),
        .init(file: "orders.csv", line: 5, column: nil, rule: "no time"),
        .init(file: "orders.csv", line: 6, column: nil, rule: "row has 1 field, the header 2"),
      ])
  }

  /// Whoever reads the table decides, so that a draft can show what there is.
  @Test func moreBadRowsThanAllowedAreCounted() throws {
    let trial = try orders("at,amount\n2026-07-01,x\n2026-07-01,1\n", maximumBadRows: 0)
    let quality = try trial.run(try plan([.sum(measure: "orders")])).quality[0]
    #expect(quality.accepted == 1 && quality.quarantined == 1 && quality.badRows.count == 1)
  }

  @Test func unusableFilesAreErrors() throws {
    let plan = try plan([.sum(measure: "orders")])
    #expect(try orders("").findings(plan).map(\.id) == ["empty-file"])
    #expect(try orders("at,amount\n").findings(plan).map(\.id) == ["no-rows"])
    #expect(try orders("at;amount\n1;2\n").findings(plan).map(\.id) == ["missing-column"])
    let trial = try orders("at,amount\n2026-07-01,1\n")
    for (name, id) in [
      ("absent.csv", "missing-file"), ("../outside.csv", "missing-file"), ("/etc/passwd", "file-outside-pack"),
    ] {
      trial.pack.datasets[0].source = .files([name], separator: 44)
      #expect(trial.findings(plan).map(\.id) == [id], "\(name)")
    }
  }

  @Test func filesOutsideThePackNeedPermission() throws {
    let plan = try plan([.sum(measure: "orders")])
    let other = try orders("at,amount\n2026-07-01,1\n")
    let trial = try orders("at,amount\n2026-07-01,1\n")
    try FileManager.default.createSymbolicLink(
      atPath: trial.folder.path + "/link.csv", withDestinationPath: other.folder.path + "/orders.csv")
    for name in ["link.csv", "../\(other.folder.lastPathComponent)/orders.csv", other.folder.path + "/orders.csv"] {
      trial.pack.datasets[0].source = .files([name], separator: 44)
      #expect(trial.findings(plan).map(\.id) == ["file-outside-pack"], "\(name)")
      let table = try Scan.ScanEngine(threads: 1, dataRoots: [other.folder.path]).run(plan, on: trial.pack)
      #expect(table.views[0].byName == [key(0): [1]])
    }
  }

  @Test func overflowIsAnErrorAtItsRow() throws {
    let trial = try orders("at,amount\n2026-07-01,1\n2026-07-01,92233720368547758.07\n")
    trial.pack.measures[1].aggregate = .sum(.binary(.plus, .column("amount"), .column("amount")))
    let findings = trial.findings(try plan([.sum(measure: "value")]))
    #expect(findings.map(\.id) == ["number-overflow"])
    #expect(findings.first?.location == .init(file: "orders.csv", line: 3))
    trial.pack.measures[1].aggregate = .sum(.column("amount"))
    let squares = try trial.run(try plan([.square(measure: "value")]))
    #expect(squares.views[0].byName[key(0)] == [Int128(Int64.max) * Int128(Int64.max) + 10_000])
  }

  @Test func bucketsAreTheFirstByteOfMD5OfTheRawKey() throws {
    let trial = try orders(
      "at,amount,customer\n2026-07-01,1,a\n2026-07-01,2,abc\n2026-07-01,4,\n",
      [Column(name: "customer", type: .text)])
    trial.pack.datasets[0].cluster = .column("customer")
    let table = try trial.run(try plan([.sum(measure: "value")], bucketed: true))
    // RFC 1321: md5("a") begins 0c, md5("abc") 90.
    #expect(table.views[0].byName == [key(0, bucket: 0x0C): [100], key(0, bucket: 0x90): [200]])
    #expect(table.quality[0].badRows.map(\.rule) == ["no cluster key"])
    // Integers are hashed in minimal decimal: md5("1") begins c4.
    trial.pack.datasets[0].columns[2].type = .number(scale: 0)
    try trial.write("orders.csv", "at,amount,customer\n2026-07-01,1,+01\n")
    let numbers = try trial.run(try plan([.sum(measure: "value")], bucketed: true))
    #expect(numbers.views[0].byName == [key(0, bucket: 0xC4): [100]])
  }

  @Test func lookupsAndArms() throws {
    let trial = try orders(
      "at,amount,customer\n2026-07-01,1,c1\n2026-07-01,2,c2\n2026-07-01,4,c3\n2026-07-01,8,\n",
      [Column(name: "customer", type: .text)])
    try trial.write("customers.csv", "id,arm,tier\nc1,assistant,gold\nc2,holdout,\nc3,other,\"silver, old\"\n")
    trial.pack.datasets[0].lookups = [.init(name: "who", dataset: "customers", column: "customer")]
    trial.pack.datasets.append(
      TrialPack.dataset("customers", files: ["customers.csv"], key: "id", time: nil, columns: []))
    trial.pack.segments = [.init(name: "tier", label: "Tier", sources: ["orders": .column("who.tier")])]
    trial.pack.cohorts = [
      .init(
        name: "arm", label: "Arm", sources: ["orders": .column("who.arm")], randomised: true,
        arms: [
          .init(name: "assistant", role: .treatment, split: nil), .init(name: "holdout", role: .control, split: nil),
        ])
    ]
    let plan = try plan([.sum(measure: "value")], segment: "tier", cohort: "arm")
    let table = try trial.run(plan)
    #expect(
      table.views[0].byName == [
        key(0, arm: "assistant", segment: "gold"): [100], key(0, arm: "holdout"): [200],
        key(0, segment: "silver, old"): [400], key(0): [800],
      ])
    #expect(table.quality[0].unassigned == 2)
    #expect(table.csv(plan).contains(",\"silver, old\",,400\n"))
    try trial.write("customers.csv", "id,arm,tier\nc1,assistant,gold\n\"c\n2\",holdout,\nc1,other,silver\n")
    let findings = trial.findings(plan)
    #expect(findings.map(\.id) == ["duplicate-key"])
    #expect(findings.first?.summary.contains("customers.csv:2 and on customers.csv:5") == true)
  }

  @Test func immatureRowsAreCountedNotSummed() throws {
    let trial = try orders("at,amount\n2026-07-07,1\n2026-07-08,2\n2026-07-09,4\n2026-09-01,8\n")
    // as_of ends with 2026-10-05: 90 days before that midnight is 2026-07-08 00:00.
    trial.pack.measures[1].matureDays = 90
    let table = try trial.run(try plan([.sum(measure: "orders"), .sum(measure: "value")]))
    #expect(table.views[0].byName == [key(0): [3, 300], key(2): [1, 0]])
    #expect(table.quality[0].immature == ["value": 2])
  }

  @Test func aMeasureMayNameItsOwnTime() throws {
    let trial = try orders(
      "at,amount,paid\n2026-07-01,1,2026-08-01\n2026-07-01,2,\n",
      [Column(name: "paid", type: .timestamp)])
    trial.pack.measures[1].at = .column("paid")
    let table = try trial.run(
      try plan([.sum(measure: "orders"), .sum(measure: "value"), .product("orders", "value")]))
    #expect(table.views[0].byName == [key(0): [2, 0, 0], key(1): [0, 100, 0]])
  }

  @Test func distinctKeysPerOverlappingPeriod() throws {
    let trial = try orders(
      "at,amount,customer\n2026-07-01,1,a\n2026-07-02,2,a\n2026-08-01,4,a\n2026-08-01,4,b\n",
      [Column(name: "customer", type: .text)])
    trial.pack.datasets[0].cluster = .column("customer")
    trial.pack.measures.append(TrialPack.measure("buyers", "orders", .distinct))
    let (july, august) = (try TrialPack.midnight(2026, 7, 1), try TrialPack.midnight(2026, 8, 1))
    let september = try TrialPack.midnight(2026, 9, 1)
    let plan = Plan(
      atoms: [], views: [], durations: [],
      distinct: [
        .init(
          measure: "buyers", periods: [july..<august, august..<september, july..<september], cohort: nil, segment: nil)
      ])
    let counts = try trial.run(plan).distinct[0].counts
    #expect(Dictionary(uniqueKeysWithValues: counts.map { ($0.key.period, $0.value) }) == [0: 1, 1: 2, 2: 2])
  }

  @Test func survivalCensorsAtAsOfAndQuarantinesNonsense() throws {
    let trial = try orders(
      """
      at,amount,end
      2026-09-30,1,2026-10-01T12:00
      2026-09-30,1,
      2026-09-30,1,2026-10-07
      2026-09-30,1,2026-09-29
      """, [Column(name: "end", type: .timestamp)])
    trial.pack.measures.append(
      TrialPack.measure(
        "wait", "orders", .survival(start: .column("at"), end: .column("end"), resolution: 86_400)))
    let plan = Plan(
      atoms: [try TrialPack.months()], views: [],
      durations: [.init(measure: "wait", atoms: 0, cohort: nil, segment: nil)], distinct: [])
    let table = try trial.run(plan)
    #expect(
      table.durations[0].counts == [
        .init(atom: 2, arm: "", segment: "", value: 1, ending: .closed): 1,
        .init(atom: 2, arm: "", segment: "", value: 6, ending: .open): 2,
      ])
    #expect(table.quality[0].badRows.map(\.rule) == ["wait: ends before it starts"])
  }

  /// The first of all ends counts, the first named of two at one time; what came after `as_of` was not known then.
  @Test func competingEndsAreToldApart() throws {
    let trial = try orders(
      """
      at,amount,end,declined,withdrawn
      2026-09-20,1,2026-09-24,2026-09-26,
      2026-09-20,1,2026-09-26,2026-09-24,
      2026-09-20,1,,2026-09-24,2026-09-24
      2026-09-20,1,,,2026-09-24
      2026-09-20,1,2026-10-07,2026-09-24,
      2026-09-30,1,,2026-10-07,
      2026-09-20,1,2026-09-24,2026-09-19,
      """, ["end", "declined", "withdrawn"].map { Column(name: $0, type: .timestamp) })
    trial.pack.measures.append(
      TrialPack.measure(
        "wait", "orders",
        .survival(
          start: .column("at"), end: .column("end"), competing: [.column("declined"), .column("withdrawn")],
          resolution: 86_400)))
    let plan = Plan(
      atoms: [try TrialPack.months()], views: [],
      durations: [.init(measure: "wait", atoms: 0, cohort: nil, segment: nil)], distinct: [])
    let table = try trial.run(plan)
    #expect(
      table.durations[0].counts == [
        .init(atom: 2, arm: "", segment: "", value: 4, ending: .closed): 1,
        .init(atom: 2, arm: "", segment: "", value: 4, ending: .competing(0)): 3,
        .init(atom: 2, arm: "", segment: "", value: 4, ending: .competing(1)): 1,
        .init(atom: 2, arm: "", segment: "", value: 6, ending: .open): 1,
      ])
    #expect(table.quality[0].badRows.map(\.rule) == ["wait: ends before it starts"])
  }

  @Test func missingJSONColumnIsFoundAfterTheLastRow() throws {
    let trial = try orders("at,amount\n2026-07-01,1\n")
    try trial.write("orders.jsonl", "{\"at\": \"2026-07-01\", \"amonut\": 1}\n")
    trial.pack.datasets[0].source = .files(["orders.jsonl"], separator: 44)
    let plan = try plan([.sum(measure: "value")])
    #expect(trial.findings(plan).map(\.remedy) == ["Did you mean `amonut`?"])
    try trial.write("orders.jsonl", "{\"at\": \"2026-07-01\", \"amount\": 1.5}\n{\"at\": \"2026-07-01\"}\n")
    #expect(try trial.run(plan).views[0].byName == [key(0): [150]])
  }
}
