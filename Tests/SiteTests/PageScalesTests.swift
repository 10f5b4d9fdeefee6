import Diagnostics
import Foundation
import Testing

@testable import Site

/// Charts of one unit beside each other have one scale or say that they have not.
struct PageScalesTests {
  private func build(_ first: String, _ second: String, more: String = "", moreFrom: String = "2026-07") throws
    -> SiteBuild
  {
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
      pages: [index.md]
      datasets:
        orders:
          file: orders.csv
          key: order_id
          time: at
          columns: {order_id: text, at: date, amount: money, tax: money}
      measures:
        orders: {count: orders}
        revenue: {sum: amount, from: orders}
        tax: {sum: tax, from: orders}
      metrics:
        total_revenue: {value: revenue, better: up}
        total_tax: {value: tax, better: neutral}
        volume: {value: orders, better: up}

      """)
    try folder.write(
      "orders.csv",
      "order_id,at,amount,tax\na,2026-07-01,100.00,9.00\nb,2026-08-01,110.00,10.00\nc,2026-09-01,120.00,11.00\n")
    func chart(_ keys: String, from: String = "2026-07") -> String {
      "\n```chart\nkind: line\nfrom: \(from)\nwidth: half\n\(keys)\n```\n"
    }
    try folder.write(
      "index.md",
      "---\ntitle: Trial\n---\n# A message\n\(chart(first))\(chart(second))\(more.isEmpty ? "" : chart(more, from: moreFrom))"
    )
    return SiteBuild.run(folder: folder.path, options: .init())
  }

  private func scaleFindings(_ built: SiteBuild) -> [Diagnostic] {
    #expect(built.files != nil, "\(built.diagnostics)")
    return built.diagnostics.filter { $0.id == "unequal-scales" }
  }

  @Test func twoScalesOfOneUnitInARowAreFound() throws {
    let built = try build("metric: total_revenue", "metric: total_tax")
    let finding = try #require(scaleFindings(built).first)
    #expect(scaleFindings(built).count == 1)
    #expect(finding.severity == .warning)
    #expect(finding.location?.file == "index.md" && finding.location?.line == 13)
    #expect(finding.summary.contains("Total tax") || finding.summary.contains("total_tax"))
  }

  @Test func aMarkOrASharedScaleSettlesIt() throws {
    let own = try build("metric: total_revenue", "metric: total_tax\nscale: own")
    #expect(scaleFindings(own).isEmpty)
    #expect(try page(own).contains("On a scale of its own."))
    let shared = try build("metric: total_revenue\nscale: shared", "metric: total_tax\nscale: shared")
    #expect(scaleFindings(shared).isEmpty)
    // The tax of 9 to 11 dollars is drawn on the axis of the revenue, which goes beyond 100.
    let tax = try #require(try page(shared).components(separatedBy: "<figure>").last)
    #expect(tax.contains(">100</text>"))
    #expect(try !page(own).components(separatedBy: "<figure>")[2].contains(">100</text>"))
  }

  /// The tax spans 8.5 to 11 or so and the revenue 100 to 120; of the shorter one at most half, rounded to 1, 2 or 5.
  @Test func chartsOnDifferentScalesCarryTheSameScalingMark() throws {
    let own = try page(build("metric: total_revenue", "metric: total_tax\nscale: own"))
    #expect(own.components(separatedBy: "The bar at the foot of the axis is ").count == 3)
    let figures = own.components(separatedBy: "<figure>").dropFirst()
    for figure in figures { #expect(figure.contains("c-measure") && figure.contains(">$1.00</data> long")) }
    let shared = try page(build("metric: total_revenue\nscale: shared", "metric: total_tax\nscale: shared"))
    #expect(!shared.contains("foot of the axis"))
    #expect(try !page(build("metric: total_revenue", "metric: volume")).contains("foot of the axis"))
  }

  @Test func differentUnitsMayDiffer() throws {
    #expect(try scaleFindings(build("metric: total_revenue", "metric: volume")).isEmpty)
  }

  @Test func oneMetricTwiceOnAPageIsFound() throws {
    let built = try build(
      "metric: total_revenue", "metric: volume", more: "metric: total_revenue", moreFrom: "2026-09")
    #expect(scaleFindings(built).count == 1)
  }

  @Test func idsThatOccurTwiceAreFound() {
    #expect(duplicateIDs(in: "<a id=\"x\"></a><b class=\"id\" id=\"y\"><i id=\"x\" data-id=\"y\">").map { $0 } == ["x"])
    #expect(duplicateIDs(in: "<a id=\"x\"></a> id=").isEmpty)
  }

  private func page(_ built: SiteBuild) throws -> String {
    String(decoding: try #require(built.files?.first { $0.path == "index.html" }).bytes, as: UTF8.self)
  }
}
