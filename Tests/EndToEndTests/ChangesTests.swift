import Foundation
import Testing

/// The block `changes`: what a page says of an earlier output.
struct ChangesTests {
  private static let page =
    SmallPack.page + """

      ```changes
      title: "What changed since the draft"
      ```

      ```definitions
      ```

      ```inputs
      ```

      """

  private func drafted(_ page: String = page, _ yaml: String = SmallPack.yaml) throws -> SmallPack {
    let pack = try SmallPack(yaml: yaml, page: page)
    let first = try pack.build(["--output", pack.work.path("draft")])
    #expect(first.code == 0, "\(first.error)")
    return pack
  }

  /// The words of the block, without tags.
  private func block(_ pack: SmallPack, _ path: String = "out/index.html") throws -> String? {
    let html = try pack.work.text(path)
    guard let start = html.firstRange(of: "<div class=\"changes\">"),
      let end = html.firstRange(of: "<div class=\"defs\">")
    else { return nil }
    return String(html[start.lowerBound..<end.lowerBound].replacing(/<[^>]*>/, with: " "))
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func nothingIsShownWithoutAnEarlierOutput() throws {
    let pack = try drafted()
    #expect(try block(pack, "draft/index.html") == nil)
    #expect(try !pack.work.text("draft/index.html").contains("What changed"))
  }

  @Test func figuresWordsAndDefinitionsStandBeforeAndAfter() throws {
    let pack = try drafted()
    try pack.work.write("pack/orders.csv", SmallPack.orders.replacingOccurrences(of: "25.50", with: "26.50"))
    try pack.work.write(
      "pack/index.md",
      Self.page.replacingOccurrences(
        of: "Revenue was {{ total_revenue }}.", with: "Revenue was now {{ total_revenue }}."))
    try pack.work.write(
      "pack/pack.yaml",
      SmallPack.yaml.replacingOccurrences(
        of: "{value: revenue, better: up}", with: "{value: revenue, better: up, owner: Finance}"))
    let result = try pack.build(["--since", pack.work.path("draft")])
    #expect(result.code == 0, "\(result.error)")
    let text = try #require(try block(pack))
    // Of three orders: 40.00 before, 41.00 after.
    #expect(text.contains("Total revenue, 2026-Q3 $40.00 $41.00"), "\(text)")
    #expect(text.contains("Order value, 2026-Q3 $13.33"), "\(text)")
    #expect(text.contains("Revenue was …. Revenue was now …."), "\(text)")
    #expect(text.contains("total_revenue, owner new Finance"), "\(text)")
    let verified = try Tool.run(["verify", pack.work.path("out")])
    #expect(verified.code == 0 && verified.output.contains("0 texts with digits"), "\(verified.output)")
    #expect(
      try Tool.run(["verify", pack.work.path("out"), "--pack", pack.work.path("pack"), "--engine", "scan"]).code == 0)
    // The earlier value is as the earlier output had it: another one on the page is found.
    let page = try pack.work.text("out/index.html")
    #expect(page.contains(">$40.00</data>"))
    try pack.work.write("out/index.html", page.replacingOccurrences(of: ">$40.00</data>", with: ">$39.00</data>"))
    let spoilt = try Tool.run(["verify", pack.work.path("out")])
    #expect(spoilt.output.contains("expected  $40.00"), "\(spoilt.output)")
  }

  @Test func theBlockItselfIsNoChangeAndTheBytesAreTheSame() throws {
    let pack = try drafted()
    #expect(try pack.build(["--since", pack.work.path("draft")]).code == 0)
    #expect(try block(pack)?.contains("Nothing since the output with data as of 5 October 2026") ?? false)
    let diff = try Tool.run(["diff", pack.work.path("draft"), pack.work.path("out")])
    #expect(diff.code == 0, "\(diff.output)")
    let once = try pack.work.files("out")
    #expect(try pack.build(["--since", pack.work.path("draft")], threads: 3).code == 0)
    #expect(try pack.work.files("out") == once)
  }

  @Test func thePackMayNameTheEarlierOutput() throws {
    let yaml = SmallPack.yaml + "since: ../draft\n"
    let pack = try SmallPack(yaml: yaml, page: Self.page)
    let first = try pack.build(["--output", pack.work.path("draft")])
    #expect(first.code == 0 && first.error.contains("no-earlier-output"), "\(first.error)")
    #expect(try pack.build().code == 0)
    #expect(try block(pack)?.contains("Nothing since") ?? false)
    try pack.work.write("pack/pack.yaml", SmallPack.yaml + "since: ../../elsewhere\n")
    let outside = try pack.build()
    #expect(outside.code == 1 && outside.error.contains("path-outside"), "\(outside.error)")
  }

  @Test func anExternalEditionDoesNotTellOfAnInternalDraft() throws {
    let pack = try drafted()
    let refused = try pack.build(["--audience", "external", "--since", pack.work.path("draft")])
    #expect(refused.code == 1 && refused.error.contains("other-edition"), "\(refused.error)")
    let options = ["--audience", "external", "--output", pack.work.path("public")]
    #expect(try pack.build(options).code == 0)
    #expect(try pack.build(["--audience", "external", "--since", pack.work.path("public")]).code == 0)
    let noOutput = try pack.build(["--since", pack.work.path("pack")])
    #expect(noOutput.code == 1 && noOutput.error.contains("no-bundle"), "\(noOutput.error)")
  }
}
