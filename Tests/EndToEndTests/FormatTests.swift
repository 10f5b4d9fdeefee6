import Foundation
import Testing

/// `boardpack format` as an author runs it.
struct FormatTests {
  private static let pack = """
    title: Trial  # kept
    as_of: 2026-10-05
    currency: EUR
    period: 2026-Q3
    pages: [index.md]
    datasets:
      sessions: {file: sessions.csv, time: at, columns: {at: timestamp, ok: boolean}}
    measures:
      sessions: {count: sessions}
      good: {count: sessions, where: not ok}
    metrics:
      rate: {value: good/sessions, better: up}   # kept too

    """

  private func pack(_ text: String) throws -> WorkFolder {
    let work = try WorkFolder()
    try work.write("pack.yaml", text)
    try work.write("index.md", "# A\n")
    try work.write("sessions.csv", "at,ok\n2026-07-01,true\n")
    return work
  }

  @Test func rewritesInPlaceAndThenFindsNothing() throws {
    let work = try pack(Self.pack)
    let check = try Tool.run(["format", work.path(""), "--check"])
    #expect(check.code == 1)
    #expect(check.output.contains("pack.yaml:10: not ok -> NOT ok\n"))
    #expect(check.output.contains("pack.yaml:12: good/sessions -> good / sessions\n"))
    #expect(try work.text("pack.yaml") == Self.pack)
    #expect(try Tool.run(["format", work.path("")]).code == 0)
    let expected = Self.pack.replacingOccurrences(of: "not ok", with: "NOT ok")
      .replacingOccurrences(of: "good/sessions", with: "good / sessions")
    #expect(try work.text("pack.yaml") == expected)
    let again = try Tool.run(["format", work.path(""), "--check"])
    #expect(again.code == 0 && again.output.contains("nothing to change"))
  }

  @Test func whatCannotBeReadIsMarkedAndLeft() throws {
    let text = Self.pack.replacingOccurrences(of: "good/sessions", with: "good/nearst(sessions)")
    let work = try pack(text)
    let result = try Tool.run(["format", work.path("")])
    #expect(result.code == 1)
    #expect(result.error.contains("pack.yaml:12:22: error"), "\(result.error)")
    #expect(result.error.contains("\n    | \(String(repeating: " ", count: 21))^^^^^^\n"), "\(result.error)")
    #expect(try work.text("pack.yaml") == text)
  }
}
