import Diagnostics
import Foundation
import Testing
import Theme

@testable import Site

/// A brand's font stands in text, is checked before it does, and its name cannot leave the style sheet's string.
@Suite struct BrandFontTests {
  private static let inter = Theme.bytes("inter-400.woff2") ?? []
  private static let bold = Theme.bytes("inter-600.woff2") ?? []

  private func theme(_ yaml: String, _ files: [String: [UInt8]] = [:]) throws -> ThemeFiles {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("font-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, bytes) in files.merging(["brand.yaml": Array(yaml.utf8)], uniquingKeysWith: { $1 }) {
      try Data(bytes).write(to: folder.appendingPathComponent(name))
    }
    return ThemeFiles(folder: folder.path)
  }

  private func sheet(_ files: ThemeFiles) throws -> String {
    String(decoding: try #require(files.assets.first).bytes, as: UTF8.self)
  }

  @Test func aFamilyOfTheReadersSystemStandsBeforeInter() throws {
    let css = try sheet(theme("font: Georgia\n"))
    #expect(css.contains(":root { --sans: \"Georgia\", Inter, system-ui, sans-serif; }"))
    #expect(css.contains("@top-left { font-family: \"Georgia\", Inter, system-ui, sans-serif; }"))
    #expect(
      css.contains(".c-chart text,.c-chart g{font:400 11px Inter,sans-serif"),
      "charts keep the font they are measured in")
    #expect(try sheet(theme("font: serif\n")).contains("--sans: serif, Inter"), "a kind of font, no name")
    #expect(try theme("font: Georgia\n").assets.count == 5)
  }

  @Test func filesStandBesideTheStyleSheet() throws {
    let one = try theme("font: acme.woff2\n", ["acme.woff2": Self.inter])
    #expect(one.findings == [])
    #expect(one.assets.first { $0.path == "assets/brand-400.woff2" }?.bytes == Self.inter)
    #expect(
      try sheet(one).contains("font-weight: 400; font-display: block; src: url(brand-400.woff2) format(\"woff2\")"))
    #expect(try sheet(one).contains("--sans: \"Brand\", Inter"))
    let two = try theme("font: [a.woff2, b.woff2]\n", ["a.woff2": Self.inter, "b.woff2": Self.bold])
    #expect(two.findings == [])
    #expect(two.assets.first { $0.path == "assets/brand-600.woff2" }?.bytes == Self.bold)
  }

  /// A directory of one table: `fvar` is the 47th known tag of the format, and the length of 5 takes one byte.
  @Test func aVariableFontHasAllWeightsInOneFile() throws {
    func file(_ tag: UInt8) -> [UInt8] {
      var bytes = Array("wOF2".utf8) + [UInt8](repeating: 0, count: 44) + [tag, 5]
      (bytes[11], bytes[13]) = (50, 1)
      return bytes
    }
    #expect(try #require(WebFont(file(47))).isVariable)
    #expect(try !#require(WebFont(file(5))).isVariable)
    #expect(try sheet(theme("font: v.woff2\n", ["v.woff2": file(47)])).contains("font-weight: 100 900;"))
    #expect(WebFont(file(47).dropLast()) == nil && WebFont([]) == nil)
    #expect(try !#require(WebFont(Self.inter)).isVariable)
  }

  @Test(arguments: [
    "x\"; } body { display: none } </style><script>alert(1)</script>", "a\\", "*/ @import url(//evil.example)", "}{",
  ])
  func aHostileNameStaysInsideItsString(_ name: String) throws {
    let yaml = "font: '\(name)'\n"
    let files = try theme(yaml)
    guard files.findings.isEmpty else {
      #expect(files.findings.map(\.id) == ["brand-font"])
      #expect(try !sheet(files).contains("--sans: \"x"))
      return
    }
    let style = BrandFont(source: .family(name)).style
    #expect(try sheet(files).hasSuffix(style))
    let inside = try #require(style.split(separator: "--sans: \"")[1].split(separator: "\", Inter").first)
    #expect(inside.allSatisfy { $0.isLetter || $0.isNumber || " -\\".contains($0) }, "\(inside)")
    #expect(!inside.hasSuffix("\\"))
  }

  @Test(arguments: [
    ("font: acme.ttf\n", "it is not WOFF2, the form that every browser reads"),
    ("font: ../acme.woff2\n", "it lies in another folder"),
    ("font: none.woff2\n", "there is no such file beside templates/brand.yaml"),
    ("font: acme.woff2\n", "it does not begin as WOFF2, or is cut short"),
    ("font: large.woff2\n", "it has 300 KB"),
  ])
  func slipsAreFindings(_ yaml: String, _ why: String) throws {
    let findings = try theme(
      yaml,
      ["acme.woff2": Array(Self.inter.dropLast()), "large.woff2": [UInt8](repeating: 0, count: 300_001)]
    ).findings.filter { $0.id == "brand-font" }
    let finding = try #require(findings.first)
    #expect(findings.count == 1 && finding.severity == .error && finding.explanation == why)
    #expect(finding.location?.file == "templates/brand.yaml" && finding.location?.line == 1)
  }

  @Test func moreThanTwoFilesOrALongNameIsAFinding() throws {
    #expect(try theme("font: [a.woff2, b.woff2, c.woff2]\n").findings.first?.id == "brand-font")
    #expect(try theme("font: \(String(repeating: "a", count: 101))\n").findings.map(\.id) == ["brand-font"])
  }
}
