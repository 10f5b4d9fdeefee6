/// The font that a brand sets headings and text in; charts keep Inter, whose widths they are drawn with.
struct BrandFont {
  /// Where its letters come from.
  enum Source {
    /// A family of the reader's own system, by its name.
    case family(String)
    /// Files of the pack: text, and bold where there is one.
    case files([WebFont])
  }

  let source: Source

  /// The files that the font may have beside the style sheet, in the order of their weights.
  static let fileNames = ["brand-400.woff2", "brand-600.woff2"]
  /// A heavier file is not taken: it would be a font of many scripts, and a mail carries it whole.
  static let largest = 300_000
  /// From here on the one file says what the font adds to it.
  static let remarkable = 60_000

  /// The files that stand beside the style sheet.
  var files: [(name: String, bytes: [UInt8])] {
    guard case .files(let fonts) = source else { return [] }
    return zip(Self.fileNames, fonts).map { ($0, $1.bytes) }
  }

  /// The rules that set the font; Inter, which charts need in any case, has what it lacks.
  var style: String {
    var css = ""
    let family: String
    switch source {
    case .family(let name): family = Self.generic.contains(name) ? name : Self.quoted(name)
    case .files(let fonts):
      family = Self.quoted("Brand")
      for (name, (font, weight)) in zip(Self.fileNames, zip(fonts, ["400", "600"])) {
        let weights =
          font.isVariable ? (fonts.count == 1 ? "100 900" : weight == "400" ? "100 500" : "501 900") : weight
        css += """
          @font-face { font-family: \(family); font-weight: \(weights); font-display: block; \
          src: url(\(name)) format("woff2"); }

          """
      }
    }
    let list = "\(family), Inter, system-ui, sans-serif"
    css += ":root { --sans: \(list); }\n"
    // The margins of a sheet read no custom property.
    let margins = ["top-left", "top-right", "bottom-left", "bottom-right"].map { "@\($0) { font-family: \(list); }" }
    return css + "@page { \(margins.joined(separator: " ")) }\n"
  }

  /// What CSS calls a kind of font; in quotes it would be a font of that name.
  private static let generic: Set<String> = [
    "serif", "sans-serif", "system-ui", "ui-serif", "ui-sans-serif", "ui-rounded", "monospace", "ui-monospace",
  ]

  /// A CSS string in which nothing but letters, figures, spaces and hyphens stands for itself.
  private static func quoted(_ name: String) -> String {
    let inside = name.unicodeScalars.map { scalar -> String in
      let isPlain = scalar == " " || scalar == "-" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      return isPlain ? String(scalar) : "\\" + String(scalar.value, radix: 16) + " "
    }
    return "\"" + inside.joined() + "\""
  }
}
