import Diagnostics
import Foundation
import Testing

@testable import Site

/// Variance, bullet, tornado, slope, heat map and distribution from a directive to the page and back through `verify`.
@Suite struct ComparisonChartTests {
  private static let pack = """
    title: Trial
    as_of: 2026-10-05
    currency: EUR
    calendar: {zone: UTC}
    period: 2026-Q3
    minimum_group: 1
    compare: {prior: -1 quarter}
    pages: [index.md]
    datasets:
      orders:
        file: orders.csv
        key: order_id
        time: at
        columns: {order_id: text, at: date, amount: money, channel: text, answer: integer}
    segments:
      channel: {orders: channel}
      answer: {orders: answer}
    inputs:
      margin: {value: 50%, low: 40%, high: 60%, unit: share, source: "Ledger"}
    measures:
      orders: {count: orders}
      revenue: {sum: amount, from: orders}
      answers: {count: orders, where: answer IS NOT NULL}
      low: {count: orders, where: answer < 5}
      middle: {count: orders, where: answer >= 5 AND answer < 10}
      high: {count: orders, where: answer = 10}
    metrics:
      turnover: {value: revenue, better: up, plan: {2026-Q3: 100}, target: 130, forecast: {2026-10: 50}}
      spending: {value: 2 * revenue, better: down, plan: {2026-Q3: 200}}
      both: {value: turnover + spending, better: up, plan: {2026-Q3: 310}}
      profit: {value: revenue * margin, better: up}
      order_value: {value: revenue / orders, better: up}

    """

  /// Four orders a quarter: 10 and 20 by web, 30 and 60 by app in the third; half of it in the second.
  private static let rows = """
    order_id,at,amount,channel,answer
    a,2026-07-01,10.00,web,10
    b,2026-08-01,20.00,web,9
    c,2026-08-02,30.00,app,2
    d,2026-09-01,60.00,app,
    e,2026-04-01,5.00,web,7
    f,2026-05-01,10.00,web,10
    g,2026-05-02,15.00,app,0
    h,2026-06-01,30.00,app,10

    """

  private func build(_ directive: String) throws -> SiteBuild {
    let folder = try TemporaryFolder()
    try folder.write("pack.yaml", Self.pack)
    try folder.write("orders.csv", Self.rows)
    try folder.write("index.md", "---\ntitle: Trial\n---\n# A message\n\n```\(directive)\n```\n")
    return SiteBuild.run(folder: folder.path, options: .init())
  }

  /// The page as text and, through its written folder, what `verify` finds.
  private func page(_ directive: String) throws -> String {
    let built = try build(directive)
    #expect(built.diagnostics.isEmpty, "\(built.diagnostics)")
    let files = try #require(built.files)
    let folder = try TemporaryFolder()
    try OutputFolder(path: folder.path + "/out").replace(with: files)
    let found = try Verification(folder: folder.path + "/out")
    #expect(found.differences.isEmpty, "\(found.differences)")
    #expect(found.untied.isEmpty, "\(found.untied)")
    return String(decoding: try #require(files.first { $0.path == "index.html" }).bytes, as: UTF8.self)
  }

  @Test func aVarianceAgainstPlanClosesToItsTotal() throws {
    let text = try page("chart\nkind: variance\nmetrics: [turnover, spending]\ntotal: both")
    // 120 against 100, 240 against 200, 360 against 310: the plan of the total holds 10 that its parts do not.
    for figure in ["+20.00", "+40.00", "+50.00", "−10.00", "+20%", "+16%"] {
      #expect(text.contains(figure), "\(figure)")
    }
    #expect(text.contains(">Other<"))
  }

  @Test func aVarianceBySegmentComparesWithAnEarlierPeriod() throws {
    let text = try page("chart\nkind: variance\nmetric: turnover\nby: channel")
    // App 90 after 45, web 30 after 15, all 120 after 60; every part doubled.
    for figure in ["+45.00", "+15.00", "+60.00", "+100%"] { #expect(text.contains(figure), "\(figure)") }
    #expect(text.contains(">Total<"))
  }

  @Test func sharesAndAveragesHaveNoRelativeDifferenceOfAPercent() throws {
    let text = try page("chart\nkind: variance\nmetric: order_value\nby: channel")
    // An average of all is recomputed, never added up.
    #expect(text.contains(">All<") && !text.contains(">Total<"))
  }

  @Test func aBulletShowsValueAndTarget() throws {
    let text = try page("chart\nkind: bullet\nmetrics: [turnover, order_value]\nranges: {turnover: [0, 50, 100, 150]}")
    #expect(text.contains("Target €130.00"))
    #expect(text.contains("c-range2"))
  }

  @Test func aTornadoRecomputesTheResultAtBothEnds() throws {
    let text = try page("chart\nkind: tornado\nmetric: profit")
    // 120 at a margin of 40, 50 and 60%.
    for figure in ["€48.00", "€60.00", "€72.00"] { #expect(text.contains(figure), "\(figure)") }
    for end in ["at 40.0%", "at 60.0%"] { #expect(text.contains(end), "\(end)") }
  }

  @Test func aTornadoWithoutRangesSaysSo() throws {
    let built = try build("chart\nkind: tornado\nmetric: spending")
    let files = try #require(built.files)
    let text = String(decoding: try #require(files.first { $0.path == "index.html" }).bytes, as: UTF8.self)
    #expect(text.contains("no input with low and high"))
  }

  @Test func aSlopeHasALineAValue() throws {
    let text = try page("chart\nkind: slope\nmetric: turnover\nby: channel")
    for figure in ["App €90.00", "Web €30.00", "App €45.00", "Web €15.00"] {
      #expect(text.contains(figure), "\(figure)")
    }
  }

  /// Sums of money have no interval here, so no change is beyond noise: nothing is coloured, the largest stands out.
  @Test func aSlopeColoursOnlyWhatIsBeyondNoise() throws {
    let text = try page("chart\nkind: slope\nmetric: turnover\nby: channel")
    #expect(text.contains("c-largest") && !text.contains("class=\"c-focus\""))
    #expect(text.contains("the largest change, within noise"))
    // App 90 after 45, web 30 after 15.
    #expect(text.contains("+€45.00") && text.contains("+€15.00"))
  }

  /// Web answered 10 and 9; app 2; in all one low, one middle, one high.
  @Test func answersStandInRowsBySegment() throws {
    let text = try page(
      "chart\nkind: distribution\nmetrics: [low, middle, high]\nby: channel\nanswers: likert\nlabels: [Low, Middle, High]"
    )
    #expect(text.contains(">n 2</text>") && text.contains(">n 1</text>") && text.contains(">n 3</text>"))
    #expect(text.contains(">50%</text>") && text.contains(">100%</text>") && text.contains(">33%</text>"))
    let web = try #require(text.range(of: ">Web</text>"))
    let app = try #require(text.range(of: ">App</text>"))
    #expect(web.lowerBound < app.lowerBound, "the higher mean comes first")
  }

  @Test func aHeatMapPrintsEveryCell() throws {
    let text = try page("chart\nkind: heat\nmetric: turnover\nby: channel\nfrom: 2026-07")
    for figure in ["10.00", "20.00", "30.00", "60.00"] { #expect(text.contains(figure), "\(figure)") }
    #expect(text.contains("c-heat5") && text.contains("c-heat0"))
  }

  @Test func aDistributionHasTheThreeGroups() throws {
    let text = try page("chart\nkind: distribution\nmetric: answers\nby: answer\nanswers: nps")
    // Answers 10, 9 and 2: two promoters, one detractor.
    #expect(text.contains("Promoters") && text.contains("67%") && text.contains("33%"))
    #expect(text.contains("c-promoter") && text.contains("c-detractor"))
  }

  @Test func aDistributionOfTwoPeriodsKeepsBoth() throws {
    let text = try page(
      "chart\nkind: distribution\nmetric: answers\nby: answer\nanswers: rating\nperiods: [2026-Q3, prior]")
    #expect(text.contains("2026-Q3, n 3") && text.contains("2026-Q2, n 4"))
  }

  @Test func columnsShowForecastAndDifferences() throws {
    let text = try page("chart\nkind: columns\nmetric: turnover\ngrain: quarter\nfrom: 2026-Q2\nvariance: true")
    // 120 against 100; nothing was planned for the quarter before.
    #expect(text.contains("+20.00") && text.contains("Δ Plan"))
    let months = try page("chart\nkind: columns\nmetric: turnover\nfrom: 2026-07")
    #expect(months.contains("c-hatch") && months.contains("Forecast €50.00"))
  }

  @Test func aLineGoesOnDashedToItsForecast() throws {
    let text = try page("chart\nkind: line\nmetric: turnover\nfrom: 2026-07")
    #expect(text.contains("c-forecast") && text.contains("October 2026, forecast"))
  }

  @Test(arguments: [
    ("kind: variance\nmetric: turnover\nby: channel\nagainst: plan", "plan-by-segment"),
    ("kind: variance\nmetrics: [turnover, spending]\nagainst: priro", "unknown-comparison"),
    ("kind: variance\nmetric: turnover\nagainst: orders", "unit-mismatch"),
    ("kind: variance\nmetrics: [turnover, order_value]\ntotal: both", "unit-mismatch"),
    ("kind: bullet\nmetrics: [turnover]\nranges: {turnover: [3, 2]}", "range-edges"),
    ("kind: bullet\nmetrics: [turnover]\nranges: {turnovr: [1, 2]}", "unknown-metric"),
    ("kind: slope\nmetric: turnover\nby: channel\nperiods: [2026-Q3]", "slope-periods"),
    ("kind: distribution\nmetric: order_value\nby: answer", "not-additive"),
    ("kind: distribution\nmetrics: [answers]\nby: channel", "answers-by-segment"),
    ("kind: distribution\nmetrics: [low, high]\nby: channel\nanswers: nps", "answers-by-segment"),
    ("kind: distribution\nmetrics: [low, high]\nby: channel\narms: none", "answers-by-segment"),
    ("kind: distribution\nmetrics: [low, order_value]\nby: channel", "unit-mismatch"),
  ])
  func mistakesAreMetBeforeAnyDataAreRead(body: String, id: String) throws {
    let built = try build("chart\n" + body)
    #expect(built.files == nil)
    #expect(built.diagnostics.contains { $0.id == id && $0.location?.file == "index.md" }, "\(built.diagnostics)")
  }
}
