import Facts
import Foundation
import Metrics
import Pack
import Scan
import Statistics
import TestSupport
import Testing

struct RetentionTests {
  private static let customers = """
    customer_id,created_at,next_at,tier
    a,2026-05-01 12:00:00,2026-05-31 11:59:59,gold
    b,2026-05-01 12:00:00,2026-05-31 12:00:00,gold
    c,2026-05-01 12:00:00,2026-05-01 12:00:00,basic
    d,2026-05-01 12:00:00,,basic
    e,2026-05-20 00:00:00,2026-05-25 00:00:00,basic

    """
  /// The same customers with their returns as rows; a returns twice, which counts once.
  private static let orders = """
    order_id,customer_id,ordered_at
    o1,a,2026-05-01 12:00:00
    o2,a,2026-05-31 11:59:59
    o3,a,2026-05-31 11:59:58
    o4,b,2026-05-31 12:00:00
    o5,c,2026-05-01 12:00:00
    o6,e,2026-05-25 00:00:00
    o7,x,2026-05-25 00:00:00

    """

  private func pack(event: String, asOf: String) throws -> TemporaryPack {
    try TemporaryPack(
      asOf: asOf, period: "2026-05", files: ["customers.csv": Self.customers, "orders.csv": Self.orders],
      """
      datasets:
        customers:
          file: customers.csv
          key: customer_id
          time: created_at
          cluster: customer_id
          columns: {customer_id: text, created_at: timestamp, next_at: timestamp, tier: text}
        orders:
          file: orders.csv
          key: order_id
          time: ordered_at
          cluster: customer_id
          columns: {order_id: text, customer_id: text, ordered_at: timestamp}
      segments:
        tier: {customers: tier}
      measures:
        customers: {count: customers}
      metrics:
        volume: {value: customers, better: up}
      retention:
        repeat: {from: customers, start: created_at, event: \(event), windows: [60 days, 30 days]}
      """)
  }

  /// Within 30 days of the five who started in May: a (29 days) and e come back; b after 30 days to the second is late,
  /// c's event is the start itself. At 10 June the 30 days of e have not passed, so 1 of 4; no 60 days have passed.
  @Test(arguments: ["next_at", "{from: orders, customer: customer_id, at: ordered_at}"])
  func aWindowCountsWhoHadAllOfIt(event: String) throws {
    let early = try pack(event: event, asOf: "2026-06-10")
    let may = try #require(early.pack?.period)
    let windows = ["repeat.started", "repeat.within_30", "repeat.within_60"]
    let book = try early.book(windows, periods: [may])
    #expect(windows.map { book.fact($0, in: Slice(may)).estimate.value } == [5, 0.25, nil])

    let late = try pack(event: event, asOf: "2026-08-31")
    let lateBook = try late.book(windows, periods: [may])
    #expect(windows.map { lateBook.fact($0, in: Slice(may)).estimate.value } == [5, 0.4, 0.6])
    #expect(late.pack?.retention.first?.windows.map(\.days) == [30, 60])
  }

  /// A segment of the customers divides those who came back alike: of two gold customers one, of three basic ones one.
  @Test func segmentsFollowTheCustomer() throws {
    let trial = try pack(event: "{from: orders, customer: customer_id, at: ordered_at}", asOf: "2026-08-31")
    let pack = try #require(trial.pack)
    var planner = Planner(pack)
    planner.need("repeat.within_30", periods: [pack.period], segment: "tier")
    let plan = planner.plan()
    let book = FactBook(pack: pack, plan: plan, table: try ScanEngine(threads: 1).run(plan, on: pack))
    let values = ["gold", "basic"].map {
      book.fact("repeat.within_30", in: Slice(pack.period, segment: SegmentValue("tier", $0))).estimate.value
    }
    #expect(values == [0.5, 1.0 / 3])
  }

  /// CDNOW: the master sample's first purchases fall into the first twelve weeks of 1997. The expected counts are taken
  /// from the file itself by a few lines of awk: customers with a purchase 1 to n-1 days after their first.
  @Test(.enabled(if: Repository.shared != nil))
  func cdnowCustomersWhoBuyAgain() throws {
    let data = try #require(Repository.shared).appendingPathComponent("data").path
    let folder = FileManager.default.temporaryDirectory.appending(path: "cdnow-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = """
      file: CDNOW_sample.txt, format: spaces, header: [master_id, sample_id, date, discs, dollars], time: date,
            columns: {master_id: text, date: {type: date, format: yyyyMMdd}}
      """
    try Data(
      """
      title: CDNOW
      as_of: 1998-06-30
      currency: USD
      calendar: {zone: UTC}
      period: 1997-Q1
      pages: [index.md]
      data_from: \(data)
      datasets:
        first_orders: {\(source)}
        orders: {\(source), cluster: master_id}
        customers: {rollup: first_orders, by: master_id, time: started, cluster: master_id, columns: {started: first(date)}}
      measures: {customers: {count: customers}}
      metrics: {volume: {value: customers, better: up}}
      retention:
        repeat:
          from: customers
          start: started
          event: {from: orders, customer: master_id, at: date}
          windows: [30 days, 90 days, 180 days]

      """.utf8
    ).write(to: folder.appending(path: "pack.yaml"))
    try Data("# A trial\n".utf8).write(to: folder.appending(path: "index.md"))
    let (loaded, findings) = Pack.load(folder: folder.path(percentEncoded: false), dataRoots: [data])
    let pack = try #require(loaded, "\(findings)")
    var planner = Planner(pack)
    let names = [
      "repeat.started", "repeat.returned_30", "repeat.returned_90", "repeat.returned_180", "repeat.within_90",
    ]
    for name in names { planner.need(name, periods: [pack.period]) }
    let plan = planner.plan()
    let table = try ScanEngine(threads: 2, dataRoots: [data]).run(plan, on: pack)
    let book = FactBook(pack: pack, plan: plan, table: table)
    let facts = names.map { book.fact($0, in: Slice(pack.period)) }
    #expect(facts.map(\.estimate.value) == [2357, 403, 686, 887, 686.0 / 2357])
    #expect(facts[4].estimate.low != nil)
  }
}
