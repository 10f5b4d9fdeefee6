import Diagnostics
import Foundation
import Testing

@testable import Site

/// A group below the minimum stands on no page: not in a chart, its data, a table or a sentence.
struct SmallGroupPageTests {
  private func build(_ page: String, minimum: Int) throws -> SiteBuild {
    let folder = try TemporaryFolder()
    try folder.write(
      "pack.yaml",
      """
      title: Trial
      as_of: 2026-10-05
      currency: USD
      calendar: {zone: UTC}
      period: 2026-Q3
      minimum_group: \(minimum)
      pages: [index.md]
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
        revenue: {sum: amount, from: orders}
      metrics:
        order_value: {value: revenue / orders, better: up}
        total: {value: revenue, better: up}

      """)
    // Six customers on the web at 20.00, two in the app at 77.77; in September six there, too.
    var rows = "order_id,customer_id,at,amount,channel\n"
    for month in 7...9 {
      for customer in 0..<6 {
        rows += "w\(month)\(customer),w\(customer),2026-0\(month)-05,20.00,web\n"
        guard customer < 2 || month == 9 else { continue }
        rows += "a\(month)\(customer),a\(customer),2026-0\(month)-06,77.77,app\n"
      }
    }
    try folder.write("orders.csv", rows)
    try folder.write("index.md", "---\ntitle: Trial\n---\n# A message\n\n\(page)\n")
    return SiteBuild.run(folder: folder.path, options: .init())
  }

  private func html(_ build: SiteBuild) throws -> String {
    let files = try #require(build.files, "\(build.diagnostics)")
    return String(decoding: try #require(files.first { $0.path == "index.html" }).bytes, as: UTF8.self)
  }

  @Test(arguments: [
    "chart\nkind: bars\nmetric: order_value\nby: channel", "chart\nkind: bars\nmetric: total\nby: channel",
    "table\nmetrics: [order_value]\nby: channel", "table\nmetrics: [total]\nby: channel",
  ])
  func aPeriodWithASmallGroupIsWithheld(_ directive: String) throws {
    let block = "```\(directive)\n```"
    let page = try html(try build(block, minimum: 7))
    #expect(page.contains("withheld: a group has fewer than 7 customers (channel)") && !page.contains("77.77"))
    #expect(!page.contains("20.00") && !page.contains("$778") && !page.contains("777.7"))
    let shown = try html(try build(block, minimum: 5))
    #expect(["77.77", "777.7", "$778"].contains(where: shown.contains), "the test could not fail")
  }

  @Test(arguments: ["order_value", "total"])
  func aLineHasGapsWhereAGroupIsSmall(_ metric: String) throws {
    let block = "```chart\nkind: line\nmetric: \(metric)\ngrain: month\nfrom: 2026-07\nby: channel\n```"
    let gaps = try html(try build(block, minimum: 3))
    #expect(gaps.contains("Left out where a group has fewer than 3 customers."))
    let rows = gaps.components(separatedBy: "<th scope=\"row\">").dropFirst().map {
      $0.components(separatedBy: "</tr>")[0]
    }
    #expect(rows.count == 3, "\(rows)")
    for row in rows.prefix(2) { #expect(!row.contains(".") && row.contains("n/a"), "\(row)") }
    #expect(rows.last?.contains("n/a") == false)
    #expect(try html(try build(block, minimum: 7)).contains("withheld: a group has fewer than 7 customers"))
  }

  @Test func aSentenceCannotNameASmallGroupOrItsSiblings() throws {
    for value in ["app", "web"] {
      let built = try build("The value is {{ order_value[channel=\(value)] }}.", minimum: 7)
      #expect(built.files == nil)
      let finding = try #require(built.diagnostics.first { $0.severity == .error })
      #expect(finding.explanation?.contains("fewer than 7 customers") == true, "\(finding)")
    }
    let monthly = try build("It was {{ total[channel=web, period=2026-07] }}.", minimum: 3)
    #expect(monthly.diagnostics.contains { $0.explanation?.contains("fewer than 3 customers") == true })
  }
}
