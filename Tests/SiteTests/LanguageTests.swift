import Diagnostics
import Formats
import Foundation
import TestSupport
import Testing

@testable import Site

/// A pack in German or French has no English word of the program on its pages.
@Suite struct LanguageTests {
  /// The example of a review with another locale, beside the data it reads.
  private func review(_ locale: PackLocale) throws -> (pages: [(path: String, text: String)], built: SiteBuild) {
    let folder = try TemporaryFolder()
    let content = Repository.root.appending(path: "content")
    for name in ["post-implementation-review", "quarterly-board-pack"] {
      try FileManager.default.copyItem(at: content.appending(path: name), to: folder.url.appending(path: name))
    }
    let yaml = try #require(folder.text("post-implementation-review/pack.yaml"))
    try folder.write("post-implementation-review/pack.yaml", yaml + "\nlocale: \(locale.rawValue)\n")
    var built = SiteBuild.run(folder: folder.path + "/post-implementation-review", options: .init())
    try built.addSingleFile(named: "one.html")
    let files = try #require(built.files)
    return (
      files.filter { $0.path.hasSuffix(".html") }.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }, built
    )
  }

  /// What a reader sees or hears of a page, piece by piece: text between tags, and attributes that are spoken or shown.
  private func pieces(_ page: String) -> [String] {
    let body = page[(page.firstRange(of: "<body")?.lowerBound ?? page.startIndex)...]
    let texts = body.matches(of: />([^<]+)</).map(\.1)
    let spoken = body.matches(of: /\s(?:aria-label|title|data-l)="([^"]*)"/).map(\.1)
    return (texts + spoken).map { HTML.safe(String($0)).plainText.trimmingCharacters(in: .whitespacesAndNewlines) }
      .filter { !$0.isEmpty }
  }

  @Test(arguments: [PackLocale.german, .french])
  func noEnglishOfTheProgramIsOnThePages(_ locale: PackLocale) throws {
    let index = try #require(review(.britishEnglish).pages.first { $0.path == "index.html" })
    let english = pieces(index.text)
    let (pages, built) = try review(locale)
    #expect(built.diagnostics.filter { $0.severity == .error }.isEmpty, "\(built.diagnostics)")
    let table = locale.language.phrases.filter { $0.key != $0.value }
    let whole = Set(table.keys.filter { !$0.contains("%") }.map { $0.trimmingCharacters(in: .whitespaces) })
    // Longer stretches of words between what is interpolated.
    let parts = table.keys.flatMap { $0.split(separator: /%[1-9]/).map(String.init) }.filter {
      $0.count > 15 && !Self.inProse.contains($0)
    }
    #expect(english.contains(where: whole.contains), "the English page has none of its own words")
    for page in pages {
      for piece in pieces(page.text) where !Self.ofTheAuthor.contains(piece) {
        if whole.contains(piece) { Issue.record("\(page.path): “\(piece)”") }
        if let part = parts.first(where: piece.contains) { Issue.record("\(page.path): “\(part)” in “\(piece)”") }
      }
    }
  }

  /// Labels, names and terms of the example that are also words of the program.
  private static let ofTheAuthor: Set = ["Data", "Days late", "Summary", "within noise"]
  /// What sentences of the example and definitions of the KPI library have in common with phrases.
  private static let inProse: Set = [" met on their date", "percentage points"]

  @Test(arguments: [
    (PackLocale.german, "<html lang=\"de\">", "Zum Inhalt", "Empfehlung", "95-%-Intervall"),
    (.french, "<html lang=\"fr\">", "Aller au contenu", "Recommandation", "Intervalle à 95\u{A0}%"),
  ])
  func theFrameIsInTheLanguageOfThePack(
    _ locale: PackLocale, _ start: String, _ skip: String, _ advice: String, _ interval: String
  ) throws {
    let pages = try review(locale).pages
    let index = try #require(pages.first { $0.path == "index.html" }).text
    for words in [start, ">\(skip)</a>", ">\(advice)</p>"] { #expect(index.contains(words), "\(words)") }
    #expect(pages.contains { $0.text.contains(interval) })
    let single = try #require(pages.first { $0.path == "one.html" }).text
    #expect(single.contains(">\(skip)</a>"))
  }

  @Test(arguments: [
    ("It {{ volume.moved }}.", "It stieg um 20."), ("It {{ volume[channel=voice].moved(start) }}.", "It fiel um 10."),
    ("{{ rate.from_to(start) }}", "von 20\u{A0}% auf 63\u{A0}%"), ("{{ places | words }}", "drei"),
    ("{{ places | ordinal }}", "3."), ("{{ ratio | times }}", "1,6-mal"), ("{{ rate.fell(channel) }}", "keine"),
    ("{{ rate[channel=voice] | fraction }}", "1 von 4"), ("{{ rate.status }}", "im Ziel"),
    ("{{ rate.lowest(channel) }}", "Voice (25\u{A0}%) und Chat (75\u{A0}%)"),
    ("It {{ rate[channel=voice].moved }}.", "veränderte sich nicht über das Rauschen hinaus (0,0\u{A0}PP)"),
  ])
  func factsInGermanWords(_ written: String, _ shown: String) throws {
    let words = try CallPack.words(written, settings: "locale: de\n")
    #expect(words.contains(shown), "\(words.suffix(400))")
  }

  @Test func aFigureIsNamedAndCheckedInTheLanguageOfThePack() throws {
    let chart = "```chart\nkind: bars\nmetric: volume\nby: channel\nid: calls\n```\n"
    let words = try CallPack.words("See [](#calls).\n\n" + chart, settings: "locale: de\n")
    #expect(words.contains("See Abbildung 1.") && !words.contains("Figure 1"))
    let typed = try CallPack.build(["index.md": "Siehe [Abbildung 2](#calls).\n\n" + chart], settings: "locale: de\n")
    #expect(typed.diagnostics.map(\.id).contains("figure-number"))
  }

  @Test(arguments: [
    ("It {{ volume.moved }}.", "It a augmenté de 20."),
    ("It {{ volume[channel=voice].moved(start) }}.", "a baissé de 10"),
    ("{{ rate.from_to(start) }}", "de 20\u{A0}% à 63\u{A0}%"), ("{{ places | words }}", "trois"),
    ("{{ places | ordinal }}", "3e"), ("{{ ratio | times }}", "1,6\u{A0}fois"), ("{{ rate.fell(channel) }}", "aucun"),
    ("{{ rate[channel=voice] | fraction }}", "1 sur 4"), ("{{ rate.status }}", "cible atteinte"),
  ])
  func factsInFrenchWords(_ written: String, _ shown: String) throws {
    let words = try CallPack.words(written, settings: "locale: fr\n")
    #expect(words.contains(shown), "\(words.suffix(400))")
  }
}
