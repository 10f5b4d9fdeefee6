import Foundation
import Testing

/// Queries of the KPI catalogue's last worked examples, as they are often written: each is refused or warned of, and the
/// sound form beside it gives the catalogue's figure.
struct FaultyQueryTests {
  /// A pack of one page that shows one metric, from `datasets:` on.
  static func facts(
    _ metric: String, period: String, files: [String: String], _ body: String
  ) throws -> (result: Tool.Result, value: Double?) {
    let work = try WorkFolder()
    let head = """
      title: Trial
      as_of: 2026-10-05
      currency: USD
      calendar: {zone: UTC}
      period: \(period)
      minimum_group: 1
      pages: [index.md]

      """
    try work.write("pack/pack.yaml", head + body)
    try work.write("pack/index.md", "---\ntitle: Trial\n---\n# Trial\n")
    for (name, text) in files { try work.write("pack/" + name, text) }
    let result = try Tool.run(["facts", work.path("pack"), "--format", "json", "--metric", metric])
    let facts = try? JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]]
    let fact = facts?.first { $0["metric"] as? String == metric }
    return (result, fact?["value"] as? Double)
  }

  static let events = """
    session_id,at,contained
    s1,2026-07-01 09:00:00,true
    s2,2026-07-01 10:00:00,true
    s3,2026-07-01 11:00:00,false
    s3,2026-07-01 11:01:00,false
    s3,2026-07-01 11:02:00,false

    """

  /// Five event rows of three sessions, two contained: 66.7%, and 40% of rows is refused.
  @Test func eventRowsAreNoSessions() throws {
    let faulty = try Self.facts(
      "containment", period: "2026-Q3", files: ["events.csv": Self.events],
      """
      datasets:
        sessions:
          file: events.csv
          key: session_id
          time: at
          columns: {session_id: text, at: timestamp, contained: boolean}
      measures:
        sessions: {count: sessions}
        contained: {count: sessions, where: contained}
      metrics:
        containment: {value: contained / sessions, better: up}
      """)
    #expect(faulty.result.code == 1)
    #expect(faulty.value == nil)
    for word in ["events.csv:5", "Key `s3`", "duplicate-key", "Every figure would count these rows twice"] {
      #expect(faulty.result.error.contains(word), "\(faulty.result.error)")
    }
    let sound = try Self.facts(
      "containment", period: "2026-Q3", files: ["events.csv": Self.events],
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
      metrics:
        containment: {value: contained / sessions, better: up}
      """)
    #expect(sound.result.code == 0, "\(sound.result.error)")
    #expect(abs((sound.value ?? 0) - 2.0 / 3) < 1e-12)
  }

  static let orders = "order_id,amount\no1,100.00\no2,50.00\n"
  static let orderEvents = """
    order_id,at
    o1,2026-07-01 09:00:00
    o1,2026-07-02 09:00:00
    o2,2026-07-03 09:00:00

    """

  /// Two event rows for an order of $100, one for an order of $50: $150, and the sum over rows ($250) is warned of.
  @Test func anOrderWithTwoEventsIsPaidOnce() throws {
    let files = ["orders.csv": Self.orders, "events.csv": Self.orderEvents]
    let datasets = """
      datasets:
        orders: {file: orders.csv, key: order_id, columns: {order_id: text, amount: money}}
        events:
          file: events.csv
          time: at
          lookup: {order: {to: orders, on: order_id}}
          columns: {order_id: COLUMN, at: timestamp}
        bought:
          rollup: events
          by: order_id
          time: seen
          columns: {seen: first(at), amount: first(order.amount)}

      """
    let faultyMeasure = """
      measures:
        revenue: {sum: order.amount, from: events}
      metrics:
        order_revenue: {value: revenue, better: up}
      """
    let faulty = try Self.facts(
      "order_revenue", period: "2026-Q3", files: files,
      datasets.replacingOccurrences(of: "COLUMN", with: "text") + faultyMeasure)
    for word in [
      "pack.yaml:21:18", "warning", "fan-out", "`order.amount` is added once for each row of `events`",
      "roll `events` up by `order_id` first",
    ] {
      #expect(faulty.result.error.contains(word), "\(faulty.result.error)")
    }
    // Who says that no two rows share an order is held to it.
    let claimed = try Self.facts(
      "order_revenue", period: "2026-Q3", files: files,
      datasets.replacingOccurrences(of: "COLUMN", with: "{type: text, unique: true}") + faultyMeasure)
    #expect(claimed.result.code == 1)
    #expect(claimed.result.error.contains("duplicate-value"), "\(claimed.result.error)")
    #expect(!claimed.result.error.contains("fan-out"))
    let sound = try Self.facts(
      "order_revenue", period: "2026-Q3", files: files,
      datasets.replacingOccurrences(of: "COLUMN", with: "text") + """
        measures:
          revenue: {sum: amount, from: bought}
        metrics:
          order_revenue: {value: revenue, better: up}
        """)
    #expect(sound.result.error.isEmpty)
    #expect(sound.value == 150)
  }

  static let rows = "at\n2026-01-01 00:00:00\n2026-01-31 00:00:01\n2026-01-31 23:59:59\n2026-02-01 00:00:00\n"

  /// `BETWEEN` two dates loses the 31st on timestamps; periods are half-open and do not.
  @Test func theLastDayOfAPeriodCounts() throws {
    let body = { (condition: String) in
      """
      datasets:
        rows: {file: rows.csv, time: at, columns: {at: timestamp}}
      measures:
        seen: {count: rows\(condition)}
      metrics:
        volume: {value: seen, better: up}
      """
    }
    let faulty = try Self.facts(
      "volume", period: "2026-01", files: ["rows.csv": Self.rows],
      body(", where: at BETWEEN DATE '2026-01-01' AND DATE '2026-01-31'"))
    for word in ["warning", "between-timestamps", "at >= DATE '2026-01-01' AND at < DATE '2026-02-01'"] {
      #expect(faulty.result.error.contains(word), "\(faulty.result.error)")
    }
    #expect(faulty.value == 1)
    let sound = try Self.facts("volume", period: "2026-01", files: ["rows.csv": Self.rows], body(""))
    #expect(sound.result.error.isEmpty)
    #expect(sound.value == 3)
  }
}
