import Foundation
import TestSupport
import Testing

/// A pack that names its brand file and its paper.
@Suite struct BrandPackTests {
  private func built(_ brand: String, keys: String, options: [String] = []) throws -> (SmallPack, Tool.Result) {
    let pack = try SmallPack(yaml: SmallPack.yaml + keys)
    try pack.work.write("pack/brands/acme.yaml", brand)
    let font = Repository.root.appending(path: "templates/theme/inter-600.woff2")
    try Data(contentsOf: font).write(to: URL(filePath: pack.work.path("pack/brands/acme.woff2")))
    return (pack, try pack.build(options))
  }

  @Test func theBrandFileGivesNameFontAndPaper() throws {
    let brand = "name: Acme & Sons\naccent: \"#0b6e4f\"\nfont: acme.woff2\n"
    let keys = "brand: brands/acme.yaml\npaper: letter\n"
    let (pack, result) = try built(brand, keys: keys, options: ["--single-file"])
    #expect(result.code == 0 && !result.error.contains("brand-font"), "\(result.error)")
    let page = try pack.work.text("out/index.html")
    #expect(page.contains("<p class=\"org\">Acme &amp; Sons</p>"))
    let css = try pack.work.text("out/assets/boardpack.css")
    #expect(css.contains("src: url(brand-400.woff2)") && css.hasSuffix("\n@page { size: letter; }\n"))
    let font = try Data(contentsOf: Repository.root.appending(path: "templates/theme/inter-600.woff2"))
    #expect(try Data(contentsOf: URL(filePath: pack.work.path("out/assets/brand-400.woff2"))) == font)
    let single = try pack.work.text("out/pack.html")
    #expect(single.contains("font-family:\"Brand\"") && single.contains("@page{size:letter}"))
    #expect(single.components(separatedBy: "url(data:font/woff2;base64,").count == 4)
    #expect(!single.contains("url(brand-"))
    #expect(try Tool.run(["verify", pack.work.path("out")]).code == 0)
  }

  @Test func thePacksOwnNameOfTheOrganisationWins() throws {
    let (pack, result) = try built("name: Acme\n", keys: "brand: brands/acme.yaml\norganisation: Acme Retail\n")
    #expect(result.code == 0, "\(result.error)")
    #expect(try pack.work.text("out/index.html").contains("<p class=\"org\">Acme Retail</p>"))
  }

  @Test func aFindingNamesTheBrandFile() throws {
    let (_, result) = try built("font: absent.woff2\n", keys: "brand: brands/acme.yaml\n")
    #expect(result.code == 1 && result.error.contains("brands/acme.yaml:1:7"), "\(result.error)")
    let (_, outside) = try built("", keys: "brand: ../acme.yaml\n")
    #expect(outside.code == 1 && outside.error.contains("pack.yaml:"), "\(outside.error)")
    let (_, paper) = try built("", keys: "paper: A5\n")
    #expect(paper.code == 1 && paper.error.contains("one of a4, letter"), "\(paper.error)")
  }

  /// A file that is WOFF2 by its head and directory, of 70 KB.
  @Test func aHeavyFontIsSaidWhereItIsEmbedded() throws {
    let pack = try SmallPack(yaml: SmallPack.yaml + "brand: acme.yaml\n")
    try pack.work.write("pack/acme.yaml", "font: heavy.woff2\n")
    var bytes = Array("wOF2".utf8) + [UInt8](repeating: 0, count: 69_996)
    bytes.replaceSubrange(8..<12, with: [0, 1, 0x11, 0x70])
    (bytes[13], bytes[48], bytes[49]) = (1, 5, 5)
    try Data(bytes).write(to: URL(filePath: pack.work.path("pack/heavy.woff2")))
    let plain = try pack.build()
    #expect(plain.code == 0 && !plain.error.contains("brand-font"), "\(plain.error)")
    let single = try pack.build(["--single-file"])
    #expect(single.code == 0 && single.error.contains("the brand's font adds 93 KB to pack.html"), "\(single.error)")
  }

  @Test(.enabled(if: BrowserTests.chromium != nil, "there is no chromium"))
  func thePDFIsOnThePapersOfThePackUnlessTheCommandNamesOne() throws {
    let (pack, result) = try built("", keys: "paper: letter\n")
    #expect(result.code == 0, "\(result.error)")
    for (source, options, paper, box) in [
      ("pack", [], "Letter", "612 792"), ("out", [], "Letter", "612 792"),
      ("out", ["--paper", "a4"], "A4", "594.95996 841.91998"),
    ] {
      let pdf = try Tool.run(["pdf", pack.work.path(source), "-o", pack.work.path("pack.pdf")] + options)
      #expect(pdf.code == 0 && pdf.output.contains(", \(paper))"), "\(pdf.error)")
      let text = String(
        decoding: try Data(contentsOf: URL(filePath: pack.work.path("pack.pdf"))), as: Unicode.ASCII.self)
      #expect(text.contains("/MediaBox [0 0 \(box)]"), "\(paper)")
    }
  }
}
