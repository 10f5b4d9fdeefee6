import Foundation
import Pack
import TestSupport
import Testing

/// The guide to the library speaks of KPIs, datasets and columns that there are.
@Suite("The guide to the KPI library")
struct LibraryGuideTests {
  private static let library = KPILibrary.builtIn

  private static func guide() throws -> String {
    try String(contentsOf: Repository.root.appending(path: "docs/using-the-library.md"), encoding: .utf8)
  }

  @Test func theKPIsOfItsExamplesExist() throws {
    let text = try Self.guide()
    var names: [String] = []
    for match in text.matches(of: /use: \[([a-z_0-9, ]+)\]/) {
      names += match.1.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    for match in text.matches(of: #/boardpack kpis ([a-z_0-9 ]+?) {2}/#) {
      names += match.1.split(separator: " ").map(String.init)
    }
    #expect(names.count >= 8)
    for name in names { #expect(Self.library[name] != nil, "\(name)") }
  }

  @Test func theDatasetsAndColumnsOfItsExamplesExist() throws {
    let text = try Self.guide()
    let sessions = try #require(Self.library.contract("sessions"))
    let map = try #require(text.firstMatch(of: /map:\n((?:      [a-z_]+: .*\n)+)/))
    for line in map.1.split(separator: "\n") {
      let name = line.split(separator: ":")[0].trimmingCharacters(in: .whitespaces)
      #expect(sessions.column(name) != nil, "\(name)")
    }
    for match in text.matches(of: /(?:plays: |library\/|from: )(monthly_[a-z]+|sessions)/) {
      #expect(Self.library.contract(String(match.1)) != nil, "\(match.1)")
    }
  }

  /// Names that a section tells readers to look for.
  @Test func theFamiliesOfNamesExist() {
    for ending in ["_uplift", "_from_sheet"] {
      #expect(Self.library.kpis.contains { $0.name.hasSuffix(ending) }, "\(ending)")
    }
    let planned = Self.library.kpis.filter { $0.name.hasPrefix("planned_") }
    #expect(planned.count >= 8)
    for kpi in planned { #expect(Self.library.parts(of: kpi).measures.isEmpty, "\(kpi.name)") }
    for kpi in Self.library.kpis where kpi.name.hasSuffix("_uplift") { #expect(kpi.cohort == "arm", "\(kpi.name)") }
  }
}
