import Foundation
import Testing

/// Published files, read as they are and where they lie. Figures without another source are from the README beside
/// them.
@Suite(.enabled(if: RealPack.data != nil, "the shared data are absent"))
struct RealFilesTests {
  /// A file without a header, its fields between runs of spaces, its dates in digits alone.
  @Test func ordersOfCDNOWAreRolledUpByCustomer() throws {
    let orders = """
      file: CDNOW_sample.txt
          format: spaces
          header: [master_id, sample_id, date, discs, dollars]
          time: date
          columns: {date: {type: date, format: yyyyMMdd}, discs: integer, dollars: money, master_id: text}
      """
    let pack = try RealPack(
      asOf: "1998-12-31", period: "1997-01-01..1998-12-30",
      """
      datasets:
        history:
          \(orders)
        customers:
          rollup: history
          by: master_id
          time: joined
          columns: {joined: first(date), latest: last(date), orders: count, spent: sum(dollars)}
        orders:
          \(orders)
          cluster: master_id
          lookup: {customer: {to: customers, on: master_id}}
      measures:
        orders: {count: orders}
        revenue: {sum: dollars, from: orders}
        buyers: {distinct: orders}
        customers: {count: customers}
        repeat_customers: {count: customers, where: orders > 1}
        spent: {sum: spent, from: customers}
        days_active: {sum: "days_between(joined, latest)", from: customers}
        early_orders: {count: orders, where: "days_between(customer.joined, date) < 90"}
        early_value: {sum: dollars, from: orders, where: "days_between(customer.joined, date) < 90"}
        early_repeats: {count: orders, where: "date > customer.joined AND days_between(customer.joined, date) < 90"}
        early_repeat_value:
          {sum: dollars, from: orders, where: "date > customer.joined AND days_between(customer.joined, date) < 90"}
      metrics:
        repeat_share: {value: repeat_customers / customers, better: up}
      """)
    let facts = try pack.facts([
      "orders", "revenue", "buyers", "customers", "repeat_customers", "spent", "days_active", "early_orders",
      "early_value", "early_repeats", "early_repeat_value", "repeat_share",
    ])
    #expect(facts["orders"]?.value == 6_919)
    #expect(facts["revenue"]?.value == 244_091.94)
    #expect(facts["customers"]?.value == 2_357)
    #expect(facts["buyers"]?.value == 2_357)
    #expect(facts["spent"]?.value == 244_091.94)
    // The following are from a Python script over the same file: orders grouped by the first field in a dict, dates as
    // `datetime`, dollars as `Decimal`, days as the difference of dates.
    #expect(facts["repeat_customers"]?.value == 1_152)
    expect(facts["repeat_share"]?.value, prints: 0.488757, digits: 6)
    #expect(facts["days_active"]?.value == 307_464)
    #expect(facts["early_orders"]?.value == 3_760)
    #expect(facts["early_value"]?.value == 129_977.45)
    #expect(facts["early_repeats"]?.value == 1_361)
    #expect(facts["early_repeat_value"]?.value == 52_217.5)
  }

  /// 33,628 lines of text, most of them within quoted cells whose lines end in CRLF, are 2,503 records.
  @Test func reportsOfHadoopAreReadRaw() throws {
    let pack = try RealPack(
      asOf: "2025-03-03 22:34", period: "2000-01-01..2025-12-31",
      """
      datasets:
        bugs:
          file: hadoop_bugs.csv
          time: Created
          max_bad_rows: 0
          columns:
            Created: {type: timestamp, format: "dd/MMM/yy HH:mm"}
            Resolved: {type: timestamp, format: "dd/MMM/yy HH:mm"}
            Description: text
      segments:
        priority: {bugs: Priority}
      measures:
        reported: {count: bugs}
        closed: {count: bugs, where: Resolved IS NOT NULL}
        of_null_pointers: {count: bugs, where: "Description LIKE '%NullPointerException%'"}
        velocity: {survival: bugs, start: Created, end: Resolved, resolution: 1 min}
      metrics:
        feedback_loop_velocity: {value: median(velocity), unit: day, better: down}
        open_after_30_days: {value: "1 - within(velocity, 30 [day])", better: down}
      """)
    let facts = try pack.facts(
      ["reported", "closed", "of_null_pointers", "feedback_loop_velocity", "open_after_30_days"], by: "priority")
    #expect(facts["reported"]?.value == 2_503)
    #expect(facts["closed"]?.value == 1_733)
    // From the `csv` module of Python over the same file: records whose description contains the word.
    #expect(facts["of_null_pointers"]?.value == 41)
    expect(facts["feedback_loop_velocity"]?.value, prints: 47.295, digits: 3)
    expect(facts["feedback_loop_velocity"]?.low, prints: 38.07, digits: 2)
    expect(facts["feedback_loop_velocity"]?.high, prints: 57.61, digits: 2)
    expect(facts["open_after_30_days"]?.value, prints: 0.54974, digits: 5)
    expect(facts["feedback_loop_velocity Blocker"]?.value, prints: 6.154, digits: 3)
    expect(facts["feedback_loop_velocity Major"]?.value, prints: 48.032, digits: 3)
  }

  @Test func eventsOfTheHelpdeskAreRolledUpToCases() throws {
    let facts = try Helpdesk.pack(file: "helpdesk_eventlog.csv").facts([
      "events", "cases", "mean_duration", "median_duration", "p90_duration", "within_week",
    ])
    #expect(facts["events"]?.value == 13_710)
    #expect(facts["cases"]?.value == 3_804)
    expect(facts["mean_duration"]?.value, prints: 8.7982, digits: 4)
    expect(facts["median_duration"]?.value, prints: 3.9278, digits: 4)
    expect(facts["p90_duration"]?.value, prints: 26.1269, digits: 4)
    expect(facts["within_week"]?.value.map { $0 * 100 }, prints: 61.856, digits: 3)
  }

  @Test func aRenamedColumnIsSuggested() throws {
    let pack = try Helpdesk.pack(file: "log.csv")
    let log = try Helpdesk.log()
    try #require(log.starts(with: Data("CaseID,ActivityID,CompleteTimestamp\n".utf8)))
    let header = Data("CaseID,ActivityID,Complete_Timestamp\n".utf8)
    try pack.work.write("pack/log.csv", header + log.dropFirst(header.count - 1))
    let result = try pack.run("build", ["--output", pack.work.path("out")])
    #expect(result.code == 1)
    for words in ["log.csv:1", "missing-column", "`CompleteTimestamp`", "Did you mean `Complete_Timestamp`?"] {
      #expect(result.error.contains(words), "\(words) is not in:\n\(result.error)")
    }
    #expect(!pack.work.exists("out"))
  }
}
