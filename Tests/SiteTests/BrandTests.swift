import Diagnostics
import Foundation
import Testing
import Theme

@testable import Site

/// A brand's colours never cost legibility: WCAG 2.2 asks 4.5 to 1 of text (1.4.3) and 3 to 1 of marks (1.4.11).
@Suite struct BrandTests {
  static let css = String(decoding: Theme.bytes("tokens.css") ?? [], as: UTF8.self)
  static let tokens = BrandPalette.values(of: css)

  private func check(_ palette: BrandPalette, _ what: String) throws {
    for appearance in BrandPalette.Appearance.allCases {
      let colors = try #require(Self.tokens[appearance]).merging(palette.values[appearance] ?? [:]) { $1 }
      func ratio(_ a: String, _ b: String) throws -> Double {
        BrandColor.contrast(try #require(colors[a]), try #require(colors[b]))
      }
      let texts =
        ["ink", "ink2", "ink3", "accent", "good", "bad"].map { ($0, "paper") } + (0...5).map { ("h\($0)t", "h\($0)") }
        + [("ink", "miss"), ("ink2", "miss")]
      for (text, ground) in texts {
        let found = try ratio(text, ground)
        if found < 4.5 { Issue.record("\(what), \(appearance): \(text) on \(ground) has \(found)") }
      }
      for (mark, ground) in ["actual", "actual2", "prior", "ink3"].map({ ($0, "paper") }) + [("accent", "band")] {
        let found = try ratio(mark, ground)
        if found < 3 { Issue.record("\(what), \(appearance): \(mark) on \(ground) has \(found)") }
      }
      let steps = try (0...5).map { try ratio("h\($0)", "paper") }
      if steps != steps.sorted() { Issue.record("\(what), \(appearance): the heat ramp \(steps)") }
    }
  }

  @Test func anyColoursStayLegible() throws {
    var state: UInt64 = 2026
    func next() -> String {
      // SplitMix64 (Steele, Lea and Flood, 2014).
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      let digits = String((z ^ (z >> 31)) & 0xFFFFFF, radix: 16)
      return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }
    for _ in 0..<1000 {
      let (accent, ink) = (next(), next())
      try check(BrandPalette(accent: accent, ink: ink, tokens: Self.tokens), "\(accent) and \(ink)")
    }
  }

  @Test(arguments: ["#000000", "#ffffff", "#ffff00", "#00ff00", "#0000ff", "#ff0000", "#808080", "#fdfcf9", "#15181b"])
  func extremesStayLegible(_ color: String) throws {
    try check(BrandPalette(accent: color, ink: color, tokens: Self.tokens), color)
    try check(BrandPalette(accent: color, ink: nil, tokens: Self.tokens), color)
  }

  /// The published values of red, "A perceptual color space for image processing": OKLCH 0.628, 0.258, 29.2 degrees.
  @Test func theColourSpaceAgreesWithPublishedValues() throws {
    let red = try #require(BrandColor(hex: "#ff0000"))
    #expect(abs(red.lightness - 0.628) < 0.001 && abs(red.chroma - 0.258) < 0.001)
    #expect(abs(red.hue * 180 / .pi - 29.2) < 0.1)
    for hex in ["#ff0000", "#1c5487", "#808080", "#000000", "#ffffff"] { #expect(BrandColor(hex: hex)?.hex == hex) }
    #expect(BrandColor(hex: "1c5487") == nil && BrandColor(hex: "#1c54") == nil && BrandColor(hex: "#gggggg") == nil)
    #expect(abs(BrandColor.contrast("#ffffff", "#767676") - 4.54) < 0.005)
  }

  private func theme(_ files: [String: String]) throws -> ThemeFiles {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("brand-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    return ThemeFiles(folder: folder.path)
  }

  @Test func aLegibleColourIsKeptAndAPaleOneIsMovedAndSaid() throws {
    let kept = try theme(["brand.yaml": "accent: \"#1c5487\"\n"])
    let sheet = String(decoding: try #require(kept.bytes("tokens.css")), as: UTF8.self)
    #expect(sheet.contains("--accent: light-dark(#1c5487, #"))
    #expect(sheet.contains("--good: light-dark(#0a6f62, #52c4b0);") && sheet.contains("--accent: LinkText;"))
    let moved = try theme(["brand.yaml": "accent: \"#ffd400\"\n"])
    let finding = try #require(moved.findings.first)
    #expect(moved.findings.count == 1 && finding.id == "brand-adjusted" && finding.severity == .note)
    #expect(finding.explanation?.contains("accent #ffd400 is #") ?? false)
  }

  @Test func theLogoIsAPictureInsideTheStyleSheet() throws {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"
    let files = try theme(["brand.yaml": "logo: mark.svg\n", "mark.svg": svg])
    #expect(files.findings == [])
    let css = String(decoding: try #require(files.assets.first).bytes, as: UTF8.self)
    #expect(css.contains("url(data:image/svg+xml;base64,\(Data(svg.utf8).base64EncodedString()))"))
    #expect(!css.contains("<script"))
  }

  @Test(arguments: [
    ("accent: blue\n", "brand-color"), ("logo: ../mark.svg\n", "brand-logo"), ("logo: absent.png\n", "brand-logo"),
    ("logo: mark.gif\n", "brand-logo"), ("acent: \"#112233\"\n", "unknown-key"),
  ])
  func slipsAreFindings(_ yaml: String, _ id: String) throws {
    let finding = try #require(try theme(["brand.yaml": yaml]).findings.first)
    #expect(finding.id == id && finding.severity == .error)
    #expect(finding.location?.file == "templates/brand.yaml" && finding.location?.line == 1)
  }
}
