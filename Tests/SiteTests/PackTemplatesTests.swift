import Diagnostics
import Foundation
import TestSupport
import Testing
import Theme

@testable import Site

/// A pack's own `templates/` stands in for the theme's files, one by one, and a slip in it is a finding.
@Suite struct PackTemplatesTests {
  private func read(_ files: [String: String]) throws -> ThemeFiles {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("templates-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    return ThemeFiles(folder: folder.path)
  }

  @Test func withoutOwnFilesTheThemeStands() {
    let files = ThemeFiles(folder: "absent")
    #expect(files.findings == [])
    for name in Theme.names { #expect(files.bytes(name) == Theme.bytes(name)) }
    let fonts = ["400-extended", "400", "600-extended", "600"].map { "assets/inter-\($0).woff2" }
    #expect(files.assets.map(\.path) == ["assets/boardpack.css"] + fonts)
  }

  @Test func aFileOfThePackTakesThePlaceOfTheThemes() throws {
    let files = try read(["base.css": "body{color:red}"])
    #expect(files.findings == [])
    #expect(files.bytes("base.css") == Array("body{color:red}".utf8))
    #expect(files.bytes("print.css") == Theme.bytes("print.css"))
    let sheet = String(decoding: try #require(files.assets.first).bytes, as: UTF8.self)
    #expect(sheet.contains("\nbody{color:red}\n"))
    let own = String(decoding: try #require(Theme.bytes("base.css")), as: UTF8.self)
    #expect(!sheet.contains(own))
  }

  /// The guide, the check and the theme's own shell name the same variables.
  @Test func theGuideListsTheVariablesOfTheShell() throws {
    let guide = try String(contentsOf: Repository.root.appendingPathComponent("docs/theme.md"), encoding: .utf8)
    let start = try #require(guide.range(of: "### Variables of `page.mustache`")).upperBound
    let end = try #require(guide.range(of: "\n## ", range: start..<guide.endIndex)).lowerBound
    let rows = guide[start..<end].split(separator: "\n").filter { $0.hasPrefix("| `") }
    let listed = rows.flatMap { row in
      let cells = row.split(separator: "|")
      let names = cells[0].split(separator: "`").filter { !$0.contains(" ") }
      return names.map(String.init) + (cells[1].contains("each with") ? ["href", "title"] : [])
        + (cells[1].contains("`current`") ? ["current"] : [])
    }
    #expect(Set(listed) == ThemeFiles.variables)
    let shell = String(decoding: try #require(Theme.bytes("page.mustache")), as: UTF8.self)
    for name in ThemeFiles.variables { #expect(shell.contains("\(name)}}"), "\(name)") }
    #expect(try read(["page.mustache": shell]).findings == [])
  }

  @Test func anUnknownFileIsAnErrorWithTheNearestName() throws {
    let findings = try read(["bass.css": "", ".hidden": ""]).findings
    #expect(findings.map(\.id) == ["unknown-template"])
    let finding = try #require(findings.first)
    #expect(finding.severity == .error)
    #expect(finding.location?.file == "templates/bass.css")
    #expect(finding.remedy == "did you mean base.css?")
  }

  @Test func anUnknownNameSaysTheNearestAndItsLine() throws {
    let finding = try #require(try read(["page.mustache": "<main>\n{{{mian}}}\n</main>\n"]).findings.first)
    #expect(finding.location == .init(file: "templates/page.mustache", line: 2))
    #expect(finding.remedy == "did you mean `main`?")
  }

  /// Mustache prints nothing for a name that it does not know, so every form of a tag is checked.
  @Test(arguments: [
    "{{titel}}", "{{{titel}}}", "{{&titel}}", "{{# titel}}{{/ titel}}", "{{^titel}}{{/titel}}", "{{> titel}}",
    "{{.titel}}", "{{title}} {{ titel }}", "{{=<% %>=}}", "<p {{titel}}",
  ])
  func anUnknownNameIsAnErrorInEveryFormOfATag(_ shell: String) throws {
    let found = try read(["page.mustache": "<html>\n" + shell]).findings
    #expect(!found.isEmpty && found.allSatisfy { $0.id == "unknown-variable" && $0.severity == .error })
    #expect(found.first?.location == .init(file: "templates/page.mustache", line: 2))
  }

  @Test(arguments: [
    "{{title}}", "{{{ main }}}", "{{#nav}}{{href}}{{#current}}!{{/current}}{{/nav}}", "{{! titel {words} }}",
    "{ {titel} }",
  ])
  func knownNamesAndCommentsPass(_ shell: String) throws {
    #expect(try read(["page.mustache": shell]).findings == [])
  }
}
