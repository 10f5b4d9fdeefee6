import Engines
import Pack

/// Random rows with types, a pack over them and plans: nulls, bad rows, hostile texts, lookups, roll-ups, arms, several
/// times. The same for a seed on every run.
struct RandomTables {
  static let zone = "Europe/Berlin"
  let tables: [TypedTable]
  private var random: SplitMix

  init(seed: UInt64, orders count: Int = 400) {
    random = SplitMix(state: seed)
    var random = random
    let orders = (0..<count).map { Self.order($0, &random) }
    let people = (0..<50).map { i -> [String?] in
      [
        "c\(i)", random.pick(["assistant", "holdout", "other", nil]),
        random.pick(["gold", "silver", nil, "tab\there", "e\u{301}", "\u{E9}", "%_\\"]), "\(i - 5)",
      ]
    }
    tables = [
      TypedTable(
        name: "orders",
        columns: [
          ("id", .text), ("at", .wallClock), ("paid", .instant), ("closed", .wallClock), ("day", .date),
          ("amount", .decimal), ("count", .integer), ("customer", .text), ("channel", .text), ("flag", .boolean),
        ], rows: orders),
      TypedTable(
        name: "people", columns: [("id", .text), ("arm", .text), ("tier", .text), ("points", .integer)], rows: people),
    ]
    self.random = random
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func day(_ random: inout SplitMix) -> String {
    "2026-\(two(random.number(5...10)))-\(two(random.number(1...28)))"
  }

  /// Times of their own, so that the first and the last of a customer are told apart.
  private static func order(_ i: Int, _ random: inout SplitMix) -> [String?] {
    let clock = "\(two(i / 60 % 20 + 4)):\(two(i % 60)):\(two(i / 1200))"
    let fraction = random.chance(20) ? ".\(random.number(0...9))" : ""
    return [
      "o\(i)", random.chance(2) ? nil : day(&random) + "T" + clock + fraction,
      random.chance(30) ? nil : day(&random) + "T22:\(two(i % 60)):59.999Z",
      random.chance(40) ? nil : day(&random) + "T" + clock, random.chance(10) ? nil : day(&random),
      random.pick([nil, "0", "12.5", "-3.25", "99999999.99", "7", random.chance(5) ? "1.234" : "1.2"]),
      random.pick(["0", "1", "2", "40", "-7", nil, "3000000000"]),
      random.chance(8) ? nil : "c\(random.number(0...70))",
      random.pick([
        "voice", "chat", nil, "e-mail, old", "a \"b\"", "it's", "line\nfeed", "back\\slash", "'; DROP TABLE orders; --",
        "über", "#1", "-",
      ]), random.pick(["yes", "no", nil]),
    ]
  }

  static let yaml = """
    title: Trial
    as_of: 2026-10-05
    currency: EUR
    calendar: {zone: \(zone)}
    period: 2026-Q3
    pages: [index.md]
    datasets:
      orders:
        {SOURCE(orders), key: id, time: at, cluster: "COALESCE(customer, channel)",
         lookup: {who: {to: people, on: customer}},
         rules: [{name: not too many, where: count < 1000, on_bad: count}],
         columns:
           {id: text, at: timestamp, paid: timestamp, closed: timestamp, day: date, amount: money, count: integer,
            customer: text, channel: text, flag: boolean}}
      people: {SOURCE(people), key: id, columns: {id: text, arm: text, tier: text, points: integer}}
      visits:
        rollup: orders
        by: customer
        time: start
        cluster: customer
        columns: {start: first(at), channel: last(channel), total: sum(amount), rows: count}
    segments:
      channel: {orders: channel, visits: channel}
      tier: {orders: who.tier, max_values: 3}
      flag: {orders: flag}
      count: {orders: count}
    cohorts:
      arm: {orders: who.arm, randomised: true, values: {assistant: treatment, holdout: control}}
    measures:
      orders: {count: orders}
      value: {sum: amount, from: orders}
      large: {count: orders, where: amount > 5.00, mature: 30 days}
      items: {sum: count, from: orders, where: flag, mature: 20 days}
      paid: {sum: amount, from: orders, at: paid}
      points: {sum: who.points, from: orders}
      odd: {count: orders, where: "channel LIKE '%''%' OR LOWER(who.tier) = '%_\\\\'"}
      late: {sum: "GREATEST(count, who.points)", from: orders, where: "days_between(at, closed) > 3"}
      buyers: {distinct: orders, where: amount > 5.00}
      sizes: {quantile: count, from: orders, resolution: 7}
      wait: {survival: orders, start: at, end: closed, resolution: 1 day}
      fate:
        survival: orders
        start: at
        end: closed
        competing: [CASE WHEN paid > at THEN paid END, CASE WHEN day > at THEN day END]
        resolution: 1 day
      visits: {count: visits}
      total: {sum: total, from: visits}

    """

  mutating func plan(_ pack: Pack) -> Plan {
    let days = pack.calendar.periods(.day, covering: pack.period)
    let months = pack.calendar.periods(.month, covering: pack.period)
    func atoms(_ periods: [Period]) -> Plan.Atoms {
      let seconds = periods.map { pack.calendar.seconds(of: $0) }
      return Plan.Atoms(boundaries: seconds.map(\.lowerBound) + seconds.suffix(1).map(\.upperBound))
    }
    let atoms = [atoms(months), atoms(days), atoms([pack.period])]
    let names = ["orders", "value", "large", "items", "paid", "points", "odd", "late"]
    let segments: [String?] = [nil, "channel", "tier", "flag", "count"]
    var views = (0..<random.number(1...4)).map { _ in
      let slots = (0..<random.number(1...6)).map { _ -> Plan.Slot in
        let (a, b) = (random.pick(names), random.pick(names))
        return random.pick([.sum(measure: a), .sum(measure: a), .square(measure: a), .product(a, b)])
      }
      return Plan.View(
        dataset: "orders", atoms: random.number(0...2), cohort: random.pick([nil, "arm"]),
        segment: random.pick(segments), bucketed: random.chance(50), slots: slots)
    }
    views.append(
      .init(
        dataset: "visits", atoms: 0, cohort: nil, segment: random.pick([nil, "channel"]), bucketed: random.chance(50),
        slots: [.sum(measure: "visits"), .sum(measure: "total"), .square(measure: "total")]))
    let periods = ([pack.period] + months.prefix(1)).map { pack.calendar.seconds(of: $0) }
    return Plan(
      atoms: atoms, views: views,
      durations: ["sizes", "wait", "fate"].map {
        .init(
          measure: $0, atoms: random.number(0...2), cohort: random.pick([nil, "arm"]), segment: random.pick(segments))
      },
      distinct: ["buyers", "orders", "paid"].map {
        .init(
          measure: $0, periods: periods, cohort: random.pick([nil, "arm"]), segment: random.pick([nil, "channel"]))
      })
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func pick<T>(_ items: [T]) -> T { items[Int(next() % UInt64(items.count))] }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }
}
