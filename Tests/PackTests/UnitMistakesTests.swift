import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Pack

@Suite("Mistakes of unit as real reports make them")
struct UnitMistakesTests {
  static let files = Dictionary(
    uniqueKeysWithValues: ["sessions", "surveys", "staff"].map { ("data/\($0).csv", "") })

  @Test func thePackWithoutAMistakeIsClean() throws {
    let (pack, findings) = try Fixture(UnitMistake.pack, files: Self.files).load()
    #expect(findings.filter { $0.severity == .error } == [])
    #expect(pack != nil)
  }

  @Test("Each is an error at its line, in words that say what to write", arguments: UnitMistake.all.indices)
  func isRefused(_ index: Int) throws {
    let mistake = UnitMistake.all[index]
    let finding = try #require(try Self.finding(mistake), "\(mistake.title) is not noticed")
    #expect(finding.location?.file == "pack.yaml")
    #expect(finding.location?.line == Fixture.place(of: mistake.line.dropLast() + "", in: mistake.yaml).line)
    #expect(finding.remedy != nil)
    let text = [finding.summary, finding.explanation ?? "", finding.remedy ?? ""].joined(separator: " ")
    for word in mistake.words { #expect(text.contains(word), "\(mistake.title): \(text)") }
  }

  /// `BOARDPACK_RECORD=1 swift test` writes the page anew.
  @Test func pageShowsWhatIsSaid() throws {
    let page = Repository.root.appendingPathComponent("docs/unit-mistakes.md")
    let text = try Self.page()
    if ProcessInfo.processInfo.environment["BOARDPACK_RECORD"] == "1" {
      try text.write(to: page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: page, encoding: .utf8) == text)
  }

  static func finding(_ mistake: UnitMistake) throws -> Diagnostic? {
    try Fixture(mistake.yaml, files: files).load().1.first { $0.severity == .error }
  }

  static func page() throws -> String {
    var text = """
      # Mistakes that units catch

      Each of these has stood in a report. Boardpack refuses them when it reads the pack, before any data. The names are
      those of a small pack with sessions, orders, answers to surveys, costs and staff.

      """
    for section in UnitMistake.Section.allCases {
      text += "\n## \(section.rawValue)\n"
      for mistake in UnitMistake.all where mistake.section == section {
        guard let finding = try finding(mistake) else { continue }
        text += "\n**\(mistake.title)**\n\n```\n\(mistake.line)\nerror: \(finding.summary)\n"
        if let why = finding.explanation { text += "  why: \(why)\n" }
        if let fix = finding.remedy { text += "  fix: \(fix)\n" }
        text += "```\n"
      }
    }
    return text
  }
}
