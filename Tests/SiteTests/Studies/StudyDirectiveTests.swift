import Diagnostics
import Foundation
import Testing

@testable import Site

/// Scatter, share, event study, reliability and timeline from a page to its figures.
struct StudyDirectiveTests {
  private static let pack = """
    title: Trial
    as_of: 2026-10-05
    currency: USD
    calendar: {zone: UTC}
    period: 2026-Q3
    minimum_group: 1
    pages: [index.md]
    business_case: case.yaml
    events:
      - {date: 2026-08-01, label: Launch}
    datasets:
      calls:
        file: calls.csv
        key: id
        time: at
        columns: {id: text, at: date, channel: text, bin: text, score: {type: decimal(2), unit: call}, solved: boolean, minutes: integer}
      steps:
        file: steps.csv
        time: planned
        columns: {name: text, planned: date, actual: date}
    segments:
      channel: {calls: channel}
      bin: {calls: bin}
      step: {steps: name}
    measures:
      calls: {count: calls}
      solved: {count: calls, where: solved}
      scores: {sum: score, from: calls}
      minutes: {sum: minutes, from: calls}
      late: {sum: "days_between(planned, actual)", from: steps}
      done: {count: steps, where: actual IS NOT NULL}
    metrics:
      volume: {value: calls, better: up}
      solved_share: {value: solved / calls, better: up}
      predicted: {value: "scores / calls", better: neutral}
      length: {value: minutes / calls, better: down}
      days_late: {value: late / done, better: down}

    """

  private static let businessCase = """
    approved: 2026-02-27
    approved_by: Board
    window: 2026-07-01..2026-09-29
    baseline: 2026-06
    lines:
      - {name: Volume, kind: outcome, metric: volume, predicted: 5, unit: call, owner: A, reason: "None"}
    milestones:
      - {name: Live, planned: 2026-07-01}
      - {name: Notes, planned: 2026-08-01}
      - {name: Voice, planned: 2026-09-01}

    """

  private func build(_ directive: String) throws -> SiteBuild {
    let folder = try TemporaryFolder()
    try folder.write("pack.yaml", Self.pack)
    try folder.write("case.yaml", Self.businessCase)
    var rows = "id,at,channel,bin,score,solved,minutes\n"
    for month in 4...9 {
      for i in 0..<12 {
        let channel = ["web", "app", "voice"][i % 3]
        let bin = i < 6 ? "low" : "high"
        let solved = i < 6 ? i < 2 : i < (month < 8 ? 10 : 12)
        rows += "c\(month)-\(i),2026-0\(month)-1\(i % 9),\(channel),\(bin),\(i < 6 ? "0.25" : "0.75"),"
        rows += "\(solved),\(5 + i % 3)\n"
      }
    }
    try folder.write("calls.csv", rows)
    try folder.write(
      "steps.csv", "name,planned,actual\nLive,2026-07-01,2026-06-29\nNotes,2026-08-01,2026-09-05\nVoice,2026-09-01,\n")
    try folder.write("index.md", "---\ntitle: Trial\n---\n# A message\n\n```\(directive)\n```\n")
    return SiteBuild.run(folder: folder.path, options: .init())
  }

  private func page(_ directive: String) throws -> String {
    let built = try build(directive)
    #expect(!built.diagnostics.contains { $0.severity == .error || $0.id == "chart-audit" }, "\(built.diagnostics)")
    return String(decoding: try #require(built.files?.first { $0.path == "index.html" }).bytes, as: UTF8.self)
  }

  @Test func aScatterNamesItsPoints() throws {
    let html = try page("chart\nkind: scatter\nx: volume\ny: length\nby: channel\nhighlight: voice\ntrend: true")
    #expect(html.contains("c-marker"))
    for name in ["App", "Voice", "Web"] { #expect(html.contains(">\(name)</text>")) }
    // Three points carry no trend, and the reader is told.
    #expect(html.contains("No trend is drawn") && !html.contains("c-mean"))
  }

  /// Four calls each of three channels in each month.
  @Test func sharesAddUpToTheWhole() throws {
    let html = try page("chart\nkind: share\nmetric: volume\nby: channel\nfrom: 2026-07\ntitle: Mix")
    #expect(html.components(separatedBy: "33.3%").count > 9)
    #expect(html.contains("c-share-3") && !html.contains("c-share-4"))
  }

  /// In each month four calls of each channel; solved are 2 + 4 of 12 in April to July, so voice and web differ.
  @Test func smallMultiplesHaveAPanelAValueAndTheWhole() throws {
    let html = try page("chart\nkind: multiples\nmetric: solved_share\nby: channel\nfrom: 2026-04\nsort: name")
    for name in ["App", "Voice", "Web", "All"] { #expect(html.contains(">\(name)</text>"), "\(name)") }
    #expect(html.contains(">n 4</text>"))
    #expect(html.contains(">Launch</text>"))
    let own = try page("chart\nkind: multiples\nmetric: volume\nby: channel\nform: columns\nscale: own")
    #expect(own.contains("Each panel is on a scale of its own."))
    // A sum dwarfs its parts.
    #expect(!own.contains(">All</text>"))
    let other = try page("chart\nkind: multiples\nmetric: length\nby: bin\nfrom: 2026-07")
    #expect(!other.contains("small multiples need two values"))
  }

  @Test func smallMultiplesNeedKnownNames() throws {
    let built = try build("chart\nkind: multiples\nmetric: solved_share\nby: shape")
    #expect(built.diagnostics.contains { $0.severity == .error })
    let wrong = try build("chart\nkind: multiples\nmetric: volume\nby: channel\nsort: big")
    #expect(wrong.diagnostics.contains { $0.severity == .error && "\($0)".contains("size, value, name") })
  }

  @Test func aRatioHasNoShares() throws {
    let built = try build("chart\nkind: share\nmetric: solved_share\nby: channel")
    #expect(built.diagnostics.contains { $0.severity == .error && $0.id == "not-additive" })
  }

  /// Of 12 calls 6 are solved before August and 8 since: +16.7 percentage points on July, and 0 in June and May.
  @Test func anEventStudyComparesWithTheLastPeriodBefore() throws {
    let html = try page("chart\nkind: event_study\nmetric: solved_share\nevent: Launch\nbefore: 3\ntitle: Effect")
    #expect(html.contains("+16.7"))
    #expect(html.contains("Launch, 1 Aug 2026") && html.contains("Months from launch"))
    #expect(html.contains("compared with") && html.contains("c-hollow"))
    #expect(html.contains("Before and after only"))
    let unknown = try build("chart\nkind: event_study\nmetric: solved_share\nevent: Lunch")
    #expect(unknown.diagnostics.first { $0.severity == .error }?.remedy == "did you mean `Launch`?")
  }

  /// Predicted 25% and 75%; in the quarter 6 of 18 and 4 + 6 + 6 = 16 of 18 came true.
  @Test func aReliabilityCurveSetsPredictedAgainstObserved() throws {
    let html = try page("chart\nkind: reliability\npredicted: predicted\nobserved: solved_share\nby: bin")
    for text in ["25.0%", "75.0%", "33.3%", "88.9%", ">18</"] { #expect(html.contains(text), "\(text)") }
    let wrong = try build("chart\nkind: reliability\npredicted: length\nobserved: solved_share\nby: bin")
    #expect(wrong.diagnostics.contains { $0.severity == .error && $0.id == "not-a-share" })
  }

  @Test func aTimelineSaysHowLate() throws {
    let html = try page("chart\nkind: timeline\nmetric: days_late\nby: step\ntitle: Schedule")
    #expect(html.contains("Early 2 days") && html.contains("Late 35 days") && html.contains("Open, overdue"))
    #expect(html.contains("1 of 3 met on their date"))
  }
}
