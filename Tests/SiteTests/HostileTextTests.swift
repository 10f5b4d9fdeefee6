import Facts
import Foundation
import Testing

@testable import Site

/// A hostile text may change nothing of a component but the text itself: it renders as a harmless one does, escaped once.
@Suite struct HostileTextTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    /// Written by hand, so that the escaping under test does not judge itself.
    var escaped: String
    var testDescription: String { text }
  }

  static let cases = [
    Case(text: "<script>alert(1)</script>", escaped: "&lt;script&gt;alert(1)&lt;/script&gt;"),
    Case(text: "\" onclick=\"x", escaped: "&quot; onclick=&quot;x"),
    Case(text: "' autofocus onfocus='x", escaped: "&#39; autofocus onfocus=&#39;x"),
    Case(text: "</td></table><h1>", escaped: "&lt;/td&gt;&lt;/table&gt;&lt;h1&gt;"),
    Case(text: "&lt;b&gt; &#60;", escaped: "&amp;lt;b&amp;gt; &amp;#60;"),
    Case(text: "<!-- ]]> {{main}} {{{nav}}}", escaped: "&lt;!-- ]]&gt; {{main}} {{{nav}}}"),
    Case(text: "\u{0}<\u{1B}svg/onload=x>", escaped: "\u{FFFD}&lt;\u{FFFD}svg/onload=x&gt;"),
  ]

  static let components: [String: @Sendable (String) -> HTML] = [
    "cover": { text in
      CoverView(
        organisation: text, title: text, meta: [(text, text)], message: .text(text), recommendation: .text(text)
      ).html
    },
    "statements": { text in StatementsView(rows: [(.text(text), text, text)]).html },
    "figure": { text in
      FigureView(
        title: .text(text), subtitle: .text(text), badge: .text(text), wide: "<svg></svg>", narrow: "<svg></svg>",
        data: table(text, style: "dt"), note: .text(text)
      ).html
    },
    "number": { text in
      let view = NumberView(
        id: "n1", shown: text, label: text, metric: text, definedBy: text, own: [(text, .text(text))],
        shared: [(text, .text(text))])
      return view.button + view.popover
    },
    "table": { text in table(text, style: "dt in").html },
    "scorecard": { text in table(text, style: "score").html },
    "change": { text in ChangeView(movement: .up, effect: .good, text: .text(text), interval: .text(text)).html },
  ]

  private static func table(_ text: String, style: String) -> TableView {
    TableView(
      caption: .text(text), unit: text, columns: [.init(text), .init(text, number: true)],
      rows: [.group(text), .cells([.text(text), .text(text)]), .total([.text(text), .text(text)])], style: style,
      isCards: true)
  }

  @Test(arguments: components.keys.sorted(), cases)
  func onlyTheTextChanges(name: String, hostile: Case) throws {
    let render = try #require(Self.components[name])
    let harmless = render("HARMLESS").markup
    #expect(harmless.contains("HARMLESS"))
    #expect(render(hostile.text).markup == harmless.replacingOccurrences(of: "HARMLESS", with: hostile.escaped))
  }
}
