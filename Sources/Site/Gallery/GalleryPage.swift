import Charts
import Theme

/// The gallery as pages: one for each width and look, and the style sheet and fonts of the theme.
///
/// Each is a contact sheet: a row a kind with its name at the left and its states beside it, so dense that all of them
/// are looked at in two minutes. The half width is the first page.
struct GalleryPage {
  /// A width that pages use, with the files that show it.
  private struct Width {
    var name: String
    var size: ChartSize
    var pixels: Int
    /// The least width in px that a drawing shrinks to on the sheet.
    var least: Int
    /// Drawings in a row on paper; rows of boxes, because columns that a sheet's end cuts grow sideways.
    var paper: Int
    var light: String
    var dark: String
  }

  private static let widths = [
    Width(name: "Half width", size: .half, pixels: 328, least: 220, paper: 3, light: "index.html", dark: "dark.html"),
    Width(
      name: "Full width", size: .full, pixels: 680, least: 440, paper: 2, light: "full.html", dark: "full-dark.html"),
    Width(
      name: "Phone", size: .phone, pixels: 358, least: 220, paper: 3, light: "phone.html", dark: "phone-dark.html"),
  ]

  private(set) var files: [(path: String, bytes: [UInt8])] = []
  private(set) var findings: [String] = []
  private let looks: [ChartLook]
  private let now: (() -> Duration)?

  /// - Parameter now: the time since any fixed moment, to print how long each drawing takes; nil: nothing is timed.
  init(_ kinds: [GalleryKind], now: (() -> Duration)? = nil) {
    self.now = now
    let theme = ThemeFiles(folder: "")
    looks = theme.looks
    files = theme.assets
    let contents = kinds.enumerated().map { index, kind in
      "<a href=\"#\(id(index))\">\(kind.name)</a>" as HTML
    }
    for width in Self.widths {
      var body: HTML = "<p class=\"kinds\">\(contents.joined(" "))</p>\n"
      for (index, kind) in kinds.enumerated() {
        body += "<div class=\"kind\">\n<h2 id=\"\(id(index))\">\(kind.name)</h2>\n<div class=\"states\">\n"
        for (number, state) in kind.states.enumerated() {
          body += drawing(state, kind: kind.name, width: width, id: "\(id(index))-\(number)")
        }
        body += "</div>\n</div>\n"
      }
      for (path, look) in [(width.light, "light"), (width.dark, "dark")] {
        files.append((path, Array(Self.page(body, width: width, look: look).markup.utf8)))
      }
    }
    files.sort { $0.path < $1.path }
  }

  /// One state at one width, with what the audit says.
  private mutating func drawing(_ state: GalleryKind.State, kind: String, width: Width, id: String) -> HTML {
    let drawn = scene(state.spec, size: width.size)
    let markup = svg(drawn, id: id, title: "\(kind): \(state.name)", description: "An example of the gallery.")
    let problems = audit(drawn, looks: looks)
    findings += problems.map { "\(kind), \(state.name), \(width.name.lowercased()): \($0)" }
    let weight = tenths(markup.utf8.count, of: 1000) + " KB" + (time(state, size: width.size).map { ", " + $0 } ?? "")
    var html: HTML = "<section><h3>\(state.name) <small>\(weight)</small></h3>\(HTML.safe(markup))"
    html += problems.map { "<p class=\"fault\">\($0)</p>" as HTML }.joined()
    return html + "</section>\n"
  }

  /// How long a drawing takes, the best of five times; nil without a clock.
  private func time(_ state: GalleryKind.State, size: ChartSize) -> String? {
    guard let now else { return nil }
    let times = (0..<5).map { _ -> Duration in
      let start = now()
      _ = svg(scene(state.spec, size: size), id: "t", title: "", description: "")
      return now() - start
    }
    let best = (times.min() ?? .zero).components
    return tenths(Int(best.seconds) * 1_000_000 + Int(best.attoseconds / 1_000_000_000_000), of: 1000) + " ms"
  }

  private func tenths(_ value: Int, of unit: Int) -> String {
    let shown = (value * 10 + unit / 2) / unit
    return "\(shown / 10).\(shown % 10)"
  }

  private func id(_ index: Int) -> String { "k\(index + 1)" }

  private static func page(_ body: HTML, width: Width, look: String) -> HTML {
    let links = widths.map { other -> HTML in
      "\(other.name): <a href=\"\(other.light)\">light</a>, <a href=\"\(other.dark)\">dark</a>"
    }
    return """
      <!doctype html>
      <html lang="en" class="\(look)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Boardpack: every chart</title>
      <link rel="stylesheet" href="assets/boardpack.css">
      <style>
      main{padding:10px 12px;max-width:none}
      h1{font-size:17px;margin:0}
      main>p{font-size:12px;margin:4px 0 0;max-width:none}
      .kinds{display:flex;flex-wrap:wrap;gap:2px 12px;margin:4px 0 8px}
      .kind{display:grid;grid-template-columns:76px minmax(0,1fr);gap:0 8px;border-top:1px solid var(--ink3);padding:6px 0 0}
      h2{font-size:13px;line-height:1.25;margin:0;padding:0;border:0;max-width:none;position:sticky;top:6px;align-self:start}
      h3{font-size:11px;line-height:1.3;color:var(--ink2);margin:0 0 3px;font-weight:600}
      .states{columns:\(width.least)px;column-gap:14px}
      section{break-inside:avoid;padding:0 0 9px;max-width:\(width.pixels)px}
      h3 small{display:inline;color:var(--ink3);font-size:10px;font-weight:400;white-space:nowrap}
      .fault{color:var(--bad);font-size:12px}
      @media(max-width:700px){.kind{display:block}h2{position:static;margin:0 0 6px}.states{columns:auto}}
      @media print{
      h2{position:static}
      .kinds{display:none}
      .kind{display:block}
      .states{columns:auto;margin-top:6px}
      section{display:inline-block;vertical-align:top;width:calc(100% / \(width.paper) - 13px);margin-right:9px}
      }
      </style>
      </head>
      <body>
      <main>
      <h1>Every chart in every state</h1>
      <p>\(width.name), \(width.pixels) px; on a wide window smaller, so that more is seen at once. \(links.joined(" · "))</p>
      \(body)
      </main>
      </body>
      </html>

      """
  }
}
