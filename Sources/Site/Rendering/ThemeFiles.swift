import Charts
import Diagnostics
import Foundation
import Pack
import Theme

/// The theme's files, with those of the pack's own `templates/` in their place.
struct ThemeFiles {
  /// The variables of page.mustache; another name is a mistake, for Mustache would print nothing.
  static let variables: Set<String> = [
    "lang", "title", "packTitle", "pageTitle", "footLine", "main", "mark", "popovers", "nav", "href", "current",
    "draft", "prev", "next", "skip", "pages", "previous", "following",
  ]

  private var own: [String: [UInt8]] = [:]
  private var brandStyle = ""
  private var brandFonts: [(name: String, bytes: [UInt8])] = []
  private(set) var findings: [Diagnostic] = []

  /// The files of a pack's pages, with its brand and for its paper.
  init(_ pack: Pack) {
    self.init(folder: pack.folder + "/templates", brand: BrandFile(pack))
    if let paper = pack.paper { brandStyle += PaperRule(paper).css }
  }

  init(folder: String) { self.init(folder: folder, brand: BrandFile(folder: folder)) }

  private init(folder: String, brand: BrandFile?) {
    var brand = brand
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var brandNames: Set = [BrandFile.name]
    if let brand, brand.folder == folder { brandNames.formUnion(brand.names) }
    for name in names.sorted() where !name.hasPrefix(".") && !brandNames.contains(name) {
      guard Theme.names.contains(name) else {
        let nearest = nearestName(to: name, among: Theme.names).map { "did you mean \($0)?" }
        findings.append(
          Diagnostic(
            .error, "unknown-template", "the theme has no file \(name) to replace",
            at: .init(file: "templates/" + name),
            remedy: nearest ?? "its files are \(Theme.names.joined(separator: ", "))"))
        continue
      }
      own[name] = FileManager.default.contents(atPath: folder + "/" + name).map { [UInt8]($0) }
    }
    checkVariables()
    let tokens = String(decoding: bytes("tokens.css") ?? [], as: UTF8.self)
    if let palette = brand?.palette(tokens: tokens) { own["tokens.css"] = Array(palette.applied(to: tokens).utf8) }
    if let brand {
      brandStyle = brand.style
      brandFonts = brand.font?.files ?? []
      findings += brand.findings
    }
  }

  func bytes(_ name: String) -> [UInt8]? { own[name] ?? Theme.bytes(name) }

  /// The style sheet and the fonts, beside the pages.
  var assets: [(path: String, bytes: [UInt8])] {
    let css = Theme.cascade.flatMap { (bytes($0) ?? []) + [UInt8(ascii: "\n")] } + Array(brandStyle.utf8)
    let fonts = Theme.names.filter { $0.hasSuffix(".woff2") }
    return [("assets/boardpack.css", css)] + brandFonts.map { ("assets/" + $0, $1) }
      + fonts.map { ("assets/" + $0, bytes($0) ?? []) }
  }

  /// What the charts look like, for their audit.
  var looks: [ChartLook] {
    func text(_ name: String) -> String { String(decoding: bytes(name) ?? [], as: UTF8.self) }
    return chartLooks(tokens: text("tokens.css"), charts: text("charts.css"))
  }

  private mutating func checkVariables() {
    guard let bytes = own["page.mustache"] else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    var rest = text[...]
    var line = 1
    while let open = rest.range(of: "{{"), let close = rest[open.upperBound...].range(of: "}}") {
      line += rest[..<open.lowerBound].count { $0.isNewline }
      let place = line
      line += rest[open.lowerBound..<close.upperBound].count { $0.isNewline }
      let tag = rest[open.upperBound..<close.lowerBound].drop { "{#^/&".contains($0) }
      rest = rest[close.upperBound...]
      guard let mark = tag.first, mark != "!" else { continue }
      let name = tag.trimmingCharacters(in: .whitespacesAndNewlines)
      guard !Self.variables.contains(name) else { continue }
      let nearest = nearestName(to: name, among: Self.variables.sorted()).map { "did you mean `\($0)`?" }
      findings.append(
        Diagnostic(
          .error, "unknown-variable", "page.mustache uses `\(name)`, which no page has",
          at: .init(file: "templates/page.mustache", line: place),
          remedy: nearest ?? "its variables are \(Self.variables.sorted().joined(separator: ", "))"))
    }
  }
}
