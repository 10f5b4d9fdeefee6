import Engines
import Facts
import Formats
import Metrics
import Pack
import Statistics
import Units
import Warehouse

/// What is generated for the appendix: definitions, inputs, data quality, hashes.
extension DirectiveRenderer {
  func definitions() -> HTML {
    let slice = Slice(pack.period)
    let entries = pack.metrics.map { metric -> HTML in
      let fact = book.fact(metric.name, in: slice)
      var terms: [(String, HTML)] = [(phrase("Formula"), .text(metric.formula.description))]
      for name in metric.formula.names {
        if let measure = pack.measures.first(where: { $0.name == name }) { terms.append((name, .text(measure.text))) }
      }
      terms.append((phrase("Unit, better"), "\(fact.unit.description), \(phrase(known: metric.polarity.rawValue))"))
      let conversions = pack.compiled[metric.name]?.conversions.map(\.text) ?? []
      if !conversions.isEmpty { terms.append((phrase("Conversions"), .text(conversions.joined(separator: "; ")))) }
      let format = fact.format(digits: metric.digits)
      let value = text.presenter.tied(ShownFigure(fact, format)) ?? .text(fact.text(digits: metric.digits))
      let interval =
        text.presenter.tied(text.presenter.interval(fact)).map { .phrase(" (95%: \($0))") as HTML } ?? .empty
      terms.append((pack.period.text, value + interval))
      terms.append((phrase("Method"), .text(phrase(known: fact.estimate.method))))
      if let n = text.presenter.cases(fact) { terms.append(("n", n)) }
      if let note = fact.why ?? fact.shownNote { terms.append((phrase("Note"), .text(phrase(known: note)))) }
      let statements = text.presenter.statements(of: metric.name)
      if !statements.isEmpty { terms.append(("SQL", statements)) }
      if !metric.pitfalls.isEmpty { terms.append((phrase("Pitfalls"), .text(metric.pitfalls.joined(separator: " ")))) }
      if metric.origin == .library { terms.append((phrase("From"), .phrase("the KPI library"))) }
      if let owner = metric.owner { terms.append((phrase("Owner"), .text(owner))) }
      if let target = target(fact, slice, format) {
        terms.append((phrase("Target"), target + .text(metric.targetSource.map { ", \($0)" } ?? "")))
      }
      let list = terms.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as HTML }.joined()
      let words: HTML = metric.definition.map { "<p>\($0)</p>" } ?? .empty
      return """
        <details class="def"><summary>\(metric.label)<code>\(metric.name)</code></summary>\
        <div class="df" id="def-\(metric.name)">\(words)<dl class="pre">\(list)</dl></div></details>
        """
    }
    return
      "<div class=\"defs\"><h2 class=\"minor\">\(phrase("Definitions"))<small>\(phrase("every metric of the pack, in the order of its file"))</small></h2>\(entries.joined())</div>"
  }

  func inputs() -> HTML {
    let rows = pack.inputs.map { input -> TableView.Row in
      let fact = book.fact(input.name, in: Slice(pack.period))
      let format = fact.format()
      let range = fact.scenario.map {
        ShownFigure(
          [$0.lowerBound, $0.upperBound], [FigureTerm(fact, .lowest), FigureTerm(fact, .highest)], format)
      }
      return .cells([
        .text(input.label.isEmpty ? input.name : input.label),
        text.presenter.opening(ShownFigure(fact, format)) ?? .phrase("n/a"),
        text.presenter.opening(range) ?? "–",
        .text(input.unit.description == "1" ? "–" : input.unit.description), .text(input.source),
      ])
    }
    return TableView(
      caption: .phrase("Inputs"), unit: phrase("figures that no dataset holds"),
      columns: [
        .init(phrase("Input")), .init(phrase("Value"), number: true), .init(phrase("Range"), number: true),
        .init(phrase("Unit")), .init(phrase("Source")),
      ],
      rows: rows, style: "given dt in"
    ).html
  }

  func quality() -> HTML {
    let blocks = QualityBlocks(book)
    return (showsVerdict ? blocks.verdict : .empty) + blocks.tables
  }

  func hashes() -> HTML {
    let files = book.quality.flatMap(\.fileHashes).sorted { $0.file < $1.file }
    let hasFingerprints = files.contains { $0.hash.hasPrefix(QualityBlocks.fingerprintPrefix) }
    var rows = files.map { TableView.Row.cells([.text($0.file), "<code>\($0.hash)</code>"]) }
    if let businessCase, let file = pack.businessCase {
      rows.append(.cells([.text(phrase("\(file), as approved")), "<code>\(businessCase.frozenHash)</code>"]))
    }
    return TableView(
      caption: .phrase("Inputs by hash"),
      unit: phrase("SHA-256 of each file as it was read")
        + (hasFingerprints ? phrase("; bp1- marks the fingerprint of a large file, from hashes of its parts") : ""),
      columns: [.init(phrase("File")), .init(hasFingerprints ? phrase("SHA-256 or fingerprint") : "SHA-256")],
      rows: rows, style: "hash dt in"
    ).html + statements + bundleLinks
  }

  /// The words of a diagnostic, whose names stand between backticks.
  private func marked(_ words: String) -> HTML {
    words.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { $0.isMultiple(of: 2) ? "\(String($1))" : "<code>\(String($1))</code>" as HTML }.joined()
  }

  /// What the sums are in SQL, a statement a dataset.
  private var statements: HTML {
    let readable = readable.list(pack, book)
    guard !readable.entries.isEmpty || !readable.omitted.isEmpty else { return .empty }
    var parts = StatementParts()
    let list = readable.entries.map { entry -> HTML in
      let sql = parts.shortened(entry.statement.sql, of: entry.statement.dataset)
      return
        """
        <details class="def"><summary>\(entry.statement.dataset)<code>\(entry.dialect.title)</code></summary>\
        <div class="df"><pre id="sql-\(slug(entry.statement.dataset))" tabindex="0" role="region" aria-label="\(phrase("Statement of \(entry.statement.dataset)"))"><code>\(sql)</code></pre></div></details>
        """
    }
    let omitted = readable.omitted.map {
      "<p class=\"fn\">\(HTML.phrase("No statement for <code>\($0.dataset)</code>: \(marked(phrase(known: $0.why)))."))</p>"
        as HTML
    }
    return """
      <div class="defs sql"><h2 class="minor">\(phrase("Statements"))<small>\
      \(HTML.phrase("what the sums of each dataset are, in SQL, for \(pack.period.text); <code>boardpack sql</code> writes those that run"))\
      </small></h2>\(list.joined())\(omitted.joined())</div>
      """
  }

  /// The bundle beside the pages, for machines and for `boardpack verify`.
  private var bundleLinks: HTML {
    let links = ["facts", "sums", "definitions", "pages", "manifest"].map {
      "<a href=\"\(Bundle.folder + $0).json\" download>\($0)</a>" as HTML
    }
    let files = HTML.phrase("Behind every number, for machines: \(links.joined(", ")).")
    let verify = HTML.phrase("<code>boardpack verify</code> computes the numbers of these pages again from them.")
    return "<p class=\"fn\">\(files) \(verify)</p>"
  }
}
