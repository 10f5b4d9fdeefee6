/// The looks of a theme's charts in light, dark and print, as a browser would read them from its style sheets.
///
/// - Parameters:
///   - tokens: names the colours, `light-dark()` included; a first `@media print` replaces them for paper.
///   - charts: says which role takes which colour.
/// - Returns: nothing for a medium whose paper or ink is in a notation other than hexadecimal.
public func chartLooks(tokens: String, charts: String) -> [ChartLook] {
  LooksReader(tokens: tokens, charts: charts).looks
}

/// Reads the part of CSS that themes use for colours.
private struct LooksReader {
  let looks: [ChartLook]

  init(tokens: String, charts: String) {
    let tokens = Self.withoutComments(tokens)
    let charts = Self.withoutComments(charts)
    let parts = tokens.split(separator: "@media")
    let base = Self.declarations(parts.first ?? "")
    let print = parts.dropFirst().first { $0.drop(while: \.isWhitespace).hasPrefix("print") }.map(Self.declarations)
    let rules = Self.rules(charts)
    let light = base.mapValues { Self.choice($0, 0) }
    looks = [
      ("light", light), ("dark", base.mapValues { Self.choice($0, 1) }),
      ("print", light.merging(print ?? [:]) { $1 }),
    ].compactMap { Self.look($0, colors: $1, rules) }
  }

  private static func look(_ name: String, colors: [String: String], _ rules: [(String, [String: String])])
    -> ChartLook?
  {
    func color(_ value: String?) -> ChartColor? {
      guard let value else { return nil }
      guard value.hasPrefix("var("), let end = value.firstIndex(where: { $0 == ")" || $0 == "," }) else {
        return ChartColor(hex: value)
      }
      return colors[String(value[value.index(value.startIndex, offsetBy: 4)..<end])].flatMap { ChartColor(hex: $0) }
    }
    guard let paper = color("var(--paper)"), let ink = color("var(--ink)") else { return nil }
    var paints: [String: ChartLook.Paint] = [:]
    var text = ink
    for (selector, style) in rules {
      if selector == ".c-chart text" { text = color(style["fill"]) ?? text }
      guard let last = selector.split(separator: " ").last, last.hasPrefix(".c-"), !last.contains(":") else { continue }
      var paint = paints[String(last.dropFirst())] ?? ChartLook.Paint()
      if let fill = style["fill"] { paint.fill = color(fill) }
      if let stroke = style["stroke"] { paint.stroke = color(stroke) }
      if let opacity = style["opacity"].flatMap(Double.init) { paint.opacity = opacity }
      paints[String(last.dropFirst())] = paint
    }
    return ChartLook(name: name, paper: paper, text: text, paints: paints)
  }

  /// One of the two values of `light-dark(…, …)`; any other value stands for both.
  private static func choice(_ value: String, _ index: Int) -> String {
    guard value.hasPrefix("light-dark("), value.hasSuffix(")") else { return value }
    let ends = value.dropFirst("light-dark(".count).dropLast().split(separator: ",", maxSplits: 1)
    return ends.indices.contains(index) ? trimmed(ends[index]) : value
  }

  private static func declarations(_ text: Substring) -> [String: String] {
    var out: [String: String] = [:]
    for piece in text.split(whereSeparator: { $0 == "{" || $0 == "}" || $0 == ";" }) {
      guard let colon = piece.firstIndex(of: ":") else { continue }
      let name = trimmed(piece[..<colon])
      // A later rule for one choice of the reader, such as `:root.dark`, sets no colours in the default theme.
      if name.hasPrefix("--"), out[name] == nil { out[name] = trimmed(piece[piece.index(after: colon)...]) }
    }
    return out
  }

  private static func rules(_ text: String) -> [(String, [String: String])] {
    text.split(separator: "}").flatMap { rule -> [(String, [String: String])] in
      guard let open = rule.lastIndex(of: "{") else { return [] }
      var style: [String: String] = [:]
      for declaration in rule[rule.index(after: open)...].split(separator: ";") {
        guard let colon = declaration.firstIndex(of: ":") else { continue }
        style[trimmed(declaration[..<colon])] = trimmed(declaration[declaration.index(after: colon)...])
      }
      let head = rule[..<open]
      guard !head.contains("@") else { return [] }
      return head.split(separator: ",").map { (trimmed($0), style) }
    }
  }

  private static func withoutComments(_ text: String) -> String {
    var out = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "/*") {
      out += rest[..<open.lowerBound]
      guard let close = rest[open.upperBound...].firstRange(of: "*/") else { return out }
      rest = rest[close.upperBound...]
    }
    return out + rest
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var text = text[...]
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}
