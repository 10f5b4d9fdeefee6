import Diagnostics
import Foundation
import Testing

@testable import Site

/// A pack of few calls, whose figures are counted by hand.
///
/// | quarter | chat: calls, won | voice: calls, won |
/// |---|--:|--:|
/// | 2026-Q1 | 10, 2 | 30, 6 |
/// | 2026-Q2 | 40, 10 | 20, 5 |
/// | 2026-Q3 | 60, 45 | 20, 5 |
///
/// The share won is 20%, 25%, 62.5%; of chat in the last two quarters 25% and 75%, of voice 25% in both.
struct CallPack {
  static let counts: [(quarter: Int, channel: String, calls: Int, won: Int)] = [
    (1, "chat", 10, 2), (1, "voice", 30, 6), (2, "chat", 40, 10), (2, "voice", 20, 5), (3, "chat", 60, 45),
    (3, "voice", 20, 5),
  ]

  static func settings(_ pages: [String], _ more: String) -> String {
    """
    title: Trial
    as_of: 2026-09-30
    currency: EUR
    calendar: {zone: UTC}
    period: 2026-Q3
    compare: {prior: -1 quarter, start: 2026-Q1}
    minimum_group: 1
    pages: [\(pages.joined(separator: ", "))]
    datasets:
      calls:
        file: calls.csv
        key: id
        time: at
        columns: {id: text, at: date, channel: text, won: boolean}
    segments:
      channel: {calls: channel}
    inputs:
      places: {value: 3, unit: call, source: "Contract"}
    measures:
      calls: {count: calls}
      won: {count: calls, where: won}
    metrics:
      volume: {label: Calls, value: calls, better: up, target: {2026-Q1: 100, 2026-Q2: 70, 2026-Q3: 70}}
      rate: {label: Share won, value: won / calls, better: up, target: {2026-Q3: 0.5}, owner: Sales}
      ratio: {label: Ratio, value: calls / won, better: down}
    \(more)
    """
  }

  /// Builds pages of the given texts, each below a message of its own where it has none.
  static func build(_ pages: [String: String], settings more: String = "", draft: Bool = false) throws -> SiteBuild {
    let folder = try TemporaryFolder()
    let names = pages.keys.sorted { ($0 == "index.md" ? "" : $0) < ($1 == "index.md" ? "" : $1) }
    try folder.write("pack.yaml", settings(names, more))
    var rows = "id,at,channel,won\n"
    var id = 0
    for count in counts {
      for call in 0..<count.calls {
        id += 1
        let day = call % 28 + 1
        rows +=
          "c\(id),2026-0\(count.quarter * 3 - 2)-\(day < 10 ? "0" : "")\(day),\(count.channel),\(call < count.won)\n"
      }
    }
    try folder.write("calls.csv", rows)
    for (name, text) in pages {
      let head = text.hasPrefix("# ") || text.contains("\n# ") ? "" : "# A message\n\n"
      try folder.write(name, "---\ntitle: \(name)\n---\n" + head + text + "\n")
    }
    return SiteBuild.run(folder: folder.path, options: .init(draft: draft))
  }

  /// The page `index.html` of one text, without its tags.
  static func words(_ text: String, settings more: String = "") throws -> String {
    let built = try build(["index.md": text], settings: more)
    #expect(built.diagnostics.filter { $0.severity == .error }.isEmpty, "\(built.diagnostics)")
    return HTML.safe(try page(built)).plainText
  }

  static func page(_ built: SiteBuild, _ name: String = "index.html") throws -> String {
    let page = String(decoding: try #require(built.files?.first { $0.path == name }).bytes, as: UTF8.self)
    return String(page[(page.range(of: "<main")?.lowerBound ?? page.startIndex)...])
  }

  /// The ids of the findings of one page's text.
  static func findings(_ text: String) throws -> [String] { try build(["index.md": text]).diagnostics.map(\.id) }
}
