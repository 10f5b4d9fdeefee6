import Diagnostics
import Facts
import Formats
import Narrative
import Pack

/// Lays out one page: head, then blocks in order, notes beside what they follow, halves side by side.
struct PageRenderer {
  let pack: Pack
  let page: PageSource
  let number: Int
  /// Pages of the pack that are read, for the reading time on the cover.
  let pageCount: Int
  let text: ReferenceText
  var directives: DirectiveRenderer
  /// Findings of the page, shown at its top in a draft.
  var draftFindings: [Diagnostic] = []
  /// What stands on every page of the pack.
  var mark: ReviewMark

  mutating func main() -> HTML {
    text.begin()
    let isCover = number == 1
    let name = page.outputName.hasSuffix(".html") ? String(page.outputName.dropLast(5)) : page.outputName
    let id = anchor(name)
    var html: HTML = "<section class=\"page\(isCover ? " cover" : "")\" id=\"\(id)\">"
    html += isCover ? cover() : head()
    if isCover { html += ReconciliationNotice(reconciled: text.book.reconciled, label: text.book.measureTitle).html }
    if !draftFindings.isEmpty { html += findingsBlock() }
    let taken = text.cross.anchors(on: page.file).union([id, "main"])
    html += body(BlockAnchors(taken: taken))
    html += text.notes
    return html + "</section>\n"
  }

  private func head() -> HTML {
    "<header><p class=\"kick\"><span>\(number)</span> \(page.title)</p><h1 class=\"message\">\(text.inline(page.message))</h1></header>"
  }

  private func cover() -> HTML {
    var meta: [(term: String, text: String)] = []
    if let purpose = pack.cover.purpose { meta.append((phrase("Purpose"), purpose)) }
    if let board = pack.cover.board { meta.append((phrase("Board"), DateText.day(board))) }
    if let sponsor = pack.cover.sponsor { meta.append((phrase("Sponsor"), sponsor)) }
    meta.append((phrase("Data as of"), DateText.day(pack.asOfDate)))
    // Boards read about thirty pages an hour.
    meta.append(
      (
        phrase("Reading time"),
        pageCount == 1 ? phrase("\(pageCount) page, \(2) min") : phrase("\(pageCount) pages, \(pageCount * 2) min")
      ))
    if let confidentiality = pack.cover.confidentiality { meta.append((phrase("For"), confidentiality)) }
    if let status = mark.status { meta.append((phrase("Status"), status)) }
    return CoverView(
      organisation: pack.organisation, title: pack.title, meta: meta, message: text.inline(page.message),
      recommendation: page.recommendation.map { text.inline($0) }
    ).html
  }

  private mutating func body(_ unused: BlockAnchors) -> HTML {
    var anchors = unused
    var out = HTML.empty
    var prose: [Block] = []
    var notes: [HTML] = []
    var halves: [HTML] = []
    var rowStart = 0
    func flush(_ renderer: PageRenderer, proseToo: Bool = true) {
      if !halves.isEmpty {
        out += "<div class=\"pair\">\(halves.joined())</div>\n"
        halves = []
      }
      if !notes.isEmpty {
        out += "<div class=\"notes\">\(notes.joined())</div>\n"
        notes = []
      }
      if proseToo, !prose.isEmpty {
        out += anchors.block("prose", prose.anchor, renderer.text.prose(prose, on: page)) + "\n"
        prose = []
      }
    }
    for element in page.elements {
      switch element {
      case .markdown(let block):
        flush(self, proseToo: false)
        prose.append(block)
      case .directive(let spec):
        guard text.shows(spec.condition), !spec.needsEarlier || directives.changes != nil else { continue }
        if case .note = spec.content {
          if !prose.isEmpty || !halves.isEmpty {
            let held = notes
            notes = []
            flush(self)
            notes = held
          }
          notes.append(anchors.block("aside", spec.anchor, directives.html(spec), id: spec.id))
        } else if spec.width == .half || spec.isHalfByNature {
          if halves.isEmpty {
            flush(self)
            rowStart = directives.scales.entries.count
          }
          halves.append(anchors.block("half", spec.anchor, directives.html(spec), id: spec.id))
          if halves.count == 2 {
            directives.findings += directives.scales.row(rowStart)
            out += "<div class=\"pair\">\(halves.joined())</div>\n"
            halves = []
          }
        } else {
          flush(self)
          let html = directives.html(spec)
          out += anchors.block(spec.isWide ? "span" : "block", spec.anchor, html, id: spec.id)
        }
      }
    }
    flush(self)
    directives.findings += directives.scales.page
    return out
  }

  private func findingsBlock() -> HTML {
    let items = draftFindings.map { finding -> HTML in
      let place = finding.location.map { "\($0.file):\($0.line ?? 0)" } ?? ""
      return "<li><code>\(place)</code> \(finding.summary)\(finding.explanation.map { ": " + $0 } ?? "")</li>"
    }
    return "<div class=\"finding\"><b>\(phrase("Findings on this page"))</b><ul>\(items.joined())</ul></div>"
  }

  private func anchor(_ text: String) -> String {
    String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "-" })
  }
}

extension DirectiveSpec {
  /// Blocks as wide as the page with its margin.
  var isWide: Bool {
    switch content {
    case .statements, .scorecard, .objectives, .review, .decisions, .cards: true
    default: false
    }
  }

  /// A quotation stands beside what it belongs to.
  /// Shown only where there is an earlier output.
  var needsEarlier: Bool { if case .changes = content { true } else { false } }

  var isHalfByNature: Bool { if case .quote = content { true } else { false } }
}
