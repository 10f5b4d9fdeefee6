import Engines
import Metrics
import Pack
import Statistics
import Testing

@testable import Facts

/// A group below the minimum is shown nowhere, and neither are the other groups of its breakdown.
struct WithholdingTests {
  /// Channel `big` has five customers in July and August; `small` has two in July and five in August.
  private static let rows: String = {
    var lines = ["order_id,customer_id,at,paid_at,amount,channel,arm"]
    func add(_ channel: String, _ month: String, _ customers: Int) {
      for number in 0..<customers {
        for repeated in 0..<4 {
          lines.append(
            "\(channel)\(month)\(number)\(repeated),\(channel)\(number),2026-\(month)-0\(repeated + 1),"
              + "2026-\(month)-09,10.00,\(channel),\(number % 2 == 0 ? "a" : "b")")
        }
      }
    }
    add("big", "07", 5)
    add("small", "07", 2)
    add("big", "08", 5)
    add("small", "08", 5)
    return lines.joined(separator: "\n") + "\n"
  }()

  private static func body(_ cluster: String) -> String {
    """
    datasets:
      orders:
        file: orders.csv
        key: order_id
        time: at
        \(cluster)
        columns: {order_id: text, customer_id: text, at: date, paid_at: date, amount: money, channel: text, arm: text}
    segments:
      channel: {orders: channel}
    cohorts:
      arm: {orders: arm, randomised: true, values: {a: treatment, b: control}}
    measures:
      orders: {count: orders}
      early: {count: orders, where: "days_between(at, paid_at) < 7"}
      revenue: {sum: amount, from: orders}
      buyers: {distinct: orders}
      delay: {survival: orders, start: at, end: paid_at, resolution: 1 min}
      wait: {quantile: "seconds_between(at, paid_at)", from: orders, resolution: 1 s}
    metrics:
      share: {value: early / orders, better: up}
      order_value: {value: revenue / orders, better: up}
      total: {value: revenue, better: up}
      volume: {value: orders, better: up}
      reach: {value: buyers, better: up}
      typical: {value: median(wait), better: down}
      speed: {value: median(delay), better: down}
      lift: {value: "contrast(order_value, arm)", better: up}
      doubled: {value: revenue + revenue, better: up}
    """
  }

  private static let metrics = ["share", "order_value", "total", "volume", "reach", "typical", "speed", "doubled"]

  private func book(
    _ minimum: Int, _ period: String, cluster: String = "cluster: customer_id"
  ) throws -> (FactBook, Slice) {
    let trial = try TrialPack(
      period: period, extra: "minimum_group: \(minimum)", files: ["orders.csv": Self.rows], Self.body(cluster))
    let names = Self.metrics + ["lift"]
    let others = try ["2026-07", "2026-08"].map { try trial.period($0) }
    return (try trial.book(names, periods: others, segment: "channel"), Slice(trial.pack.period))
  }

  @Test(arguments: metrics + ["lift"])
  func aBreakdownWithASmallGroupIsWithheldWhole(_ metric: String) throws {
    let (book, slice) = try book(3, "2026-07")
    guard case .withheld(let why) = book.breakdown(metric, by: "channel", in: slice) else {
      Issue.record("\(metric) is shown")
      return
    }
    #expect(why == "withheld: a group has fewer than 3 customers (channel)")
    // What prose, lines over time and any other block read directly.
    for value in ["big", "small"] {
      let group = Slice(slice.period, segment: SegmentValue("channel", value))
      let fact = book.fact(metric, in: group)
      #expect(fact.estimate.value == nil && fact.estimate.n == nil && fact.estimate.clusters == nil)
      #expect(fact.estimate.low == nil && fact.why == why && fact.scenario == nil)
      #expect(!FactsJSON.text([fact]).contains("\"value\":1"))
    }
    #expect(book.fact(metric, in: slice).why?.hasPrefix("withheld") != true)
  }

  @Test(arguments: metrics)
  func otherwiseItIsShown(_ metric: String) throws {
    let (book, slice) = try book(3, "2026-08")
    guard case .facts(let facts) = book.breakdown(metric, by: "channel", in: slice) else {
      Issue.record("\(metric) is withheld")
      return
    }
    #expect(facts.count == 2 || metric == "speed")
  }

  @Test func aChangeIsWithheldWhenEitherPeriodIs() throws {
    let (book, slice) = try book(3, "2026-08")
    let july = try #require(book.pack.resolvePeriod("2026-07", from: slice.period))
    let group = Slice(slice.period, segment: SegmentValue("channel", "big"))
    #expect(book.fact("order_value", in: group).estimate.value == 10)
    #expect(book.fact("order_value", .change(against: july), in: group).why?.hasPrefix("withheld") == true)
    #expect(book.fact("total", .relativeChange(against: july), in: group).why?.hasPrefix("withheld") == true)
  }

  /// Four customers are enough for the sum of both arms, but each arm is a group.
  @Test func eachSideOfAComparisonIsAGroup() throws {
    let (book, slice) = try book(3, "2026-08")
    guard case .withheld = book.breakdown("lift", by: "channel", in: slice) else {
      Issue.record("an arm of two customers is shown")
      return
    }
  }

  /// With a value missing for two customers only, the total less the groups shown would give them away.
  @Test func rowsWithoutAValueAreAGroup() throws {
    let rows = Self.rows.replacing(",small,", with: ",,")
    let trial = try TrialPack(
      period: "2026-07", extra: "minimum_group: 3", files: ["orders.csv": rows], Self.body("cluster: customer_id"))
    let book = try trial.book(["total"], segment: "channel")
    guard case .withheld = book.breakdown("total", by: "channel", in: Slice(trial.pack.period)) else {
      Issue.record("two customers could be had by subtraction")
      return
    }
  }

  @Test func aDatasetWithoutCustomersIsNotWithheld() throws {
    let (book, slice) = try book(30, "2026-07", cluster: "")
    guard case .facts(let facts) = book.breakdown("total", by: "channel", in: slice) else {
      Issue.record("postings are no customers")
      return
    }
    #expect(facts.map(\.estimate.value) == [200, 80])
  }
}
