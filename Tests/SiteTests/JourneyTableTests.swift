import Diagnostics
import Foundation
import Testing

@testable import Site

/// Tables of funnels and retention, with their blanks and their names.
struct JourneyTableTests {
  private static let pack = """
    title: Trial
    as_of: 2026-09-30
    currency: USD
    calendar: {zone: UTC}
    period: 2026-Q3
    minimum_group: 1
    pages: [index.md]
    datasets:
      customers:
        file: customers.csv
        key: id
        time: at
        columns: {id: text, at: date, next: date}
    measures:
      customers: {count: customers}
    metrics:
      volume: {value: customers, better: up}
    funnels:
      steps: {from: customers, label: Way, steps: {came: "TRUE", <back>: {where: next IS NOT NULL, label: "<Back>"}}}
    retention:
      again: {from: customers, label: Back, start: at, event: next, windows: [10 days, 40 days]}

    """.replacing("<back>", with: "back")

  private func build(_ directive: String) throws -> SiteBuild {
    let folder = try TemporaryFolder()
    try folder.write("pack.yaml", Self.pack)
    try folder.write(
      "customers.csv",
      "id,at,next\na,2026-07-01,2026-07-05\nb,2026-07-02,2026-08-05\nc,2026-08-03,2026-08-04\nd,2026-09-03,\n")
    try folder.write("index.md", "---\ntitle: Trial\n---\n# A message\n\n```\(directive)\n```\n")
    return SiteBuild.run(folder: folder.path, options: .init())
  }

  private func page(_ directive: String) throws -> String {
    let built = try build(directive)
    #expect(!built.diagnostics.contains { $0.severity == .error }, "\(built.diagnostics)")
    return String(decoding: try #require(built.files?.first { $0.path == "index.html" }).bytes, as: UTF8.self)
  }

  /// Four came, three came back.
  @Test func aFunnelHasARowAStep() throws {
    let html = try page("table\nfunnel: steps\ntitle: The way")
    #expect(html.contains("<th scope=\"row\">Came</th>"))
    #expect(html.contains("<th scope=\"row\">&lt;Back&gt;</th>"))
    #expect(html.contains(">75%</button>") && html.contains(">25%</button>"))
    #expect(!html.contains("<Back>"))
  }

  @Test func aFunnelIsDrawnAsBars() throws {
    let html = try page("chart\nkind: funnel\nfunnel: steps\ntitle: The way")
    #expect(html.contains("role=\"img\""))
    #expect(html.contains("3 of 4"))
  }

  /// July: one of two within 10 days, two of two within 40. August's 40 days end after 30 September, as do all of
  /// September's windows: those cells are blank.
  @Test func retentionIsBlankUntilTheWindowHasPassed() throws {
    let html = try page("table\nretention: again\nfrom: 2026-07\ntitle: Who came back")
    let body = try #require(html.range(of: "<tbody><tr><th scope=\"row\">July 2026</th>"))
    let rows = html[body.lowerBound...].components(separatedBy: "<tr>").dropFirst()
      .map { $0.components(separatedBy: "</tr>")[0] }
    #expect(rows.map { $0.components(separatedBy: "<td class=\"hm\">–</td>").count - 1 }.prefix(3) == [0, 1, 2])
    #expect(rows.first?.contains(">50.0%</button>") == true)
    #expect(rows.first?.contains(">100.0%</button>") == true)
    #expect(rows.first?.contains("class=\"h0\"") == true && rows.first?.contains("class=\"h5\"") == true)
  }

  @Test(arguments: [
    ("table\nfunnel: stpes", "unknown-funnel"), ("table\nretention: agian", "unknown-retention"),
    ("chart\nkind: funnel\nfunnel: stpes", "unknown-funnel"), ("table\nfunnel: steps\nmetrics: [volume]", "unused-key"),
  ])
  func namesAreChecked(directive: String, id: String) throws {
    let findings = try build(directive).diagnostics.filter { $0.severity == .error }
    #expect(findings.map(\.id) == [id], "\(findings)")
  }
}
