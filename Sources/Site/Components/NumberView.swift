import Formats

/// A figure in a page: what is shown, and what it opens to.
struct NumberView {
  var id: String
  var shown: String
  /// The number of the figure on its page; nil for an answer in words.
  var figure: Int?
  var label: String
  /// The 95% interval in words, or why there is none.
  var interval: HTML?
  var definition: String?
  /// Whether it shows only when pointed at or focused that it opens.
  var isQuiet = false
  /// The metric it is of, by which paper leads to its definition.
  var metric: String?
  /// Pairs of a term and its text: formula, method, n, source, scenario, grade.
  var details: [(term: String, text: HTML)]

  var button: HTML {
    let identity: HTML = figure.map { " data-f=\"\($0)\"" } ?? .empty
    return
      "<button type=\"button\" class=\"\(isQuiet ? "n q" : "n")\" popovertarget=\"\(id)\"\(identity)>\(shown)</button>"
  }

  private var definitionMark: HTML { metric.map { " data-m=\"\($0)\"" } ?? .empty }

  var popover: HTML {
    var html: HTML =
      "<div popover id=\"\(id)\" class=\"pop\"\(definitionMark)><p class=\"pl\">\(label)</p><p class=\"pv\">"
    html += figure.map { "<data value=\"\($0)\">\(shown)</data>" } ?? .text(shown)
    if let interval { html += "<span>\(interval)</span>" }
    html += "</p>"
    if let definition { html += "<p>\(definition)</p>" }
    for detail in details { html += "<p class=\"pm\">\(phrase("\(detail.term): "))\(detail.text)</p>" }
    return html + "</div>\n"
  }
}

/// The popovers of a page, each figure once however often it is shown.
struct PopoverCollector {
  private var ids: [String: Int] = [:]
  private(set) var popovers: [NumberView] = []

  /// The figure registered under a key.
  subscript(_ key: String) -> NumberView? { ids[key].map { popovers[$0] } }

  /// Registers a figure under a key of its own, once, and returns it with the page's id for it.
  mutating func add(_ key: String, _ view: NumberView) -> NumberView {
    if let known = self[key] { return known }
    var view = view
    view.id = "n\(popovers.count + 1)"
    ids[key] = popovers.count
    popovers.append(view)
    return view
  }

  var html: HTML { popovers.map(\.popover).joined() }
}
