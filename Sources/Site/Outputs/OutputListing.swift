import Facts
import Formats
import Kernels
import Mustache
import Metrics
import Pack

/// The page that lists all outputs with their headline figures, and the bundle behind it.
struct OutputListing {
  let pack: Pack
  let outputs: Pack.Outputs
  let choice: OutputChoice
  let names: OutputNames
  /// Pages of each output.
  let pages: Int
  let isDraft: Bool
  /// Where the outputs are not what was approved.
  var approval: Approval?
  /// The hash of all outputs; nil until they are made.
  var content: String?

  /// The metrics shown of each output.
  static func headline(_ outputs: Pack.Outputs, _ pack: Pack) -> [String] {
    guard outputs.headline.isEmpty else { return outputs.headline }
    let formulas = FormulaFacts(pack)
    return pack.metrics.map(\.name).filter { formulas.gaps(of: $0, by: outputs.segment).isEmpty }.prefix(4).map(\.self)
  }

  mutating func render(
    _ book: FactBook, shell: MustacheTemplate, manifest: BundleManifest,
    assets: [(path: String, bytes: [UInt8])]
  ) throws -> (files: [(path: String, bytes: [UInt8])], bundle: Bundle) {
    let (page, figures) = PackLocale.$current.withValue(pack.locale) { written(book, shell) }
    let bundle = BundleWriter(pack: pack, book: book, figures: [(page.path, figures)]).bundle()
    let files = assets + [page] + (try bundle.files())
    var whole = manifest.with(files: files)
    whole.content = content
    whole.outputs = choice.values.compactMap { names.folders[$0] }.sorted()
    return (files + [(Bundle.manifest, try Bundle.encoded(whole))], bundle)
  }

  private func written(
    _ book: FactBook, _ shell: MustacheTemplate
  ) -> (page: (path: String, bytes: [UInt8]), figures: [ShownFigure]) {
    var presenter = FactPresenter(pack: pack, book: book)
    let main = main(book, &presenter)
    var context: [String: Any] = [
      "lang": pack.locale.rawValue, "title": pack.title, "packTitle": SiteRenderer.cssString(pack.title),
      "pageTitle": SiteRenderer.cssString(phrase("All outputs")),
      "footLine": SiteRenderer.cssString(
        SiteRenderer.footLine(pack, isDraft: isDraft, status: ReviewMark(pack: pack, approval: approval).shortStatus)),
      "main": main.markup,
      "popovers": presenter.popovers.html.markup,
      "nav": [["href": "index.html", "title": phrase("All outputs"), "current": true]],
    ]
    context.merge(SiteRenderer.frameWords) { first, _ in first }
    context["mark"] = ReviewMark(pack: pack, approval: approval).line
    if isDraft { context["draft"] = phrase("DRAFT – not checked, not for circulation") }
    return (("index.html", Array(shell.render(context).utf8)), presenter.figures.figures)
  }

  private func main(_ book: FactBook, _ presenter: inout FactPresenter) -> HTML {
    let label = pack.segmentLabel(outputs)
    var meta: [(term: String, text: String)] = []
    if let purpose = pack.cover.purpose { meta.append((phrase("Purpose"), purpose)) }
    meta.append((phrase("Period"), pack.period.text))
    meta.append((phrase("Data as of"), DateText.day(pack.asOfDate)))
    meta.append((phrase("Pages of each"), "\(pages)"))
    if let confidentiality = pack.cover.confidentiality { meta.append((phrase("For"), confidentiality)) }
    let count = choice.values.count
    let each = PackLocale.current.keepsCapitals ? label : label.lowercased()
    let message: HTML =
      count == 1
      ? .phrase("\(count) output, one for each \(each)") : .phrase("\(count) outputs, one for each \(each)")
    var html: HTML = "<section class=\"page cover\" id=\"outputs\">"
    html +=
      CoverView(
        organisation: pack.organisation, title: pack.title, meta: meta, message: message, recommendation: nil
      ).html
    html += "<div class=\"span\">\(table(book, &presenter, label))</div>"
    html += left(choice.withheld, phrase("Withheld, fewer than \(pack.minimumGroup) customers"))
    html += left(choice.empty, phrase("Without rows in \(pack.period.text)"))
    return html + "</section>\n"
  }

  private func table(_ book: FactBook, _ presenter: inout FactPresenter, _ label: String) -> HTML {
    let metrics = Self.headline(outputs, pack)
    var columns = [TableView.Column(label)]
    for metric in metrics { columns.append(.init(book.label(metric), number: true)) }
    let rows = choice.values.map { value -> TableView.Row in
      let address = "\(names.folders[value] ?? "")/\(firstPage)"
      var cells: [HTML] = ["<a href=\"\(address)\">\(displayName(value))</a>"]
      for metric in metrics {
        let fact = book.fact(
          metric, in: Slice(pack.period, segment: SegmentValue(outputs.segment, value)))
        let figure = ShownFigure(fact, fact.format(digits: presenter.digits(metric)))
        cells.append(presenter.opening(figure) ?? .text(fact.isWithheld ? phrase("withheld") : phrase("n/a")))
      }
      return .cells(cells)
    }
    return TableView(
      caption: .phrase("Headline figures"), unit: pack.period.text, columns: columns, rows: rows, style: "dt in"
    ).html
  }

  private var firstPage: String {
    pack.pages.first.map { $0.hasSuffix(".md") ? String($0.dropLast(3)) + ".html" : $0 } ?? "index.html"
  }

  private func left(_ values: [String], _ why: String) -> HTML {
    guard !values.isEmpty else { return .empty }
    return "<p class=\"withheld\"><b>\(phrase("\(why):"))</b> \(values.map(displayName).joined(separator: ", "))</p>"
  }
}

extension BundleManifest {
  /// The manifest of other files made from the same data.
  func with(files: [(path: String, bytes: [UInt8])]) -> BundleManifest {
    var manifest = self
    manifest.files = Dictionary(files.map { ($0.path, SHA256.hex($0.bytes)) }) { first, _ in first }
    return manifest
  }
}
