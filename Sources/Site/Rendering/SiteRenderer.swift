import Charts
import Diagnostics
import Dispatch
import Facts
import Formats
import Mustache
import Narrative
import Pack
import Synchronization
import Theme

/// Renders all pages of a pack and the files they need.
struct SiteRenderer {
  let pack: Pack
  let book: FactBook
  let pages: [PageSource]
  let businessCase: BusinessCase?
  let isDraft: Bool
  /// Findings from before the facts, shown on their pages in a draft.
  let earlierFindings: [Diagnostic]
  /// The colours of the theme's charts, in which their legibility is judged; empty: it is not.
  var looks: [ChartLook] = []
  /// What links of the pages lead to.
  private let cross: CrossReferences
  /// What its pages and its bundle say of SQL.
  private(set) var statements = SharedStatements()
  /// Threads that may render pages.
  var threads = 1
  /// The entry of the navigation that leads to the list of all outputs; nil: there is none.
  var listing: [String: Any]?
  /// Whether what was approved is what is rendered, where the pack is approved and that is known.
  var approval: Approval?
  /// What differs from an earlier output; nil where there is none to compare with.
  var changes: SinceEarlier?
  private(set) var findings: [Diagnostic] = []
  /// What each page shows, once rendered.
  private(set) var figures: [(page: String, figures: [ShownFigure])] = []

  init(
    pack: Pack, book: FactBook, pages: [PageSource], businessCase: BusinessCase?, isDraft: Bool,
    earlierFindings: [Diagnostic]
  ) {
    self.pack = pack
    self.book = book
    self.pages = pages
    self.businessCase = businessCase
    self.isDraft = isDraft
    self.earlierFindings = earlierFindings
    cross = CrossReferences(pages)
  }

  /// The files of the site, sorted by path.
  mutating func render() throws -> [(path: String, bytes: [UInt8])] {
    let templates = ThemeFiles(pack)
    findings += templates.findings
    looks = templates.looks
    return try render(try shell(templates), assets: templates.assets)
  }

  /// The pages in a shell, and the assets beside them.
  mutating func render(
    _ shell: MustacheTemplate, assets: [(path: String, bytes: [UInt8])]
  ) throws -> [(path: String, bytes: [UInt8])] {
    var files = assets
    figures = []
    let rendered = renderedPages(shell)
    for (page, result) in zip(pages, rendered) {
      files.append((page.outputName, Array(result.html.utf8)))
      files += result.downloads
      findings += result.findings
      figures.append((page.outputName, result.figures))
    }
    return files.sorted { $0.path < $1.path }
  }

  /// A page with what was met on it.
  struct RenderedPage: Sendable {
    var html = ""
    var downloads: [(path: String, bytes: [UInt8])] = []
    var findings: [Diagnostic] = []
    var figures: [ShownFigure] = []
  }

  /// The pages in their order, whichever thread renders which. Each thread has its own memory of facts.
  private func renderedPages(_ shell: MustacheTemplate) -> [RenderedPage] {
    // A thread pays from two pages on.
    let workers = min(threads, pages.count / 2)
    guard workers > 1 else {
      var renderer = self
      return pages.indices.map { renderer.renderedPage($0, shell) }
    }
    let results = Mutex([RenderedPage](repeating: RenderedPage(), count: pages.count))
    let next = Atomic(0)
    let (pack, sums, pages, businessCase) = (pack, book.sums, pages, businessCase)
    let (isDraft, earlierFindings, looks) = (isDraft, earlierFindings, looks)
    let (approval, statements) = (approval, statements)
    let changes = changes
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      var renderer = SiteRenderer(
        pack: pack, book: FactBook(pack: pack, plan: sums.plan, table: sums.table), pages: pages,
        businessCase: businessCase, isDraft: isDraft, earlierFindings: earlierFindings)
      renderer.looks = looks
      renderer.approval = approval
      renderer.statements = statements
      renderer.changes = changes
      while case let index = next.wrappingAdd(1, ordering: .relaxed).oldValue, index < pages.count {
        let result = renderer.renderedPage(index, shell)
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0 }
  }

  /// One page, by its place among all.
  mutating func renderedPage(_ index: Int, _ shell: MustacheTemplate) -> RenderedPage {
    findings = []
    let (html, figures) = PackLocale.$current.withValue(pack.locale) { render(pages[index], at: index, shell) }
    let name = pages[index].outputName
    let page = PackLocale.$current.withValue(pack.locale) {
      TableDownloads(html, page: name.hasSuffix(".html") ? String(name.dropLast(5)) : name, figures: figures)
    }
    return RenderedPage(html: page.html, downloads: page.files, findings: findings, figures: figures)
  }

  private mutating func render(_ page: PageSource, at index: Int, _ shell: MustacheTemplate) -> (
    html: String, figures: [ShownFigure]
  ) {
    let text = ReferenceText(pack: pack, book: book, isDraft: isDraft, cross: cross, file: page.file)
    text.presenter.statementsPage = statementsPage
    var directives = DirectiveRenderer(pack: pack, book: book, businessCase: businessCase, text: text)
    directives.looks = looks
    directives.readable = statements
    directives.changes = changes
    page.message.visit(reference: { if $0.metric == "quality" { directives.showsVerdict = false } }, claim: { _ in })
    func renderer() -> PageRenderer {
      PageRenderer(
        pack: pack, page: page, number: index + 1, pageCount: pages.count, text: text, directives: directives,
        mark: mark)
    }
    directives.shareScales(of: page.directives)
    var first = renderer()
    var main = first.main()
    let marks = first.directives.scales.marks
    if !marks.isEmpty {
      // Only now is it known which of them differ.
      directives.scaleMarks = marks
      first = renderer()
      main = first.main()
    }
    let causal = causalFindings(page)
    var unique: [Diagnostic] = []
    for finding in text.findings + first.directives.findings + causal where !unique.contains(finding) {
      unique.append(finding)
    }
    findings += unique
    let marked = earlierFindings.filter { $0.location?.file == page.file } + unique
    if isDraft, !marked.isEmpty {
      var second = renderer()
      second.draftFindings = marked
      main = second.main()
    }
    func link(_ position: Int) -> [String: Any]? {
      guard pages.indices.contains(position) else { return nil }
      return ["href": pages[position].outputName, "title": pages[position].title]
    }
    var context: [String: Any] = [
      "lang": pack.locale.rawValue, "title": "\(page.title) – \(pack.title)", "packTitle": cssString(pack.title),
      "pageTitle": cssString(page.title),
      "footLine": cssString(footLine), "main": main.markup, "popovers": text.presenter.popovers.html.markup,
      "nav": [listing].compactMap(\.self)
        + pages.indices.map { position -> [String: Any] in
          ["href": pages[position].outputName, "title": pages[position].title, "current": position == index]
        },
    ]
    context.merge(Self.frameWords) { first, _ in first }
    context["mark"] = mark.line
    if isDraft { context["draft"] = phrase("DRAFT – not checked, not for circulation") }
    context["prev"] = link(index - 1)
    context["next"] = link(index + 1)
    let html = shell.render(context)
    findings += duplicateIDs(in: html).map { id in
      Diagnostic(
        .warning, "duplicate-id", "two elements of the page have the id `\(id)`", at: .init(file: page.file),
        explanation: "links, labels and descriptions find only the first",
        remedy: "rename one; in templates/page.mustache, choose ids that no page uses")
    }
    return (html, text.presenter.figures.figures)
  }

  /// The page that shows the statements of the datasets.
  private var statementsPage: String? {
    pages.first { $0.directives.contains { if case .hashes = $0.content { true } else { false } } }?.outputName
  }

  private var mark: ReviewMark { ReviewMark(pack: pack, approval: approval) }

  private var footLine: String { Self.footLine(pack, isDraft: isDraft, status: mark.shortStatus) }

  /// The words of the theme's own shell.
  static var frameWords: [String: String] {
    [
      "skip": phrase("Skip to the page"), "pages": phrase("Pages"), "previous": phrase("Previous"),
      "following": phrase("Next"),
    ]
  }

  static func footLine(_ pack: Pack, isDraft: Bool, status: String?) -> String {
    let parts = [
      pack.organisation, pack.cover.confidentiality, status, phrase("data as of \(DateText.day(pack.asOfDate))"),
    ]
    return (isDraft ? phrase("DRAFT · ") : "") + parts.compactMap { $0 }.joined(separator: " · ")
  }

  /// A causal word needs a randomised or difference-in-differences figure in its sentence.
  private func causalFindings(_ page: PageSource) -> [Diagnostic] {
    page.texts.flatMap { text -> [Diagnostic] in
      causalWords(in: text.inlines, line: text.location.line ?? 1).compactMap { word in
        guard !word.metrics.contains(where: { book.isCausal($0) }) else { return nil }
        return Diagnostic(
          .error, "causal-word", "“\(word.word)” claims a cause without the evidence for it",
          at: .init(file: page.file, line: word.line),
          explanation: word.metrics.isEmpty
            ? "the sentence names no randomised contrast"
            : "\(word.metrics.joined(separator: ", ")): not a randomised contrast",
          remedy: "say what happened when (“after”, “since”), or refer to the contrast between the arms")
      }
    }
  }

  private func shell(_ templates: ThemeFiles) throws -> MustacheTemplate { try Self.shell(templates) }

  /// The frame of all pages; `root` leads from a page to the folder of the assets.
  static func shell(_ templates: ThemeFiles, root: String = "") throws -> MustacheTemplate {
    guard let bytes = templates.bytes("page.mustache") else {
      throw DiagnosticError(
        Diagnostic(.error, "no-page-shell", "the theme has no page.mustache", remedy: "add it to the pack's templates/")
      )
    }
    do {
      let text = String(decoding: bytes, as: UTF8.self)
      return try MustacheTemplate(string: root.isEmpty ? text : text.replacing("\"assets/", with: "\"\(root)assets/"))
    } catch {
      throw DiagnosticError(
        Diagnostic(
          .error, "template-syntax", "templates/page.mustache cannot be read as a Mustache template",
          at: .init(file: "templates/page.mustache"), explanation: "\(error)",
          remedy: "close every section and every pair of braces"))
    }
  }

  /// The text inside a CSS string: quotes, backslashes, line ends and anything that could end the style element.
  func cssString(_ text: String) -> String { Self.cssString(text) }

  static func cssString(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\", "<", ">", "&", "'": out += "\\" + String(scalar.value, radix: 16) + " "
      case "\n", "\t",
        _ where scalar.misleads:
        out += " "
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
