import Foundation
import TestSupport
import Testing

/// The whole pack in one file, and on paper.
@Suite struct SingleFileTests {
  private func built(_ name: String) throws -> (work: WorkFolder, file: String) {
    let work = try WorkFolder()
    let result = try Tool.run(["build", ExamplePacks.folder(name), "--output", work.path("out"), "--single-file"])
    #expect(result.code == 0, "\(result.error)")
    return (work, "out/\(name).html")
  }

  /// What each example pack takes, with little to spare; a mail should not carry more than half a megabyte.
  private static let bounds = ["quarterly-board-pack": 500_000, "post-implementation-review": 280_000]

  @Test(arguments: ExamplePacks.names)
  func oneFileHoldsAllPagesAndAsksForNothing(_ name: String) throws {
    let (work, file) = try built(name)
    let text = try work.text(file)
    #expect(text.utf8.count < (try #require(Self.bounds[name])))
    let markup = Markup(text, isCompact: true)
    #expect(markup.problems.isEmpty, "\(markup.problems.prefix(3))")
    let active = markup.activeContent.filter { !$0.hasPrefix("href=data:text/csv") && !$0.contains("@font-face") }
    #expect(active.isEmpty, "\(active.prefix(3))")
    let pages = try ExamplePacks.pages(name)
    #expect(markup.all("section").filter { $0["class"]?.hasPrefix("page") ?? false }.count == pages.count)
    let repeated = Dictionary(grouping: markup.ids) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    #expect(repeated.isEmpty, "\(repeated.prefix(5))")
    let ids = Set(markup.ids)
    for element in markup.elements {
      if let target = element["popovertarget"] { #expect(ids.contains(target), "\(target)") }
      for key in ["aria-labelledby", "aria-describedby"] {
        for target in (element[key] ?? "").split(separator: " ") { #expect(ids.contains(String(target)), "\(target)") }
      }
      guard let link = element["href"] ?? element["src"] else { continue }
      let isInside = link.hasPrefix("#") && ids.contains(String(link.dropFirst()))
      #expect(isInside || link.hasPrefix("data:"), "\(link.prefix(60))")
    }
    let policy = try #require(markup.all("meta").first { $0["http-equiv"] == "Content-Security-Policy" }?["content"])
    #expect(policy == "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:")
    #expect(text.components(separatedBy: "url(data:font/woff2;base64,").count == 3, "each font once")
    for part in text.components(separatedBy: "url(").dropFirst() {
      #expect(part.hasPrefix("data:") || part.hasPrefix("#"), "\(part.prefix(40))")
    }
    #expect(markup.all("html").first?["lang"] == (try #require(pages.first).markup.all("html").first?["lang"]))
    // As many charts as pages have, each with its table.
    let charts = pages.reduce(0) { $0 + $1.markup.all("figure").count }
    #expect(markup.all("figure").count == charts)
    let saved = markup.all("a").filter { $0["href"]?.hasPrefix("data:text/csv") ?? false }
    #expect(saved.count >= markup.all("details").filter { $0["class"] == "data" }.count && !saved.isEmpty)
  }

  /// By HTML alone each figure says its source at once, and leads to its definition and its formula in the same file.
  @Test(arguments: ExamplePacks.names)
  func eachFigureOpensToAllThatIsKnownOfIt(_ name: String) throws {
    let (work, file) = try built(name)
    let markup = Markup(try work.text(file), isCompact: true)
    let definitions = Set(markup.elements.filter { $0["class"] == "df" }.compactMap { $0["id"] })
    var terms: [Int: Set<String>] = [:]
    var links: [Int: [String]] = [:]
    for element in markup.elements {
      var parent = element.parent
      while let index = parent, markup.elements[index]["popover"] == nil { parent = markup.elements[index].parent }
      guard let popover = parent else { continue }
      if element.name == "dt" { terms[popover, default: []].insert(element.text) }
      if let link = element["href"] { links[popover, default: []].append(String(link.dropFirst())) }
    }
    let popovers = markup.elements.indices.filter { markup.elements[$0]["popover"] != nil }
    let opened = Set(markup.elements.compactMap { $0["popovertarget"] })
    #expect(popovers.count > 80)
    for index in popovers {
      let id = try #require(markup.elements[index]["id"])
      let said = terms[index] ?? []
      #expect(opened.contains(id), "\(id)")
      let isDefined = links[index, default: []].contains { definitions.contains($0) }
      #expect(
        isDefined || !said.isDisjoint(with: ["Formula", "Measure", "Method", "Computed from", "Source"]),
        "\(id): \(said)")
      if said.contains("n") { #expect(said.contains("Source"), "\(id): \(said)") }
    }
    // Most are of a metric, which the appendix defines once.
    let defined = popovers.filter { links[$0, default: []].contains { definitions.contains($0) } }
    #expect(defined.count * 3 > popovers.count * 2)
  }

  @Test(arguments: ExamplePacks.names)
  func itsNumbersAreThoseOfTheBundle(_ name: String) throws {
    let (work, file) = try built(name)
    let sound = try Tool.run(["verify", work.path("out")])
    #expect(sound.code == 0, "\(sound.output.suffix(400))")
    // One digit in the file: the number differs, on that file.
    let text = try work.text(file)
    let number = try #require(text.firstRange(of: /data-f=[0-9]+>[^<]*?[0-9]/))
    let digit = text[text.index(before: number.upperBound)]
    let last = text.index(before: number.upperBound)..<number.upperBound
    try work.write(file, text.replacingCharacters(in: last, with: digit == "7" ? "3" : "7"))
    let spoilt = try Tool.run(["verify", work.path("out")])
    #expect(spoilt.code == 1 && spoilt.output.contains("\(name).html: ") && spoilt.output.contains("1 differ"))
  }

  @Test func sameInputsGiveTheSameFile() throws {
    let first = try built(ExamplePacks.names[1])
    let second = try built(ExamplePacks.names[1])
    #expect(try first.work.text(first.file) == second.work.text(second.file))
  }

  // MARK: - Paper

  @Test(.enabled(if: BrowserTests.chromium != nil, "there is no chromium"), arguments: ["A4", "Letter"])
  func thePDFHasContentsWhosePageNumbersAreRight(_ paper: String) throws {
    let work = try WorkFolder()
    let pack = try ExamplePacks.built(ExamplePacks.names[1]).path(percentEncoded: false)
    let result = try Tool.run(["pdf", pack, "-o", work.path("pack.pdf"), "--paper", paper])
    #expect(result.code == 0, "\(result.error)")
    let pdf = String(decoding: try Data(contentsOf: work.url.appending(path: "pack.pdf")), as: Unicode.ASCII.self)
    let size = paper == "A4" ? "/MediaBox [0 0 59" : "/MediaBox [0 0 612 792]"
    #expect(pdf.contains(size))
    #expect(pdf.contains("/Title (Assistant programme, 90-day review)"))
    #expect(pdf.contains("/Outlines "), "an outline")
    #expect(pdf.contains("/CreationDate (D:20261005000000+00'00')") || !pdf.contains("/CreationDate (D:2026112"))
    #expect((6...24).contains(pdf.components(separatedBy: "/Type /Page\n").count - 1))
    // Nothing is left behind.
    #expect(try FileManager.default.contentsOfDirectory(atPath: work.url.path(percentEncoded: false)) == ["pack.pdf"])
  }

  /// What is wider than the paper makes Chromium set the whole smaller. Sections then fall otherwise than the trial
  /// at each size said, and a third run puts the page numbers right.
  @Test(.enabled(if: BrowserTests.chromium != nil, "there is no chromium"), arguments: ExamplePacks.names)
  func nothingIsWiderThanThePaper(_ name: String) throws {
    let work = try WorkFolder()
    let chromium = try #require(BrowserTests.chromium).path(percentEncoded: false)
    try work.write("chromium", "#!/bin/sh\necho run >> '\(work.path("runs"))'\nexec '\(chromium)' \"$@\"\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: work.path("chromium"))
    let pack = try ExamplePacks.built(name).path(percentEncoded: false)
    let result = try Tool.run(["pdf", pack, "-o", work.path("pack.pdf"), "--chromium", work.path("chromium")])
    #expect(result.code == 0, "\(result.error)")
    #expect(try work.text("runs").split(separator: "\n").count == 2)
  }

  @Test func withoutChromiumItSaysWhatToDo() throws {
    let work = try WorkFolder()
    let pack = try ExamplePacks.built(ExamplePacks.names[1]).path(percentEncoded: false)
    let result = try Tool.run(["pdf", pack, "-o", work.path("x.pdf"), "--chromium", work.path("absent")])
    #expect(result.code == 1)
    #expect(result.error.contains("no-chromium") || result.error.contains("there is no program"))
    #expect(result.error.contains("give the path of Chromium"))
    #expect(!work.exists("x.pdf"))
    let unset = try Tool.run(
      ["pdf", pack, "-o", work.path("x.pdf")], environment: ["PATH": "", "BOARDPACK_CHROMIUM": ""])
    #expect(unset.code == 1 && unset.error.contains("apt install chromium"))
  }

  // MARK: - Theme

  @Test func theThemeIsExportedByteForByteAndNeverOverWhatIsThere() throws {
    let work = try WorkFolder()
    let first = try Tool.run(["theme", "export", work.path("templates")])
    #expect(first.code == 0)
    let written = try work.files("templates")
    let theme = try filesBelow(Repository.root.appending(path: "templates/theme"))
    #expect(written == theme)
    try work.write("templates/base.css", "mine")
    let second = try Tool.run(["theme", "export", work.path("templates")])
    #expect(second.code == 1 && second.error.contains("base.css"))
    #expect(try work.text("templates/base.css") == "mine")
    #expect(try Tool.run(["theme", "export", work.path("t2"), "--only", "token.css"]).code == 2)
  }
}
