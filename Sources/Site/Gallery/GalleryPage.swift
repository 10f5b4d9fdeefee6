import Charts
import Theme

/// The gallery as pages: one for each width and look, and the style sheet and fonts of the theme.
///
/// The half width is the first page: its drawings are small enough that all of them are looked at in two minutes.
struct GalleryPage {
  /// A width that pages use, with the files that show it.
  private struct Width {
    var name: String
    var size: ChartSize
    var pixels: Int
    var light: String
    var dark: String
  }

  private static let widths = [
    Width(name: "Half width", size: .half, pixels: 328, light: "index.html", dark: "dark.html"),
    Width(name: "Full width", size: .full, pixels: 680, light: "full.html", dark: "full-dark.html"),
    Width(name: "Phone", size: .phone, pixels: 358, light: "phone.html", dark: "phone-dark.html"),
  ]

  private(set) var files: [(path: String, bytes: [UInt8])] = []
  private(set) var findings: [String] = []
  private let looks: [ChartLook]

  init(_ kinds: [GalleryKind]) {
    let theme = ThemeFiles(folder: "")
    looks = theme.looks
    files = theme.assets
    let contents = kinds.enumerated().map { index, kind in
      "<a href=\"#\(id(index))\">\(kind.name)</a>" as HTML
    }
    for width in Self.widths {
      var body: HTML = "<p class=\"kinds\">\(contents.joined(" "))</p>\n"
      for (index, kind) in kinds.enumerated() {
        body += "<h2 id=\"\(id(index))\">\(kind.name)</h2>\n<div class=\"states\">\n"
        for (number, state) in kind.states.enumerated() {
          body += drawing(state, kind: kind.name, width: width, id: "\(id(index))-\(number)")
        }
        body += "</div>\n"
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
    var html: HTML = "<section><h3>\(state.name) <small>\(markup.utf8.count) bytes</small></h3>\(HTML.safe(markup))"
    html += problems.map { "<p class=\"fault\">\($0)</p>" as HTML }.joined()
    return html + "</section>\n"
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
      main{padding:16px;max-width:none}
      .kinds{display:flex;flex-wrap:wrap;gap:2px 14px;margin:8px 0 0;font-size:13px}
      h2{max-width:none;font-size:19px;margin:22px 0 8px;padding-top:10px;border-top:1px solid var(--ink3)}
      h3{font-size:12px;color:var(--ink2);margin:0 0 4px;font-weight:600}
      .states{columns:\(width.pixels)px;column-gap:24px}
      section{break-inside:avoid;padding:0 0 18px;max-width:\(width.pixels)px}
      small{color:var(--ink3);font-size:10px;font-weight:400}
      .fault{color:var(--bad);font-size:12px}
      @media print{h2{break-after:avoid}}
      </style>
      </head>
      <body>
      <main>
      <h1>Every chart in every state</h1>
      <p>\(width.name). \(links.joined(" · "))</p>
      \(body)
      </main>
      </body>
      </html>

      """
  }
}
