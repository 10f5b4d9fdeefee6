/// A figure in a page: what is shown, and what it opens to.
struct NumberView {
  /// A term and its text: `n`, `141,890`.
  typealias Detail = (term: String, text: HTML)

  var id: String
  /// What is shown; empty where it opens from other figures alone.
  var shown: String
  /// The number of the figure on its page; nil for an answer in words.
  var figure: Int?
  var label: String
  /// Whether it shows only when pointed at or focused that it opens.
  var isQuiet = false
  /// The metric it is of, by which paper leads to its definition.
  var metric: String?
  /// The metric whose definition says all that is shared.
  var definedBy: String?
  /// What is its own: interval, n, source, scenario, grade.
  var own: [Detail]
  /// What all figures of the metric have in common: definition, formula, method, SQL.
  var shared: [Detail] = []

  var button: HTML {
    let identity: HTML = figure.map { " data-f=\"\($0)\"" } ?? .empty
    let mark: HTML = isQuiet ? .empty : " class=\"n\""
    return "<button type=\"button\"\(mark) popovertarget=\"\(id)\"\(identity)>\(shown)</button>"
  }

  var popover: HTML {
    var html: HTML = "<div popover id=\"\(id)\"\(Self.mark(metric))><p>\(label)</p>"
    if let figure {
      html += "<p><data value=\"\(figure)\">\(shown)</data></p>"
    } else if !shown.isEmpty {
      html += "<p>\(shown)</p>"
    }
    if !own.isEmpty { html += "<dl>\(Self.list(own))</dl>" }
    if !shared.isEmpty {
      html += "<dl class=\"all\"\(Self.mark(metric == nil ? definedBy : nil))>\(Self.list(shared))</dl>"
    }
    return html + "</div>\n"
  }

  private static func mark(_ metric: String?) -> HTML { metric.map { " data-m=\"\($0)\"" } ?? .empty }

  private static func list(_ details: [Detail]) -> HTML {
    details.map { "<dt>\($0.term)</dt><dd>\($0.text)</dd>" }.joined()
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
