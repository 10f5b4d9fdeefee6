import Foundation
import Testing

/// Tables whose groups close with a sum.
struct SubtotalsTests {
  private static let yaml = SmallPack.yaml.replacingOccurrences(
    of: "  total_revenue:",
    with: """
        web: {value: web_revenue, better: up, plan: 30}
        app: {value: app_revenue, better: up, plan: 10}
        stores: {value: 2 * web_revenue, better: up, plan: 50}
        online: {value: web_revenue + app_revenue, better: up}
        buyers: {value: people, better: up}
        web_share: {value: web_revenue / revenue, better: up}
        total_revenue:
      """
  ).replacingOccurrences(
    of: "  revenue: {",
    with: """
        web_revenue: {sum: amount, from: orders, where: channel = 'web'}
        app_revenue: {sum: amount, from: orders, where: channel = 'app'}
        people: {distinct: orders}
        revenue: {
      """
  ).replacingOccurrences(of: "    time: at\n", with: "    time: at\n    cluster: channel\n")

  private func built(_ table: String) throws -> (SmallPack, Tool.Result) {
    let pack = try SmallPack(yaml: Self.yaml, page: SmallPack.page + "\n```table\n\(table)\n```\n")
    return (pack, try pack.build())
  }

  @Test func groupsCloseToTheTotal() throws {
    let (pack, result) = try built(
      """
      groups: {Online: [web, app], Shops: [stores]}
      subtotals: true
      columns: [value, plan, interval, prior, change]
      """)
    #expect(result.code == 0, "\(result.error)")
    let csv = try pack.work.text("out/data/index-table-web-app-stores.csv")
    let rows = csv.split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    // 35.50 over the web, 4.50 in the app, twice the web in shops: 40, 71, in all 111; plans of 30, 10, 50.
    let closing = rows.filter { ["Online: total", "Shops: total", "Total"].contains($0[0]) }
    #expect(closing.map { $0[1] } == ["40", "71", "111"], "\(csv)")
    #expect(closing.map { $0[2] } == ["40", "50", "90"], "\(csv)")
    #expect(try Tool.run(["verify", pack.work.path("out")]).code == 0)
    #expect(try pack.work.text("out/index.html").contains("Computed from"))
  }

  @Test(arguments: [
    ("groups: {A: [web, web_share]}\nsubtotals: true", "unit-mismatch"),
    ("groups: {A: [web_share, web_share]}\nsubtotals: true", "shares, scores and figures per unit have no sum"),
    ("groups: {A: [buyers, buyers]}\nsubtotals: true", "who is counted in two of them is counted twice"),
    (
      "groups: {A: [web], B: [web_share]}\nsubtotals: {A: total_revenue}",
      "add up to $35.50, but `total_revenue` is $40.00"
    ),
    ("metrics: [web]\nsubtotals: true", "`subtotals` needs `groups`"),
    ("groups: {Web: [web]}\nsubtotals: {Wbe: web}", "did you mean `Web`?"),
  ])
  func whatHasNoSumIsRefused(table: String, words: String) throws {
    let (_, result) = try built(table)
    #expect(result.code == 1 && result.error.contains(words), "\(result.error)")
  }

  @Test func aGroupOfRatiosClosesWithAMetricOfItsOwn() throws {
    let (pack, result) = try built(
      "groups: {Online: [web, app], Shares: [web_share]}\nsubtotals: {Online: online, Shares: web_share}")
    #expect(result.code == 0, "\(result.error)")
    #expect(
      try pack.work.text("out/index.html").contains("<tr class=\"tot\"")
        || pack.work.text("out/index.html").contains("class=\"tot\""))
  }
}
