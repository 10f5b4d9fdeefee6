import Engines
import Facts
import Pack
import Statistics
import Testing
import Units

/// Facts on data small enough to be computed by hand or in a few lines elsewhere.
struct JackknifeFactTests {
  static let sessionPack = """
    datasets:
      sessions:
        file: sessions.csv
        key: session_id
        time: at
        cluster: customer_id
        columns: {session_id: text, customer_id: text, at: date, converted: boolean}
    measures:
      sessions: {count: sessions}
      converted: {count: sessions, where: converted}
    metrics:
      conversion: {value: converted / sessions, better: up}
    """

  /// Source: Python's hashlib and scipy. Buckets are the first byte of the MD5 of `c1` to `c400`; the rows are those
  /// below; the interval is that of the delete-one-bucket jackknife with Student's t.
  @Test func theIntervalIsThatOfAnotherImplementation() throws {
    var text = "session_id,customer_id,at,converted\n"
    var row = 0
    for i in 1...400 {
      for j in 0..<(1 + i % 3) {
        row += 1
        let converted = (i * 7 + j * j * 3) % 4 == 0 || i % 11 == 0
        text += "s\(row),c\(i),2026-08-01,\(converted)\n"
      }
    }
    let trial = try TrialPack(files: ["sessions.csv": text], Self.sessionPack)
    let fact = try trial.fact("conversion")
    expect(fact.estimate.value, prints: 253 / 800.0, digits: 12)
    expect(fact.estimate.standardError, prints: 0.019015723862868133, digits: 12)
    expect(fact.estimate.low, prints: 0.2787529659251451, digits: 9)
    expect(fact.estimate.high, prints: 0.35374703407485486, digits: 9)
    #expect(fact.estimate.n == 800)
    #expect(fact.estimate.clusters == 400)
  }

  /// Every customer converts in both quarters or in neither, but for a few: what they share says nothing of the change.
  @Test func customersOfBothPeriodsNarrowAChange() throws {
    var text = "session_id,customer_id,at,converted\n"
    for i in 1...600 {
      let before = i % 2 == 0
      let after = i % 2 == 0 || i % 25 == 1
      text += "a\(i),c\(i),2026-05-01,\(before)\nb\(i),c\(i),2026-08-01,\(after)\n"
    }
    let trial = try TrialPack(files: ["sessions.csv": text], Self.sessionPack)
    let prior = try trial.period("prior")
    let book = try trial.book(["conversion"], periods: [prior])
    let now = book.fact("conversion", in: Slice(trial.pack.period))
    let before = book.fact("conversion", in: Slice(prior))
    let change = book.fact("conversion", .change(against: prior), in: Slice(trial.pack.period))
    // 12 of 600 customers changed their mind.
    expect(change.estimate.value, prints: 12 / 600.0, digits: 12)
    #expect(change.grade == .beforeAfter)
    #expect(change.unit.description == "pp")
    let width = try #require(change.estimate.high) - #require(change.estimate.low)
    let a = try #require(now.estimate.standardError)
    let b = try #require(before.estimate.standardError)
    let independent = 2 * 1.96 * (a * a + b * b).squareRoot()
    #expect(width < independent / 2, "\(width) is not narrower than \(independent) by much")
    #expect(change.movement == .up)
  }

  /// The same rows, with customers of their own in each quarter: the interval is that of two independent rates.
  @Test func customersOfOnePeriodDoNotNarrowAChange() throws {
    var text = "session_id,customer_id,at,converted\n"
    for i in 1...600 {
      let before = i % 2 == 0
      let after = i % 2 == 0 || i % 25 == 1
      text += "a\(i),c\(i),2026-05-01,\(before)\nb\(i),d\(i),2026-08-01,\(after)\n"
    }
    let trial = try TrialPack(files: ["sessions.csv": text], Self.sessionPack)
    let prior = try trial.period("prior")
    let book = try trial.book(["conversion"], periods: [prior])
    let change = book.fact("conversion", .change(against: prior), in: Slice(trial.pack.period))
    let error = try #require(change.estimate.standardError)
    // The standard error of the difference of two independent rates of 600 rows each.
    let textbook = (0.5 * 0.5 / 600 + 0.52 * 0.48 / 600).squareRoot()
    #expect(abs(error / textbook - 1) < 0.15, "\(error) against \(textbook)")
    #expect(change.movement == .withinNoise)
  }

  static let smallFiles = [
    "orders.csv": """
    order_id,customer_id,at,amount,channel
    o1,c1,2026-07-01,10.00,web
    o2,c2,2026-08-01,25.50,web
    o3,c3,2026-09-30,4.50,app
    o4,c4,2026-04-01,7.00,app

    """
  ]

  static let smallPack = """
    datasets:
      orders:
        file: orders.csv
        key: order_id
        time: at
        cluster: customer_id
        columns: {order_id: text, customer_id: text, at: date, amount: money, channel: text}
    segments:
      channel: {orders: channel}
    measures:
      orders: {count: orders}
      refunds: {count: orders, where: amount < 0}
      revenue: {sum: amount, from: orders}
    metrics:
      total_revenue: {value: revenue, better: up}
      order_value: {value: revenue / orders, better: up}
      per_refund: {value: revenue / refunds, better: up}
    """

  @Test func totalsAreCountedInFull() throws {
    let trial = try TrialPack(files: Self.smallFiles, Self.smallPack)
    let prior = try trial.period("prior")
    let book = try trial.book(["total_revenue"], periods: [prior])
    let total = book.fact("total_revenue", in: Slice(trial.pack.period))
    #expect(total.estimate.value == 40)
    #expect(total.estimate.low == nil && total.estimate.high == nil)
    #expect(total.isCounted)
    let change = book.fact("total_revenue", .change(against: prior), in: Slice(trial.pack.period))
    #expect(change.estimate.value == 33)
    #expect(change.estimate.low == nil && change.isCounted)
    #expect(change.movement == .up)
  }

  @Test func fewCustomersGiveAValueWithoutAnInterval() throws {
    let fact = try TrialPack(files: Self.smallFiles, Self.smallPack).fact("order_value")
    expect(fact.estimate.value, prints: 40 / 3.0, digits: 12)
    #expect(fact.estimate.low == nil && fact.estimate.high == nil)
    #expect(fact.estimate.notes.contains { $0.contains("too few to tell") }, "\(fact.estimate.notes)")
    #expect(!fact.isCounted)
    #expect(fact.movement == .unknown)
  }

  @Test func divisionByZeroIsNotAvailable() throws {
    let fact = try TrialPack(files: Self.smallFiles, Self.smallPack).fact("per_refund")
    #expect(fact.estimate.value == nil)
    #expect(fact.text() == "n/a")
    #expect(try !#require(fact.why).isEmpty)
  }

  @Test func noRowsAreNotZeroPerCustomer() throws {
    let trial = try TrialPack(period: "2026-Q1", files: Self.smallFiles, Self.smallPack)
    #expect(try trial.fact("order_value").estimate.value == nil)
  }

  @Test func aBreakdownWithASmallGroupIsWithheldWhole() throws {
    let small = try TrialPack(files: Self.smallFiles, Self.smallPack)
    let slice = Slice(small.pack.period)
    switch try small.book(["order_value"], segment: "channel").breakdown("order_value", by: "channel", in: slice) {
    case .facts(let facts): Issue.record("\(facts.count) facts were shown")
    case .withheld(let why): #expect(why.contains("fewer than 10 customers"))
    }
    let open = try TrialPack(extra: "minimum_group: 1", files: Self.smallFiles, Self.smallPack)
    switch try open.book(["order_value"], segment: "channel").breakdown("order_value", by: "channel", in: slice) {
    case .facts(let facts):
      #expect(facts.map(\.segment?.value) == ["app", "web"])
      #expect(facts.map(\.estimate.value) == [4.5, 17.75])
    case .withheld(let why): Issue.record("\(why)")
    }
  }

  /// Whom the window of 90 days has not yet covered is left out above and below the line, and counted.
  @Test func immatureRowsAreExcludedAndCounted() throws {
    let trial = try TrialPack(
      asOf: "2026-10-05",
      files: [
        "customers.csv": """
        customer_id,assigned_at,next_order_at
        c1,2026-07-01,2026-08-01
        c2,2026-07-02,
        c3,2026-09-01,2026-09-02
        c4,2026-09-15,

        """
      ],
      """
      datasets:
        customers:
          file: customers.csv
          key: customer_id
          time: assigned_at
          columns: {customer_id: text, assigned_at: date, next_order_at: date}
      measures:
        assigned: {count: customers, mature: 90 days}
        retained:
          count: customers
          mature: 90 days
          where: next_order_at IS NOT NULL AND days_between(assigned_at, next_order_at) < 90
      metrics:
        retention: {value: retained / assigned, better: up}
      """)
    let book = try trial.book(["retention"])
    let fact = book.fact("retention", in: Slice(trial.pack.period))
    #expect(fact.estimate.value == 0.5)
    #expect(fact.estimate.n == 2)
    let quality = try #require(book.quality.first)
    #expect(quality.immature["assigned"] == 2, "\(quality.immature)")
  }

  /// Wilson's interval of 2 successes in 3 trials. Source: Wilson (1927), as computed with statsmodels 0.14
  /// (`proportion_confint(2, 3, method="wilson")`).
  @Test func aRateOfRowsHasWilsonsInterval() throws {
    let trial = try TrialPack(
      files: ["rows.csv": "id,at,ok\n1,2026-07-01,t\n2,2026-07-01,t\n3,2026-07-01,f\n"],
      """
      datasets:
        rows: {file: rows.csv, key: id, time: at, columns: {id: text, at: date, ok: boolean}}
      measures:
        rows: {count: rows}
        good: {count: rows, where: ok}
      metrics:
        share: {value: good / rows, better: up}
      """)
    let fact = try trial.fact("share")
    expect(fact.estimate.low, prints: 0.207660, digits: 6)
    expect(fact.estimate.high, prints: 0.938508, digits: 6)
  }
}
