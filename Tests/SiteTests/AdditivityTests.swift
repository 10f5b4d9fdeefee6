import Diagnostics
import Foundation
import Testing

@testable import Site

/// What a page must not add up or break down is found before any data is read.
struct AdditivityTests {
  private static let pack = """
    title: Trial
    as_of: 2026-10-05
    currency: USD
    calendar: {zone: UTC}
    period: 2026-Q3
    minimum_group: 1
    pages: [index.md]
    datasets:
      orders:
        file: orders.csv
        time: at
        cluster: customer_id
        columns: {at: date, amount: money, channel: text, score: integer, customer_id: text}
      costs: {file: costs.csv, time: at, columns: {at: date, amount: money}}
    segments:
      channel: {orders: channel}
    measures:
      orders: {count: orders}
      web: {count: orders, where: channel = 'web'}
      buyers: {distinct: orders}
      revenue: {sum: amount, from: orders}
      cost: {sum: amount, from: costs}
    metrics:
      order_value: {value: revenue / orders, better: up}
      web_share: {value: web / orders, better: up}
      margin: {value: revenue - cost, better: up}
      nps: {value: "nps(web, orders, orders)", better: up}

    """

  private func findings(_ body: String) throws -> [Diagnostic] {
    let folder = try TemporaryFolder()
    try folder.write("pack.yaml", Self.pack)
    try folder.write(
      "orders.csv", "at,amount,channel,score,customer_id\n2026-08-01,10.00,web,9,a\n2026-08-02,30.00,app,5,b\n")
    try folder.write("costs.csv", "at,amount\n2026-08-01,4.00\n")
    try folder.write("index.md", "---\ntitle: Trial\n---\n# A message\n\n\(body)\n")
    return SiteBuild.run(folder: folder.path, options: .init()).diagnostics.filter { $0.severity == .error }
  }

  @Test(arguments: [
    ("```chart\nkind: bars\nmetric: margin\nby: channel\n```", "no-breakdown", "allocate: orders"),
    ("```table\nmetrics: [revenue, margin]\nby: channel\n```", "no-breakdown", "`costs: column`"),
    ("```chart\nkind: line\nmetric: cost\nby: channel\n```", "no-breakdown", "`costs: column`"),
    ("```chart\nkind: forest\nmetric: margin\nby: [channel]\n```", "no-breakdown", "`costs: column`"),
    ("The margin of the web was {{ margin[channel=web] }}.", "no-breakdown", "`costs: column`"),
    ("NPS rose by {{ nps.relative_change(prior) }}.", "index-change", "the change in points"),
    (
      "```chart\nkind: waterfall\nsteps: [{metric: revenue}, {metric: web_share}]\ntotal: Sum\n```", "unit-mismatch",
      "figures of one unit"
    ),
    (
      "```chart\nkind: waterfall\nsteps: [{metric: order_value}, {metric: order_value}]\ntotal: Sum\n```",
      "not-additive", "sums it is made of"
    ),
    (
      "```chart\nkind: waterfall\nsteps: [{metric: buyers}, {metric: buyers}]\ntotal: Sum\n```", "not-additive",
      "sums it is made of"
    ),
  ])
  func isRefused(_ body: String, _ id: String, _ remedy: String) throws {
    let finding = try #require(try findings(body).first, "nothing was found")
    #expect(finding.id == id)
    #expect(finding.location?.file == "index.md")
    #expect(finding.location?.line == 6)
    #expect(finding.remedy?.contains(remedy) == true, "\(finding.remedy ?? "")")
  }

  @Test func sumsAreShown() throws {
    let body = "```chart\nkind: waterfall\nsteps: [{metric: revenue}, {metric: cost, sign: '-'}]\ntotal: Margin\n```"
    #expect(try findings(body) == [])
  }
}
