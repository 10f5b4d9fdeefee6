import Diagnostics
import Foundation
import Testing

@testable import Site

/// Directives of a page: every name in them is checked, whatever the kind.
struct DirectiveTests {
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
        key: order_id
        time: at
        columns: {order_id: text, at: date, amount: money, channel: text}
    segments:
      channel: {orders: channel}
    cohorts:
      arm: {orders: "CASE WHEN channel = 'web' THEN 'web' ELSE 'rest' END", values: {web: treatment, rest: control}}
    measures:
      orders: {count: orders}
      revenue: {sum: amount, from: orders}
    metrics:
      order_value: {value: revenue / orders, better: up}

    """

  private func build(_ directive: String, draft: Bool = false) throws -> SiteBuild {
    let folder = try TemporaryFolder()
    try folder.write("pack.yaml", Self.pack)
    var rows = "order_id,at,amount,channel\n"
    for (index, channel) in ["web", "app"].enumerated() {
      for month in 7...9 {
        rows += "o\(index)-\(month),2026-0\(month)-01,\(10 + index).00,\(channel)\n"
        rows += "p\(index)-\(month),2026-0\(month)-02,\(12 + index).00,\(channel)\n"
      }
    }
    try folder.write("orders.csv", rows)
    try folder.write("index.md", "---\ntitle: Trial\n---\n# A message\n\n```\(directive)\n```\n")
    return SiteBuild.run(folder: folder.path, options: .init(draft: draft))
  }

  @Test(arguments: [
    ("chart\nkind: line\nmetric: order_valeu", "unknown-metric", "did you mean `order_value`?", 8),
    ("chart\nkind: bars\nmetric: order_value\nby: chanel", "unknown-segment", "did you mean `channel`?", 9),
    ("table\nmetrics: [order_value, revenu]", "unknown-metric", "did you mean `revenue`?", 7),
    ("sample_ratio\ncohort: arms\nmeasure: orders", "unknown-cohort", "did you mean `arm`?", 7),
    ("scorecard\nmetrics: [order_value]\nchange: prio", "unknown-comparison", "did you mean `prior`?", 8),
  ])
  func anUnknownNameIsMetWithTheNearest(body: String, id: String, remedy: String, line: Int) throws {
    let finding = try #require(try build(body).diagnostics.first { $0.severity == .error })
    #expect(finding.id == id)
    #expect(finding.remedy == remedy)
    #expect(finding.location?.file == "index.md")
    #expect(finding.location?.line == line)
  }

  @Test func anUnknownKeyOrKindIsAnError() throws {
    let key = try build("chart\nkind: line\nmetric: order_value\ngrian: month")
    #expect(key.files == nil)
    #expect(key.diagnostics.contains { $0.severity == .error && ($0.remedy ?? "").contains("grain") })
    let kind = try build("chart\nkind: pie\nmetric: order_value")
    #expect(kind.files == nil)
    #expect(kind.diagnostics.contains { $0.severity == .error && $0.location?.line == 7 }, "\(kind.diagnostics)")
  }

  @Test func aQuotationNeedsASource() throws {
    let built = try build("quote\ntext: It just works.")
    #expect(built.diagnostics.contains { $0.severity == .error && ($0.remedy ?? "").contains("source") })
  }

  @Test func aCleanChartHasNoFinding() throws {
    let built = try build("chart\nkind: line\nmetric: order_value\ngrain: month\nfrom: 2026-07\nby: channel")
    #expect(built.diagnostics.isEmpty, "\(built.diagnostics)")
    let page = try #require(built.files?.first { $0.path == "index.html" })
    #expect(String(decoding: page.bytes, as: UTF8.self).contains("role=\"img\""))
  }

  @Test func draftsAreWrittenWithTheirFindingsInPlace() throws {
    let claim = "note\ntitle: A note\ntext: \"The order value [rose]{order_value up}.\""
    let stopped = try build(claim)
    #expect(stopped.files == nil)
    #expect(stopped.diagnostics.contains { $0.id == "claim-not-borne-out" })
    let draft = try build(claim, draft: true)
    let page = try #require(draft.files?.first { $0.path == "index.html" })
    #expect(String(decoding: page.bytes, as: UTF8.self).contains("class=\"draft\""))
  }
}
