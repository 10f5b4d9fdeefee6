import Facts
import Pack
import Statistics
import Testing
import Units

/// The worked examples of the KPI catalogue that go through rows of data.
struct WorkedExampleTests {
  /// Five event rows of three sessions, two contained: a rate per row would say 40%.
  @Test func sessionsAreCountedNotTheirEventRows() throws {
    let trial = try TrialPack(
      files: [
        "events.csv": """
        session_id,at,contained
        s1,2026-07-01 09:00:00,true
        s2,2026-07-01 10:00:00,true
        s3,2026-07-01 11:00:00,false
        s3,2026-07-01 11:01:00,false
        s3,2026-07-01 11:02:00,false

        """
      ],
      """
      datasets:
        events:
          file: events.csv
          time: at
          columns: {session_id: text, at: timestamp, contained: boolean}
        sessions:
          rollup: events
          by: session_id
          time: opened
          columns: {opened: first(at), contained: last(contained)}
      measures:
        sessions: {count: sessions}
        contained: {count: sessions, where: contained}
        event_rows: {count: events}
        contained_rows: {count: events, where: contained}
      metrics:
        containment: {value: contained / sessions, better: up}
        careless: {value: contained_rows / event_rows, better: up}
      """)
    expect(try trial.fact("containment").estimate.value, prints: 0.667, digits: 3)
    #expect(try trial.fact("careless").estimate.value == 0.4)
    #expect(try trial.fact("containment").estimate.n == 3)
  }

  /// Two event rows for an order of $100 and one for an order of $50: $150 of revenue, not $250.
  @Test func anOrderSeenTwiceIsPaidOnce() throws {
    let trial = try TrialPack(
      files: [
        "events.csv": """
        order_id,at
        o1,2026-07-01 09:00:00
        o1,2026-07-02 09:00:00
        o2,2026-07-03 09:00:00

        """,
        "orders.csv": "order_id,amount\no1,100.00\no2,50.00\n",
      ],
      """
      datasets:
        orders:
          file: orders.csv
          key: order_id
          columns: {order_id: text, amount: money}
        events:
          file: events.csv
          time: at
          lookup: {order: {to: orders, on: order_id}}
          columns: {order_id: text, at: timestamp}
        bought:
          rollup: events
          by: order_id
          time: seen
          columns: {seen: first(at), amount: first(order.amount)}
      measures:
        revenue: {sum: amount, from: bought}
        fanned_out: {sum: order.amount, from: events}
      metrics:
        order_revenue: {value: revenue, better: up}
        careless: {value: fanned_out, better: up}
      """)
    let revenue = try trial.fact("order_revenue")
    #expect(revenue.estimate.value == 150)
    #expect(revenue.unit.description == "USD")
    #expect(try trial.fact("careless").estimate.value == 250)
  }

  /// The last second of a month is the month's; the first of the next is not.
  @Test func periodsAreHalfOpen() throws {
    let trial = try TrialPack(
      period: "2026-01",
      files: [
        "rows.csv": """
        at
        2025-12-31 23:59:59
        2026-01-01 00:00:00
        2026-01-31 00:00:01
        2026-01-31 23:59:59
        2026-02-01 00:00:00

        """
      ],
      """
      datasets:
        rows: {file: rows.csv, time: at, columns: {at: timestamp}}
      measures:
        seen: {count: rows}
      metrics:
        volume: {value: seen, better: up}
      """)
    #expect(try trial.fact("volume").estimate.value == 3)
  }

  /// 2.0% to 2.4% on 100,000 sessions at $120: $48,000, Newcombe's interval scaled, order value fixed.
  @Test(arguments: [
    (sessions: [50_000, 50_000], orders: [1_200, 1_000], low: 26_191.0, high: 69_859.0),
    (sessions: [90_000, 10_000], orders: [2_160, 200], low: 10_882.0, high: 81_129.0),
  ])
  func incrementalRevenue(_ arms: (sessions: [Int], orders: [Int], low: Double, high: Double)) throws {
    var text = "session_id,at,arm,ordered\n"
    for (arm, name) in ["assistant", "holdout"].enumerated() {
      for i in 0..<arms.sessions[arm] {
        text += "\(arm)-\(i),2026-07-01,\(name),\(i < arms.orders[arm] ? "t" : "f")\n"
      }
    }
    let trial = try TrialPack(
      files: ["sessions.csv": text],
      """
      datasets:
        sessions:
          file: sessions.csv
          key: session_id
          time: at
          columns: {session_id: text, at: date, arm: text, ordered: boolean}
      cohorts:
        arm: {sessions: arm, randomised: true, values: {assistant: treatment, holdout: control}}
      inputs:
        volume: {value: 100000, unit: session, source: Example}
        order_value: {value: 120, unit: USD/order, source: Example}
      measures:
        sessions: {count: sessions}
        converted: {count: sessions, where: ordered}
      metrics:
        conversion: {value: converted / sessions, better: up}
        uplift: {value: "contrast(conversion, arm)", better: up}
        revenue: {value: "as(uplift * volume, order) * order_value", better: up}
      """)
    let book = try trial.book(["uplift", "revenue"])
    let uplift = book.fact("uplift", in: Slice(trial.pack.period))
    expect(uplift.estimate.value, prints: 0.004, digits: 9)
    #expect(uplift.unit.description == "pp")
    expect(uplift.estimate.low.map { $0 * 100_000 * 120 }, prints: arms.low, digits: 0)
    expect(uplift.estimate.high.map { $0 * 100_000 * 120 }, prints: arms.high, digits: 0)
    let revenue = book.fact("revenue", in: Slice(trial.pack.period))
    expect(revenue.estimate.value, prints: 48_000, digits: 2)
    #expect(revenue.unit.description == "USD")
  }
}
