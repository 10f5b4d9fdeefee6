import Diagnostics
import Foundation
import Pack

/// A brand file: the name, two colours, the logo and the font of an organisation.
struct BrandFile {
  /// The brand of a pack that names no other.
  static let name = "brand.yaml"

  /// The organisation's name.
  private(set) var organisation: String?
  private(set) var accent: String?
  private(set) var ink: String?
  /// The logo's file beside it and its bytes.
  private(set) var logo: (name: String, bytes: [UInt8])?
  /// What headings and text are set in; nil: the theme's.
  private(set) var font: BrandFont?
  private(set) var findings: [Diagnostic] = []
  /// The names of the files beside it that it speaks of, and its own: they are no templates.
  private(set) var names: Set<String> = []

  /// The folder it lies in.
  let folder: String
  /// Its path in the pack, for findings.
  private let file: String

  private static let kinds = [".svg": "svg+xml", ".png": "png"]
  private static let largestLogo = 100_000

  /// The brand of a pack: the file that it names, or `templates/brand.yaml`; nil where it has neither.
  init?(_ pack: Pack) {
    let file = pack.brand ?? "templates/" + Self.name
    let parent = file.split(separator: "/").dropLast().joined(separator: "/")
    self.init(folder: parent.isEmpty ? pack.folder : pack.folder + "/" + parent, file: file)
  }

  /// The brand in a folder; nil where it has none.
  init?(folder: String, file: String = "templates/" + name) {
    self.folder = folder
    self.file = file
    let name = file.split(separator: "/").last.map(String.init) ?? file
    guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { return nil }
    names = [name]
    let (root, problems) = parseYAML(text: String(decoding: data, as: UTF8.self), file: file)
    findings = problems
    guard let root, !problems.hasErrors else { return }
    let mapping = root.mapping(known: ["name", "accent", "ink", "logo", "font"], &findings)
    organisation = mapping["name"]?.text(&findings)
    accent = mapping["accent"].flatMap { color($0) }
    ink = mapping["ink"].flatMap { color($0) }
    if let node = mapping["logo"], let name = node.text(&findings) { readLogo(name, node) }
    if let node = mapping["font"] { font = font(node) }
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

  private mutating func readLogo(_ name: String, _ node: ConfigNode) {
    names.insert(name)
    func problem(_ why: String, _ remedy: String) {
      findings.append(
        Diagnostic(
          .error, "brand-logo", "the logo \(name) cannot be shown", at: place(node), explanation: why, remedy: remedy))
    }
    guard Self.kinds.keys.contains(where: name.lowercased().hasSuffix) else {
      return problem("it is neither SVG nor PNG", "save it as one of them")
    }
    switch neighbour(name) {
    case .failure(let found): return problem(found.why, found.remedy)
    case .success(let bytes):
      guard bytes.count <= Self.largestLogo else {
        return problem("it has \(bytes.count / 1000) KB", "every page carries it: bring it below 100 KB")
      }
      logo = (name, bytes)
    }
  }

  private mutating func font(_ node: ConfigNode) -> BrandFont? {
    let items = node.list(&findings)
    let names = items.compactMap { $0.text(&findings) }
    guard let first = names.first, names.count == items.count else { return nil }
    if names.count == 1, !Self.fontEndings.contains(where: first.lowercased().hasSuffix) {
      guard first.unicodeScalars.count <= 100, !first.contains("/"), !first.unicodeScalars.contains(where: \.misleads)
      else {
        findings.append(
          Diagnostic(
            .error, "brand-font", "“\(first.prefix(40))” is not the name of a font", at: place(node),
            remedy: "write the name of a font family such as Georgia, or of a .woff2 file beside \(file)"))
        return nil
      }
      return BrandFont(source: .family(first))
    }
    guard names.count <= BrandFont.fileNames.count else {
      findings.append(
        Diagnostic(
          .error, "brand-font", "the font has \(names.count) files", at: place(node),
          remedy: "name one for text and, if you like, one for bold"))
      return nil
    }
    let fonts = zip(names, items).compactMap { webFont($0, $1) }
    return fonts.count == names.count ? BrandFont(source: .files(fonts)) : nil
  }

  private static let fontEndings = [".woff2", ".woff", ".ttf", ".otf", ".eot", ".ttc"]

  private mutating func webFont(_ name: String, _ node: ConfigNode) -> WebFont? {
    names.insert(name)
    func problem(_ why: String, _ remedy: String) -> WebFont? {
      findings.append(
        Diagnostic(
          .error, "brand-font", "the font \(name) cannot be used", at: place(node), explanation: why, remedy: remedy))
      return nil
    }
    guard name.lowercased().hasSuffix(".woff2") else {
      return problem("it is not WOFF2, the form that every browser reads", "convert it to WOFF2")
    }
    switch neighbour(name) {
    case .failure(let found): return problem(found.why, found.remedy)
    case .success(let bytes):
      guard bytes.count <= BrandFont.largest else {
        return problem(
          "it has \(bytes.count / 1000) KB", "keep the letters that you write with alone, below 300 KB a file")
      }
      guard let font = WebFont(bytes) else {
        return problem("it does not begin as WOFF2, or is cut short", "save or convert it again")
      }
      return font
    }
  }

  /// Why a file beside the brand file cannot be taken.
  private struct Absence: Error { var why, remedy: String }

  /// The bytes of a file beside the brand file.
  private func neighbour(_ name: String) -> Result<[UInt8], Absence> {
    guard !name.contains("/"), !name.hasPrefix(".") else {
      return .failure(Absence(why: "it lies in another folder", remedy: "put it beside \(file)"))
    }
    let url = URL(fileURLWithPath: folder).resolvingSymlinksInPath()
    let path = url.appendingPathComponent(name).resolvingSymlinksInPath().path
    guard path.hasPrefix(url.path + "/"), let data = FileManager.default.contents(atPath: path) else {
      return .failure(Absence(why: "there is no such file beside \(file)", remedy: "add it, or correct the name"))
    }
    return .success([UInt8](data))
  }

  private func place(_ node: ConfigNode) -> Diagnostic.Location {
    Diagnostic.Location(file: file, line: node.line, column: node.column)
  }

  /// The palette over the theme's own tokens, with a note of each colour that had to give way.
  mutating func palette(tokens css: String) -> BrandPalette {
    let palette = BrandPalette(accent: accent, ink: ink, tokens: BrandPalette.values(of: css))
    if !palette.adjustments.isEmpty {
      findings.append(
        Diagnostic(
          .note, "brand-adjusted", "colours of the brand were moved to stay legible", at: .init(file: file),
          explanation: palette.adjustments.joined(separator: "; "),
          remedy: "text needs a contrast of 4.5 to 1 and marks 3 to 1; nothing is to be done"))
    }
    return palette
  }

  /// What it adds to the style sheet.
  var style: String { (font?.style ?? "") + logoStyle }

  /// The logo above the cover, as a picture: a browser runs no script inside one and loads nothing for it.
  private var logoStyle: String {
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
