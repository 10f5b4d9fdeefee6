/// The tokens that follow from a brand's colours, in light, dark and print, each with the contrast it needs.
struct BrandPalette {
  /// An appearance of the pages.
  enum Appearance: String, CaseIterable { case light, dark, print }

  /// Values of tokens by appearance and name, without the leading dashes.
  private(set) var values: [Appearance: [String: String]] = [:]
  /// What was asked for and what stands in its place, in words.
  private(set) var adjustments: [String] = []

  /// - Parameters:
  ///   - tokens: the theme's own values, which give the grounds and all that the brand does not say.
  init(accent: String?, ink: String?, tokens: [Appearance: [String: String]]) {
    for appearance in Appearance.allCases {
      let own = tokens[appearance] ?? [:]
      var new: [String: String] = [:]
      if let ink { inkTones(ink, appearance, own, &new) }
      if let accent { accentTones(accent, appearance, own.merging(new) { $1 }, &new) }
      values[appearance] = new
    }
  }

  private mutating func accentTones(
    _ asked: String, _ appearance: Appearance, _ own: [String: String], _ new: inout [String: String]
  ) {
    guard let wanted = BrandColor(hex: asked), let paper = own["paper"].flatMap({ BrandColor(hex: $0) }) else { return }
    let isDark = appearance == .dark
    // Labels in the accent are small text; the band below the line is the accent at 18%, and the line must stand on it.
    let accent = wanted.reaching([(paper.hex, 4.5)], darker: !isDark)
    var line = accent
    var band = paper.mixed(with: accent, 0.18)
    for _ in 0..<40 where BrandColor.contrast(line.hex, band.hex) < 3 {
      line.lightness += isDark ? 0.01 : -0.01
      band = paper.mixed(with: line, 0.18)
    }
    (new["accent"], new["band"]) = (line.hex, band.hex)
    note("accent", asked, line.hex, appearance)
    // From almost paper to the accent in even steps of lightness, as the theme's own ramp.
    let end = line.reaching([(paper.hex, 5)], darker: !isDark)
    for (step, share) in [0.05, 0.16, 0.33, 0.54, 0.8, 1].enumerated() {
      let ground = paper.mixed(with: end, share).hex
      new["h\(step)"] = ground
      let texts = [own["ink"], "#000000", "#ffffff"].compactMap { $0 }
      new["h\(step)t"] =
        texts.first { BrandColor.contrast($0, ground) >= 4.5 }
        ?? texts.max { BrandColor.contrast($0, ground) < BrandColor.contrast($1, ground) }
    }
  }

  /// Text and scenario fills keep their lightness and take the hue, at a chroma low enough to remain a grey.
  private mutating func inkTones(
    _ asked: String, _ appearance: Appearance, _ own: [String: String], _ new: inout [String: String]
  ) {
    guard let wanted = BrandColor(hex: asked), let paper = own["paper"] else { return }
    let isDark = appearance == .dark
    if !isDark {
      var ink = wanted
      ink.lightness = min(ink.lightness, 0.4)
      let found = ink.reaching([(paper, 10)], darker: true)
      new["ink"] = found.hex
      note("ink", asked, found.hex, appearance)
    }
    let names: [(String, Double)] = [
      ("ink2", 4.5), ("ink3", 4.5), ("actual", 3), ("actual2", 3), ("prior", 3),
    ]
    for (name, ratio) in names + (isDark ? [("ink", 4.5)] : []) {
      guard var tone = own[name].flatMap({ BrandColor(hex: $0) }) else { continue }
      (tone.chroma, tone.hue) = (min(wanted.chroma, 0.035), wanted.hue)
      let grounds = [paper] + (name.hasPrefix("ink") && name != "ink3" ? [own["miss"] ?? paper] : [])
      new[name] = tone.reaching(grounds.map { ($0, ratio) }, darker: !isDark).hex
    }
  }

  private mutating func note(_ name: String, _ asked: String, _ found: String, _ appearance: Appearance) {
    let asked = asked.lowercased()
    if asked != found { adjustments.append("\(name) \(asked) is \(found) in \(appearance.rawValue)") }
  }

  // MARK: - Style sheet

  /// The values of a token sheet by appearance: `light-dark(a, b)` gives two, a first `@media print` the third.
  static func values(of css: String) -> [Appearance: [String: String]] {
    var found: [Appearance: [String: String]] = [:]
    _ = replacing(css) { appearance, name, values in
      if appearance == .print {
        found[.print, default: [:]][name] = values.first
      } else {
        found[.light, default: [:]][name] = values.first
        found[.dark, default: [:]][name] = values.last
      }
      return nil
    }
    return found
  }

  /// The same sheet with this palette's values in their places.
  func applied(to css: String) -> String {
    Self.replacing(css) { appearance, name, _ in
      if appearance == .print { return values[.print]?[name] }
      guard let light = values[.light]?[name], let dark = values[.dark]?[name] else { return nil }
      return "light-dark(\(light), \(dark))"
    }
  }

  private static func replacing(_ css: String, _ change: (Appearance, String, [String]) -> String?) -> String {
    var appearance = Appearance.light
    return css.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      if line.hasPrefix("@media print") { appearance = .print }
      let trimmed = line.drop { $0 == " " }
      guard trimmed.hasPrefix("--"), let colon = trimmed.firstIndex(of: ":"), trimmed.hasSuffix(";") else {
        return String(line)
      }
      let name = trimmed[..<colon].dropFirst(2)
      let colors = trimmed[colon...].split { " ,():;".contains($0) }.filter { $0.hasPrefix("#") }.map(String.init)
      guard !colors.isEmpty, let value = change(appearance, String(name), colors) else { return String(line) }
      return String(repeating: " ", count: line.count - trimmed.count) + "--\(name): \(value);"
    }.joined(separator: "\n")
  }
}
