import Diagnostics
import Engines
import Facts
import Foundation
import Testing

@testable import Site

/// What a reader sees of the state of the data, and what nobody may see.
struct QualityPageTests {
  private static let rows = """
    order_id,at,amount,channel,phone
    o1,2026-07-01,10.00,web,1701
    o2,2026-08-01,25.50,web,1702
    o3,2026-09-30,4.50,app,secretA
    o4,2026-05-01,90.00,app,1704
    o5,2026-09-01,12,50x,app
    o6,2026-09-02,-3.00,app,1706

    """

  private func build(
    _ rules: String = "", page: String = "# A message\n\n```quality\n```\n\n```hashes\n```\n", draft: Bool = false,
    rows: String = rows
  ) throws -> SiteBuild {
    let folder = try TemporaryFolder()
    try folder.write(
      "pack.yaml",
      """
      title: Trial
      as_of: 2026-10-05
      currency: USD
      calendar: {zone: UTC}
      period: 2026-Q3
      minimum_group: 1
      pages: [index.md, second.md]
      datasets:
        orders:
          file: orders.csv
          key: order_id
          time: at
          \(rules)
          columns:
            order_id: text
            at: date
            amount: money
            channel: text
            phone: {type: integer, classification: restricted}
      measures:
        orders: {count: orders}
        revenue: {sum: amount, from: orders}
      metrics:
        order_value: {value: revenue / orders, better: up}

      """)
    try folder.write("orders.csv", rows)
    try folder.write("index.md", "---\ntitle: Trial\n---\n# The order value is {{ order_value }}\n")
    try folder.write("second.md", "---\ntitle: Data quality\n---\n\(page)")
    return SiteBuild.run(folder: folder.path, options: .init(draft: draft))
  }

  private func page(_ build: SiteBuild, _ name: String = "second.html") throws -> String {
    let files = try #require(build.files, "\(build.diagnostics)")
    return String(decoding: try #require(files.first { $0.path == name }).bytes, as: UTF8.self)
  }

  @Test func theTotalsAddUpOnThePage() throws {
    let build = try build()
    let book = try #require(build.book)
    #expect(book.quality[0].closes)
    let html = try page(build)
    #expect(html.contains("The dataset closes: 6 rows read, 2 set aside (33.33%)."))
    let cells = html.components(separatedBy: "<th scope=\"row\">orders</th>")[1].components(separatedBy: "</tr>")[0]
    let numbers = cells.split(separator: ">").compactMap { Int($0.prefix { $0.isNumber }) }
    #expect(numbers == [6, 3, 1, 2], "\(cells)")
  }

  @Test func rowsSetAsideAreCountedByRuleWithPlacesAndWithoutValues() throws {
    let html = try page(try build())
    #expect(html.contains("not a number") && html.contains("orders.csv:4"))
    #expect(!html.contains("secretA") && !html.contains("(restricted)"))
    #expect(html.contains("quarantine/&lt;dataset&gt;.csv"))
  }

  @Test func rulesFreshnessAndReconciliationStandWithTheirLimits() throws {
    let html = try page(
      try build(
        "rules: [{name: positive, where: amount > 0, at_most: 20%}]\n    freshness: 90 days\n    retention: 3 months\n"
          + "    reconcile: {revenue: {to: 35.50, source: Finance ledger}}"))
    for text in [
      "positive", "amount &gt; 0", "20%", ">Kept<", "90 days", ">Fresh<", "3 months", ">Kept too long<",
      "Finance ledger",
      "$35.50", ">Agrees<", "none stale, 1 of 1 figure reconciles",
    ] {
      #expect(html.contains(text), "\(text)")
    }
  }

  @Test func aFigureThatDoesNotReconcileStandsOnPageOneAndStopsNothing() throws {
    let build = try build("reconcile: {revenue: {to: 33.50, tolerance: 1%, source: <Finance> ledger}}")
    #expect(build.diagnostics.map(\.id).contains("not-reconciled") && !build.diagnostics.hasErrors)
    let html = try page(build, "index.html")
    let notice =
      "Revenue in 2026-Q3 does not reconcile: $32.50 against $33.50 (&lt;Finance&gt; ledger), 2.99% off, 1% allowed."
    #expect(
      html.contains(notice),
      "\(html.components(separatedBy: "class=\"notice\"").dropFirst().first?.prefix(400) ?? "no notice")")
    #expect(try !page(build).contains("class=\"notice\""))
    #expect(try page(build).contains(">Differs<"))
    let agreeing = try self.build("reconcile: {revenue: {to: 32.50, source: x}}")
    #expect(try !page(agreeing, "index.html").contains("\"notice\""))
  }

  @Test func aBrokenLimitMeansNoReport() throws {
    for rules in [
      "rules: [{name: positive, where: amount > 0}]", "freshness: 2 days", "max_bad_rows: 10%",
    ] {
      let built = try build(rules)
      #expect(built.files == nil && built.diagnostics.hasErrors && built.book != nil, "\(rules)")
      #expect(try build(rules, draft: true).files != nil)
    }
  }

  @Test func theStateOfTheDataCanBeTheMessage() throws {
    let html = try page(try build(page: "# {{ quality }}\n\n```quality\n```\n"))
    #expect(html.contains("<h1 class=\"message\">The dataset closes: 6 rows read"))
    #expect(!html.contains("class=\"verdict\""))
  }

  @Test func aDatasetNamedLikeMarkupStaysText() throws {
    let html = try page(
      try build(
        "rules: [{name: \"<b>&\", where: \"channel <> '<script>'\", at_most: 5}]"))
    #expect(html.contains("&lt;b&gt;&amp;") && !html.contains("<script>"))
  }
}
