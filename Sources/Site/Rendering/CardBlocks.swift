import Facts
import Formats
import Metrics
import Pack
import Statistics

/// Cards of figures, and the glossary.
extension DirectiveRenderer {
  func cards(_ cards: Cards, _ spec: DirectiveSpec) -> HTML {
    let slice = Slice(pack.period)
    let against = pack.resolvePeriod(cards.change, from: pack.period)
    let months = pack.months(cards.months)
    let views = cards.items.map { card(item: $0, slice, against, months).html }
    let head: HTML = spec.title.map { "<h2 class=\"minor\">\(text.inline($0))</h2>" } ?? .empty
    let span = [months.first, months.last].compactMap { $0?.text }.joined(separator: PackLocale.current.to)
    let change = against.map { phrase("change on \($0.text)") } ?? phrase("no change")
    let key: HTML = """
      <p class="fn">\(phrase("\(pack.period.text), 95% intervals; \(change), a triangle where it is beyond noise. Lines: \(span), each on its own scale."))</p>
      """
    return head + "<div class=\"cards\">\(views.joined())</div>" + key + note(spec)
  }

  private func card(item: Cards.Item, _ slice: Slice, _ against: Period?, _ months: [Period]) -> CardView {
    let fact = book.fact(item.metric, in: slice)
    let format = fact.format(digits: digits(item.metric))
    var details: [(term: String, figure: HTML)] = []
    if let interval = text.presenter.opened(fact, ShownFigure(interval: fact, format, .plain)) {
      details.append((phrase("95%"), interval))
    }
    if let against {
      let view = change(book.fact(item.metric, .change(against: against), in: slice), format, style: .signed)
      details.append((phrase("Change"), "<span class=\"\(view.tone)\">\(view.html)</span>"))
    }
    if let target = target(fact, slice, format) { details.append((phrase("Target"), target)) }
    return CardView(
      label: fact.label, message: item.message.map { text.prose($0) }, value: text.presenter.number(fact).button,
      status: book.status(item.metric, in: slice).map { StatusView($0).html }, details: details,
      course: sparkline(item.metric, months), owner: pack.metrics.first { $0.name == item.metric }?.owner)
  }

  func glossary(_ terms: [GlossaryTerm]) -> HTML {
    let entries = terms.map {
      "<div id=\"\($0.anchor)\"><dt>\($0.term)</dt><dd>\(text.inline($0.meaning))</dd></div>" as HTML
    }
    return "<div class=\"gl\"><h2 class=\"minor\">\(phrase("Glossary"))</h2><dl>\(entries.joined())</dl></div>"
  }
}
