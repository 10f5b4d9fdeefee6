import Charts
import Theme

/// The gallery as pages: light and dark, and the style sheet and fonts of the theme.
struct GalleryPage {
  private(set) var files: [(path: String, bytes: [UInt8])] = []
  private(set) var findings: [String] = []
  private let looks: [ChartLook]

  init(_ kinds: [GalleryKind]) {
    let theme = ThemeFiles(folder: "")
    looks = theme.looks
    let contents = kinds.enumerated().map { index, kind in
      "<a href=\"#\(id(index))\">\(kind.name)</a>" as HTML
    }
    var body: HTML = "<p class=\"kinds\">\(contents.joined(" "))</p>\n"
    for (index, kind) in kinds.enumerated() {
      body += "<h2 id=\"\(id(index))\">\(kind.name)</h2>\n"
      for (number, state) in kind.states.enumerated() {
        body += row(state, kind: kind.name, id: "\(id(index))-\(number)")
      }
    }
    files = theme.assets
    for (path, look) in [("dark.html", "dark"), ("index.html", "light")] {
      files.append((path, Array(Self.page(body, look: look).markup.utf8)))
    }
    files.sort { $0.path < $1.path }
  }

  /// One state at its three widths, with what the audit says.
  private mutating func row(_ state: GalleryKind.State, kind: String, id: String) -> HTML {
    var html: HTML = "<section><h3>\(state.name)</h3><div class=\"row\">"
    for (size, suffix) in [(ChartSize.full, "f"), (.half, "h"), (.phone, "p")] {
      let drawn = scene(state.spec, size: size)
      let markup = svg(
        drawn, id: id + suffix, title: "\(kind): \(state.name)", description: "An example of the gallery.")
      let problems = audit(drawn, looks: looks)
      findings += problems.map {
        "\(kind), \(state.name), \(suffix == "f" ? "full" : suffix == "h" ? "half" : "phone"): \($0)"
      }
      html += "<div class=\"\(suffix)\">\(HTML.safe(markup))<small>\(markup.utf8.count) bytes</small>"
      html += problems.map { "<p class=\"fault\">\($0)</p>" as HTML }.joined() + "</div>"
    }
    return html + "</div></section>\n"
  }

  private func id(_ index: Int) -> String { "k\(index + 1)" }

  private static func page(_ body: HTML, look: String) -> HTML {
    """
    <!doctype html>
    <html lang="en" class="\(look)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Boardpack: every chart</title>
    <link rel="stylesheet" href="assets/boardpack.css">
    <style>
    main{padding:24px 16px}
    .kinds{display:flex;flex-wrap:wrap;gap:4px 16px;margin:12px 0;font-size:13px}
    h2{font-size:22px;margin:36px 0 8px}
    h3{font-size:13px;color:var(--ink2);margin:0 0 8px;font-weight:600}
    section{padding:14px 0;border-top:1px solid var(--rule)}
    .row{display:flex;flex-wrap:wrap;gap:20px;align-items:flex-start}
    .f{width:680px}.h{width:328px}.p{width:358px}
    small{color:var(--ink3);font-size:10px}
    .fault{color:var(--bad);font-size:12px}
    @media (max-width:719px){main{padding:16px}.f,.h{display:none}}
    @media print{section{break-inside:avoid}}
    </style>
    </head>
    <body>
    <main>
    <h1>Every chart in every state</h1>
    <p>Full, half and phone width, from the same specs. <a href="index.html">Light</a> · <a href="dark.html">Dark</a></p>
    \(body)
    </main>
    </body>
    </html>

    """
  }
}
