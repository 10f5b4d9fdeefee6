import Engines
import Foundation
import Metrics
import Pack

/// A random pack with data and a plan: bad rows, nulls, lookups, roll-ups, arms, several times and atoms.
struct RandomTrial {
  let trial: TrialPack
  let plan: Plan

  init(seed: UInt64, rows count: Int = 700) throws {
    var random = SeededGenerator(state: seed)
    let rows = (0..<count).map { Self.order($0, &random) }
    let people = (0..<60).map { i in
      let tier = random.pick(["gold", "silver", "", "a tier whose name is long", "e\u{301}", "\u{E9}"])
      return "c\(i),\(random.pick(["assistant", "holdout", "other", ""])),\(tier),\(i)"
    }
    let third = rows.count / 3
    let header = "at,amount,count,customer,channel,paid,closed,flag\n"
    let files = [
      "a.csv": header + rows[..<third].joined(separator: "\n"),
      "b.csv": header + rows[third..<2 * third].joined(separator: "\r\n") + "\r\n",
      "c.csv": header + rows[(2 * third)...].joined(separator: "\n"),
      "people.csv": "id,arm,tier,points\n" + people.joined(separator: "\n"),
    ]
    func classified(_ name: String, _ type: ColumnType) -> Column {
      let classification = random.pick([nil, Classification.internal, .confidential, .restricted])
      return Column(name: name, type: type, classification: classification)
    }
    let numbers = [classified("amount", .number(scale: 2)), classified("count", .number(scale: 0))]
    let orders = TrialPack.dataset(
      "orders", files: ["a.csv", "b.csv", "c.csv"],
      cluster: random.chance(70) ? .call(.coalesce, [.column("customer"), .column("channel")]) : nil,
      lookups: [.init(name: "who", dataset: "people", column: "customer")],
      columns: [
        TrialPack.timestamp, numbers[0], numbers[1], Column(name: "customer", type: .text),
        Column(name: "channel", type: .text), Column(name: "paid", type: .timestamp),
        Column(name: "closed", type: .timestamp), Column(name: "flag", type: .boolean),
      ])
    let people2 = TrialPack.dataset(
      "people", files: ["people.csv"], key: "id", time: nil, columns: [Column(name: "points", type: .number(scale: 0))])
    let visits = Dataset(
      name: "visits", noun: "visit",
      source: .rollup(
        of: "orders", by: "customer",
        columns: [
          .init(name: "start", function: .first, argument: .column("at")),
          .init(name: "channel", function: .last, argument: .column("channel")),
          .init(name: "total", function: .sum, argument: .column("amount")),
          .init(name: "rows", function: .count, argument: nil),
        ]), key: "customer", time: .column("start"), cluster: .column("customer"), lookups: [], columns: [],
      maximumBadRows: nil, location: SourceText("", file: "pack.yaml", line: 1, column: 1))
    trial = try TrialPack(files, datasets: [orders, people2, visits], measures: Self.measures(&random))
    trial.pack.segments = [
      .init(
        name: "channel", label: "Channel",
        sources: ["orders": .column("channel"), "visits": .column("channel")]),
      .init(name: "tier", label: "Tier", sources: ["orders": .column("who.tier")]),
      .init(name: "flag", label: "Flag", sources: ["orders": .column("flag")]),
      .init(name: "count", label: "Count", sources: ["orders": .column("count")]),
    ]
    trial.pack.cohorts = [
      .init(
        name: "arm", label: "Arm", sources: ["orders": .column("who.arm")], randomised: true,
        arms: [
          .init(name: "assistant", role: .treatment, split: nil), .init(name: "holdout", role: .control, split: nil),
        ])
    ]
    plan = try Self.plan(&random)
  }

  private static func day(_ random: inout SeededGenerator) -> String {
    let day = random.number(1...(random.chance(2) ? 31 : 28))
    return "2026-\(random.pick(["05", "06", "07", "08", "09", "10"]))-\(day < 10 ? "0" : "")\(day)"
  }

  private static func order(_ i: Int, _ random: inout SeededGenerator) -> String {
    if random.chance(1) { return "2026-07-01,1" }
    let at = random.chance(2) ? "" : day(&random) + random.pick(["", " 12:30", "T23:59:59"])
    let amount = random.pick(["", "0", "12.5", "-3.25", "99999999.99", "7", random.chance(5) ? "1.234" : "1.2"])
    let count = random.pick(["0", "1", "2", "40", "-7", "", "3000000000", random.chance(3) ? "x" : "9"])
    let customer = random.chance(8) ? "" : "c\(random.number(0...80))"
    let channel = random.pick(["voice", "chat", "", "\"e-mail, old\"", "\"a \"\"b\"\"\"", "a much longer channel name"])
    let (paid, closed) = (random.chance(30) ? "" : day(&random), random.chance(40) ? "" : day(&random))
    return [at, amount, count, customer, channel, paid, closed, random.pick(["yes", "no", "", "T"])]
      .joined(separator: ",")
  }

  private static func measures(_ random: inout SeededGenerator) -> [Measure] {
    let big = RowExpression.binary(.greater, .column("amount"), .number(500, scale: 2))
    let later = RowExpression.cases(
      [(when: .binary(.greater, .column("paid"), .column("at")), then: .column("paid"))], otherwise: nil)
    let wait = Measure.Aggregate.survival(
      start: .column("at"), end: .column("closed"), competing: random.chance(50) ? [later] : [],
      resolution: 86_400)
    return [
      TrialPack.measure("orders", "orders", .count), TrialPack.measure("value", "orders", .sum(.column("amount"))),
      TrialPack.measure("large", "orders", .count, where: big, mature: random.chance(50) ? 30 : nil),
      TrialPack.measure("items", "orders", .sum(.column("count")), where: .column("flag"), mature: 20),
      TrialPack.measure("paid", "orders", .sum(.column("amount")), at: .column("paid")),
      TrialPack.measure("payments", "orders", .count, at: .column("paid")),
      TrialPack.measure("points", "orders", .sum(.column("who.points"))),
      TrialPack.measure("buyers", "orders", .distinct, where: big),
      TrialPack.measure("sizes", "orders", .quantile(.column("amount"), resolution: 50)),
      TrialPack.measure("visits", "visits", .count), TrialPack.measure("total", "visits", .sum(.column("total"))),
    ] + (random.chance(60) ? [TrialPack.measure("wait", "orders", wait)] : [])
  }

  private static func plan(_ random: inout SeededGenerator) throws -> Plan {
    let months = try TrialPack.months()
    let days = try (0..<40).map { try TrialPack.midnight(2026, 7, 1) + Int64($0) * 86_400 }
    let year = Plan.Atoms(boundaries: [try TrialPack.midnight(2026, 1, 1), try TrialPack.midnight(2027, 1, 1)])
    let atoms = [
      months, Plan.Atoms(boundaries: days), year, Plan.Atoms(boundaries: [months.boundaries[0], months.boundaries[3]]),
    ]
    let names = ["orders", "value", "large", "items", "paid", "payments", "points"]
    let segments: [String?] = [nil, "channel", "tier", "flag", "count"]
    var views = (0..<random.number(1...7)).map { _ in
      var slots: [Plan.Slot] = random.chance(60) ? [.sum(measure: "orders")] : []
      for _ in 0..<random.number(1...6) {
        let (a, b) = (random.pick(names), random.pick(names))
        slots.append(random.pick([.sum(measure: a), .sum(measure: a), .square(measure: a), .product(a, b)]))
      }
      return Plan.View(
        dataset: "orders", atoms: random.number(0...3), cohort: random.pick([nil, "arm"]),
        segment: random.pick(segments), bucketed: random.chance(50), slots: slots)
    }
    views.append(
      .init(
        dataset: "visits", atoms: 0, cohort: nil, segment: random.pick([nil, "channel"]), bucketed: random.chance(50),
        slots: [.sum(measure: "visits"), .sum(measure: "total"), .square(measure: "total")]))
    let whole = months.boundaries[0]..<months.boundaries[3]
    return Plan(
      atoms: atoms, views: views,
      durations: [.init(measure: "sizes", atoms: random.number(0...3), cohort: "arm", segment: random.pick(segments))],
      distinct: [
        .init(
          measure: "buyers", periods: [whole, months.boundaries[1]..<months.boundaries[2]],
          cohort: random.pick([nil, "arm"]), segment: random.pick(segments))
      ]
        + ["orders", "large", "paid", "items", "value"].map { measure in
          .init(
            measure: measure, periods: [whole, months.boundaries[1]..<months.boundaries[2]],
            cohort: random.pick([nil, "arm"]), segment: random.pick([nil, "channel"]))
        })
  }
}
