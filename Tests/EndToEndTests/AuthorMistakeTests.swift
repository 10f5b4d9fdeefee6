import Foundation
import Testing

/// Mistakes of an author, and what the tool says: one finding each, with what to do.
struct AuthorMistakeTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    var name: String
    var yaml: (old: String, new: String) = ("", "")
    var page = ""
    var orders: Data?
    /// What the one finding says.
    var says: String
    var remedy: String

    var testDescription: String { name }
  }

  private static let utf16 = "\u{FEFF}" + SmallPack.orders
  static let mistakes = [
    Mistake(
      name: "a misspelt required key is one finding", page: "```chart\nkind: line\nmetrik: order_value\n```",
      says: "There is no key `metrik`", remedy: "Did you mean `metric`?"),
    Mistake(
      name: "an unknown kind of chart leaves its other keys alone",
      page: "```chart\nkind: lines\nmetric: order_value\n```",
      says: "`kind` is `lines`", remedy: "Did you mean `line`?"),
    Mistake(
      name: "a misspelt kind too", page: "```chart\nknd: line\nmetric: order_value\n```", says: "There is no key `knd`",
      remedy: "Did you mean `kind`?"),
    Mistake(
      name: "a misspelt section", yaml: ("\nmetrics:", "\nmetrcs:"), says: "There is no key `metrcs`",
      remedy: "Did you mean `metrics`?"),
    Mistake(
      name: "a share in words",
      yaml: ("total_revenue: {value: revenue,", "total_revenue: {value: revenue, target: 78 percent,"),
      says: "is `78 percent`, not a number", remedy: "a share as `0.78` or `78%`"),
    Mistake(
      name: "an empty file", orders: Data(), says: "The data file is empty", remedy: "Export the file again"),
    Mistake(
      name: "UTF-16, as spreadsheets save Unicode text", orders: utf16.data(using: .utf16LittleEndian),
      says: "The file orders.csv is in UTF-16", remedy: "CSV UTF-8"),
    Mistake(
      name: "semicolons", orders: Data(SmallPack.orders.replacing(",", with: ";").utf8),
      says: "The fields of orders.csv are not separated as the pack says", remedy: "Write `separator: \";\"`"),
    Mistake(
      name: "dates of another form", yaml: ("max_bad_rows: 0", "max_bad_rows: 100%"),
      orders: Data(SmallPack.orders.replacing(/2026-(\d\d)-(\d\d)/, with: { "\($0.2).\($0.1).2026" }).utf8),
      says: "Not one of the 4 rows of orders can be used", remedy: "format: dd.MM.yyyy"),
    Mistake(
      name: "a page that is a folder", yaml: ("pages: [index.md]", "pages: [index.md, notes.md]"),
      says: "`notes.md` is a folder, not a file", remedy: "Name the file itself"),
    Mistake(
      name: "a reference at the start of a value", page: "```note\ntitle: A\ntext: {{ order_value }} it is\n```",
      says: "A text that starts with `{{` stands without quotes", remedy: "Put the whole text in quotes"),
    Mistake(
      name: "curly quotes", page: "```note\ntitle: “A: b”\ntext: c\n```", says: "Curly quotes stand around a value",
      remedy: "Write `\"` in their place"),
    Mistake(
      name: "a value that a segment does not have", page: "It is {{ order_value[channel=wbe] }}.",
      says: "`channel` has no value `wbe`", remedy: "did you mean `web`?"),
  ]

  @Test(arguments: mistakes)
  func oneFindingSaysWhatToDo(_ mistake: Mistake) throws {
    var yaml = SmallPack.yaml
    if !mistake.yaml.old.isEmpty { yaml = yaml.replacing(mistake.yaml.old, with: mistake.yaml.new) }
    let pack = try SmallPack(yaml: yaml, page: SmallPack.page + mistake.page + "\n")
    if let orders = mistake.orders { try orders.write(to: pack.work.url.appending(path: "pack/orders.csv")) }
    if yaml.contains("notes.md") {
      try FileManager.default.createDirectory(
        at: pack.work.url.appending(path: "pack/notes.md"), withIntermediateDirectories: true)
    }
    let result = try pack.build()
    #expect(result.code == 1)
    #expect(result.error.contains(mistake.says), "\(result.error)")
    #expect(result.error.contains(mistake.remedy), "\(result.error)")
    #expect(result.error.contains("\n1 error, 0 warnings"), "\(result.error)")
  }

  @Test func anObjectiveIsShownByItsClaim() throws {
    func page(_ condition: String) -> String {
      SmallPack.page + """
        ```objectives
        - {bucket: revenue, objective: Sell more, lead: total_revenue, by: 2026-12-31, owners: {definition: A, target: B, remedy: C}}
        - {bucket: cost, objective: SECOND, lead: order_value, by: 2026-12-31, owners: {definition: A, target: B, remedy: C}, \(condition)}
        ```

        """
    }
    // Revenue fell from 90 in the quarter before to 40.
    for (condition, isShown) in [
      ("when: total_revenue lower", true), ("when: total_revenue higher", false),
      ("unless: total_revenue lower", false),
    ] {
      let pack = try SmallPack(page: page(condition))
      let result = try pack.build()
      #expect(result.code == 0, "\(result.error)")
      #expect(try pack.work.text("out/index.html").contains("SECOND") == isShown, "\(condition)")
    }
    let wrong = try SmallPack(page: page("when: total_revenue lowr")).build()
    #expect(wrong.code == 1 && wrong.error.contains("bad-claim"), "\(wrong.error)")
  }
}
