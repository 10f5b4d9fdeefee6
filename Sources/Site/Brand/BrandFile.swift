import Diagnostics
import Foundation
import Pack

/// `templates/brand.yaml`: two colours and a logo, as an organisation has them.
struct BrandFile {
  static let name = "brand.yaml"

  private(set) var accent: String?
  private(set) var ink: String?
  /// The logo's file beside it and its bytes.
  private(set) var logo: (name: String, bytes: [UInt8])?
  private(set) var findings: [Diagnostic] = []

  private static let file = "templates/" + name
  private static let kinds = [".svg": "svg+xml", ".png": "png"]
  private static let largestLogo = 100_000

  /// The brand of a folder of templates; nil where it has none.
  init?(folder: String) {
    guard let data = FileManager.default.contents(atPath: folder + "/" + Self.name) else { return nil }
    let (root, problems) = parseYAML(text: String(decoding: data, as: UTF8.self), file: Self.file)
    findings = problems
    guard let root, !problems.hasErrors else { return }
    let mapping = root.mapping(known: ["accent", "ink", "logo"], &findings)
    accent = mapping["accent"].flatMap { color($0) }
    ink = mapping["ink"].flatMap { color($0) }
    if let node = mapping["logo"], let name = node.text(&findings) { readLogo(name, node, in: folder) }
  }

  private mutating func color(_ node: ConfigNode) -> String? {
    guard let text = node.text(&findings) else { return nil }
    if BrandColor(hex: text) != nil { return text }
    findings.append(
      Diagnostic(
        .error, "brand-color", "“\(text)” is not a colour", at: place(node),
        remedy: "write it as six hexadecimal digits in quotes: \"#1c5487\""))
    return nil
  }

  private mutating func readLogo(_ name: String, _ node: ConfigNode, in folder: String) {
    func problem(_ why: String, _ remedy: String) {
      findings.append(
        Diagnostic(
          .error, "brand-logo", "the logo \(name) cannot be shown", at: place(node), explanation: why, remedy: remedy))
    }
    guard Self.kinds.keys.contains(where: name.lowercased().hasSuffix) else {
      return problem("it is neither SVG nor PNG", "save it as one of them")
    }
    guard !name.contains("/"), !name.hasPrefix(".") else {
      return problem("it lies in another folder", "put it beside \(Self.name)")
    }
    let url = URL(fileURLWithPath: folder).resolvingSymlinksInPath()
    let path = url.appendingPathComponent(name).resolvingSymlinksInPath().path
    guard path.hasPrefix(url.path + "/"), let data = FileManager.default.contents(atPath: path) else {
      return problem("there is no such file in templates/", "add it, or correct the name")
    }
    guard data.count <= Self.largestLogo else {
      return problem("it has \(data.count / 1000) KB", "every page carries it: bring it below 100 KB")
    }
    logo = (name, [UInt8](data))
  }

  private func place(_ node: ConfigNode) -> Diagnostic.Location {
    Diagnostic.Location(file: Self.file, line: node.line, column: node.column)
  }

  /// The palette over the theme's own tokens, with a note of each colour that had to give way.
  mutating func palette(tokens css: String) -> BrandPalette {
    let palette = BrandPalette(accent: accent, ink: ink, tokens: BrandPalette.values(of: css))
    if !palette.adjustments.isEmpty {
      findings.append(
        Diagnostic(
          .note, "brand-adjusted", "colours of the brand were moved to stay legible", at: .init(file: Self.file),
          explanation: palette.adjustments.joined(separator: "; "),
          remedy: "text needs a contrast of 4.5 to 1 and marks 3 to 1; nothing is to be done"))
    }
    return palette
  }

  /// The logo above the cover, as a picture: a browser runs no script inside one and loads nothing for it.
  var style: String {
    guard let logo, let kind = Self.kinds.first(where: { logo.name.lowercased().hasSuffix($0.key) })?.value else {
      return ""
    }
    let data = Data(logo.bytes).base64EncodedString()
    return """
      .cover > header::before { content: ""; display: block; width: 220px; height: 44px; margin-bottom: 16px; \
      background: light-dark(transparent, #fdfcf9) url(data:image/\(kind);base64,\(data)) left center / contain \
      no-repeat; print-color-adjust: exact; }

      """
  }
}
