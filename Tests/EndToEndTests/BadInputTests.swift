import Foundation
import Testing

/// Every mistake stops the build with its place and its words, and nothing is written.
struct BadInputTests {
  struct Mistake: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var yaml: (String, String)?
    var orders: (String, String)?
    var page: (String, String)?
    /// All must stand on standard error.
    var words: [String]
  }

  static let mistakes: [Mistake] = [
    Mistake(
      testDescription: "a column is missing", orders: ("amount", "amonut"),
      words: ["orders.csv:1", "`amount`", "missing-column", "Did you mean `amonut`?"]),
    Mistake(
      testDescription: "a value of the wrong type", orders: ("25.50", "lots"),
      words: ["orders.csv:3", "amount", "not a number: lots", "pack.yaml:9"]),
    Mistake(
      testDescription: "a ragged row", orders: ("25.50,web", "25.50"),
      words: ["orders.csv:3", "row has 3 fields, the header 4"]),
    Mistake(
      testDescription: "a quote never closed", orders: ("25.50,web", "25.50,\"web"),
      words: ["orders.csv:3", "never closed", "open-quote"]),
    Mistake(
      testDescription: "an empty file", orders: (SmallPack.orders, ""), words: ["orders.csv", "empty", "empty-file"]),
    Mistake(
      testDescription: "a header only", orders: (SmallPack.orders, "order_id,at,amount,channel\n"),
      words: ["pack.yaml:9", "only a header", "orders.csv", "no-rows"]),
    Mistake(
      testDescription: "the 31st of February", orders: ("2026-08-01", "2026-02-31"),
      words: ["orders.csv:3", "not a timestamp: 2026-02-31"]),
    Mistake(
      testDescription: "a value finer than its scale", orders: ("25.50", "25.505"),
      words: ["orders.csv:3", "finer than 2 digits: 25.505"]),
    Mistake(
      testDescription: "a tab in YAML", yaml: ("    key: order_id", "\tkey: order_id"),
      words: ["pack.yaml:11:1", "tab", "yaml-tab"]),
    Mistake(
      testDescription: "an unknown key", yaml: ("currency: USD", "curency: USD"),
      words: ["pack.yaml:3:1", "curency", "Did you mean `currency`?"]),
    Mistake(
      testDescription: "an unknown metric in prose", page: ("{{ order_value }}", "{{ order_valeu }}"),
      words: ["index.md:4:22", "`order_valeu`", "unknown-metric", "did you mean `order_value`?"]),
    Mistake(
      testDescription: "a claim not borne out",
      page: ("Revenue was {{ total_revenue }}.", "Revenue [fell to]{total_revenue up} {{ total_revenue }}."),
      words: ["index.md:6", "do not bear out", "total_revenue", "claim-not-borne-out"]),
    Mistake(
      testDescription: "a page outside the pack", yaml: ("[index.md]", "[index.md, ../secret.md]"),
      words: ["pack.yaml:7:19", "`../secret.md`", "path-outside"]),
    Mistake(
      testDescription: "a data file outside the pack", yaml: ("file: orders.csv", "file: ../orders.csv"),
      words: ["pack.yaml:10", "`../orders.csv`", "path-outside"]),
    Mistake(
      testDescription: "a missing page", yaml: ("[index.md]", "[indx.md]"),
      words: ["pack.yaml:7", "`indx.md`", "Did you mean `index.md`?"]),
    // A month's hours over a year's: the units of both sides are named.
    Mistake(
      testDescription: "a careless FTE formula",
      yaml: (
        "metrics:",
        """
        inputs:
          saved: {value: 30, unit: s/contact, source: Example}
          contacts: {value: 200000, unit: contact/month, source: Example}
          fte_hours: {value: 2080, unit: h/fte/year, source: Example}
        metrics:
          fte: {value: saved * contacts / fte_hours, unit: fte, better: up}
        """
      ),
      words: ["pack.yaml:25:16", "seconds per month", "hours per FTE-year", "per_year(saved * contacts) / fte_hours"]),
  ]

  @Test(arguments: mistakes)
  func aMistakeStopsTheBuild(_ mistake: Mistake) throws {
    func spoilt(_ text: String, _ change: (String, String)?) throws -> String {
      guard let change else { return text }
      try #require(text.contains(change.0))
      return text.replacingOccurrences(of: change.0, with: change.1)
    }
    let pack = try SmallPack(
      yaml: spoilt(SmallPack.yaml, mistake.yaml), orders: spoilt(SmallPack.orders, mistake.orders),
      page: spoilt(SmallPack.page, mistake.page))
    let result = try pack.build()
    #expect(result.code == 1)
    for word in mistake.words { #expect(result.error.contains(word), "\(word) is not in:\n\(result.error)") }
    #expect(result.error.hasSuffix("nothing was written\n"))
    #expect(result.output.isEmpty)
    #expect(!pack.work.exists("out"))
  }

  @Test func theSmallPackItselfBuilds() throws {
    let pack = try SmallPack()
    let result = try pack.build()
    #expect(result.code == 0, "\(result.error)")
    #expect(result.error.isEmpty)
    #expect(result.output.contains("index.html  (1 page"))
    let text = try pack.markup().text
    #expect(text.contains("$13.33") && text.contains("$40"), "\(text)")
  }

  @Test func bytesThatAreNoTextStopTheBuild() throws {
    let pack = try SmallPack()
    var bytes = Data(SmallPack.orders.utf8)
    bytes.replaceSubrange(try #require(bytes.range(of: Data("web".utf8))), with: [0x77, 0xFF, 0x62])
    try pack.work.write("pack/orders.csv", bytes)
    let result = try pack.build()
    #expect(result.code == 1)
    #expect(result.error.contains("orders.csv:2") && result.error.contains("invalid UTF-8"), "\(result.error)")
    #expect(!pack.work.exists("out"))
  }

  /// Bad rows within the limit are left out, counted and shown; the build goes on.
  @Test func badRowsWithinTheLimitAreCounted() throws {
    let yaml = SmallPack.yaml.replacingOccurrences(of: "max_bad_rows: 0", with: "max_bad_rows: 1")
    let orders = SmallPack.orders.replacingOccurrences(of: "25.50", with: "lots")
    let page = SmallPack.page + "```quality\n```\n"
    let pack = try SmallPack(yaml: yaml, orders: orders, page: page)
    let result = try pack.build()
    #expect(result.code == 0, "\(result.error)")
    let text = try pack.markup().text
    #expect(text.contains("$7.25"), "\(text)")
    #expect(text.contains("not a number") || text.contains("orders.csv:3"), "\(text)")
  }

  @Test func everyFindingOfARunIsShown() throws {
    let yaml = SmallPack.yaml.replacingOccurrences(of: "currency: USD", with: "currency: USDD")
      .replacingOccurrences(of: "better: up}", with: "beter: up}")
    let result = try SmallPack(yaml: yaml).build()
    #expect(result.code == 1)
    #expect(result.error.contains("pack.yaml:3:") && result.error.contains("pack.yaml:21:"), "\(result.error)")
  }

  @Test func aHandTypedFigureIsAWarningAndStrictMakesItStop() throws {
    let pack = try SmallPack(page: SmallPack.page + "Revenue grew 45%.\n")
    let warned = try pack.build()
    #expect(warned.code == 0)
    #expect(warned.error.contains("index.md:7") && warned.error.contains("hand-typed-figure"), "\(warned.error)")
    try FileManager.default.removeItem(atPath: pack.work.path("out"))
    #expect(try pack.build(["--strict"]).code == 1)
    #expect(!pack.work.exists("out"))
    let sourced = try SmallPack(page: SmallPack.page + "Peers grew [45%]{source: \"Annual report 2025, p. 12\"}.\n")
    let result = try sourced.build(["--strict"])
    #expect(result.code == 0, "\(result.error)")
    #expect(try sourced.work.text("out/index.html").contains("Annual report 2025, p. 12"))
  }
}
