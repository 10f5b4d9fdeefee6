import Facts
import Formats
import Metrics
import Pack

/// What changed since an earlier output: figures, definitions, sentences, claims, pages.
extension DirectiveRenderer {
  func changes(_ spec: DirectiveSpec) -> HTML {
    guard let changes else { return .empty }
    let title = title(spec, phrase("What changed"))
    let unit = unit(spec, phrase("since the output with data as of \(day(changes.asOf))"))
    guard !changes.difference.isEmpty else {
      return """
        <div class="changes"><p><b>\(title)</b> \(phrase("Nothing \(unit): every figure and every sentence is the same."))</p></div>
        """
    }
    let sorted = sortedFigures(changes)
    let tables = [
      figures(sorted.main, phrase("Figures"), changes),
      words(changes.difference.definitions, phrase("Definitions"), phrase("What")) { "<code>\($0)</code>" },
      words(changes.difference.texts, phrase("Sentences"), phrase("Page"), page),
      words(changes.difference.claims, phrase("Claims"), phrase("Page"), page),
      words(changes.difference.pages, phrase("Pages"), phrase("Page"), page),
    ].compactMap { $0 }
    var html: HTML =
      "<div class=\"changes\"><h2 class=\"minor\">\(title)</h2><p class=\"fn\">\(unit)</p>\(tables.joined())"
    if let others = figures(sorted.others, phrase("Further figures"), changes) {
      html += "<details class=\"data\"><summary>\(phrase("Further figures that changed"))</summary>\(others)</details>"
    }
    return html + note(spec) + "</div>\n"
  }

  private func day(_ text: String) -> String {
    pack.calendar.period(named: text).map { DateText.day($0.start) } ?? text
  }

  /// The figures of the whole pack in the reported period, in the order of its metrics, and all others.
  private func sortedFigures(_ changes: SinceEarlier) -> (main: [FactChange], others: [FactChange]) {
    let places = Dictionary(pack.metrics.enumerated().map { ($1.name, $0) }) { first, _ in first }
    var main: [(place: Int, change: FactChange)] = []
    var others: [FactChange] = []
    for change in changes.difference.facts {
      let fact = change.after?.fact ?? change.before?.fact
      let isMain: Bool
      if let now = changes.fact(change.after) {
        if case .level = now.subject, now.segment == nil, now.arm == nil, now.period == pack.period {
          isMain = true
        } else {
          isMain = false
        }
      } else {
        isMain = fact.map { $0.against == nil && $0.segment == nil && $0.arm == nil } ?? false
      }
      if isMain { main.append((fact.flatMap { places[$0.metric] } ?? .max, change)) } else { others.append(change) }
    }
    return (
      main.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
        .map(\.element.change), others
    )
  }

  // MARK: - Figures

  private func figures(_ list: [FactChange], _ caption: String, _ changes: SinceEarlier) -> HTML? {
    guard !list.isEmpty else { return nil }
    let rows = list.map { change -> TableView.Row in
      let now = changes.fact(change.after)
      let name: HTML = now.map { .text(text.presenter.label(of: $0)) } ?? .text(change.name)
      return .cells([
        name, change.before.map { before($0, now, change) } ?? .phrase("new"),
        now.map { after($0, change) } ?? .phrase("gone"),
      ])
    }
    return TableView(
      caption: .text(caption),
      columns: [.init(phrase("Figure")), .init(phrase("Before"), number: true), .init(phrase("Now"), number: true)],
      rows: rows
    ).html
  }

  private func before(_ shown: ShownFact, _ now: Fact?, _ change: FactChange) -> HTML {
    guard let value = shown.fact.value else { return .phrase("n/a") }
    let style: FigureStyle = shown.form?.style ?? .plain
    let format =
      shown.form.map(ValueFormat.init) ?? now?.format(digits: text.presenter.digits(shown.fact.metric))
      ?? .number(digits: 2)
    func earlier(_ values: [Double], _ style: FigureStyle) -> HTML {
      text.presenter.tied(ShownFigure(values, values.map { FigureTerm(earlier: $0) }, format, style)) ?? .empty
    }
    var parts = [earlier([value], style)]
    let isLevel = shown.fact.against == nil
    if let low = shown.fact.low, let high = shown.fact.high {
      parts.append("<small>\(earlier([low, high], isLevel ? .bare : .bareSigned))</small>")
    }
    if let target = shown.fact.target, change.after?.fact.target != target {
      parts.append("<small>\(HTML.phrase("target \(earlier([target], .plain))"))</small>")
    }
    if let plan = shown.fact.plan, change.after?.fact.plan != plan {
      parts.append("<small>\(HTML.phrase("plan \(earlier([plan], .plain))"))</small>")
    }
    return parts.joined(" ")
  }

  private func after(_ fact: Fact, _ change: FactChange) -> HTML {
    let isLevel = if case .level = fact.subject { true } else { false }
    let format =
      change.after?.form.map(ValueFormat.init) ?? fact.format(digits: text.presenter.digits(fact.metric))
    let style = change.after?.form?.style ?? (isLevel ? .plain : .signed)
    guard let value = text.presenter.opened(fact, ShownFigure(fact, format, style)) else { return .phrase("n/a") }
    var parts: [HTML] = ["<b>\(value)</b>"]
    if let interval = text.presenter.opened(fact, ShownFigure(interval: fact, format, isLevel ? .bare : .bareSigned)) {
      parts.append("<small>\(interval)</small>")
    }
    if isLevel {
      let slice = Slice(fact.period, segment: fact.segment, arm: fact.arm)
      if change.before?.fact.target != change.after?.fact.target, let target = target(fact, slice, format) {
        parts.append("<small>\(HTML.phrase("target \(target)"))</small>")
      }
      if change.before?.fact.plan != change.after?.fact.plan, let plan = plan(fact, slice, format) {
        parts.append("<small>\(HTML.phrase("plan \(plan)"))</small>")
      }
    }
    return parts.joined(" ")
  }

  // MARK: - Words

  private func words(
    _ list: [OutputDifference.Change], _ caption: String, _ head: String, _ place: (String) -> HTML
  ) -> HTML? {
    guard !list.isEmpty else { return nil }
    let rows = list.map { change -> TableView.Row in
      .cells([
        place(change.place), change.before.map { "<del>\($0)</del>" } ?? .phrase("new"),
        change.after.map { "<ins>\($0)</ins>" } ?? .phrase("gone"),
      ])
    }
    return TableView(
      caption: .text(caption), columns: [.init(head), .init(phrase("Before")), .init(phrase("Now"))], rows: rows,
      style: "dt in words"
    ).html
  }

  /// A page by its title, where there still is one.
  private func page(_ name: String) -> HTML {
    guard let title = text.cross.titles.first(where: { PageSource.outputName(of: $0.key) == name })?.value else {
      return "<code>\(name)</code>"
    }
    return "<a href=\"\(name)\">\(title)</a>"
  }
}

extension ValueFormat {
  init(_ form: BundlePages.Form) {
    self.init(
      multiplier: form.multiplier, digits: form.digits, prefix: form.prefix, suffix: form.suffix,
      differenceSuffix: form.difference)
    power = form.power ?? 0
  }
}
