import ArgumentParser
import Foundation
import Pack
import Testing

@testable import BoardpackCLI

@Suite("The kpis command")
struct ListKPIsTests {
  private func code(_ arguments: [String]) -> Int32 {
    do {
      var command = try Boardpack.parseAsRoot(arguments)
      try command.run()
      return 0
    } catch {
      let code = Boardpack.exitCode(for: error)
      return code == .validationFailure ? 2 : code.rawValue
    }
  }

  @Test func aDescriptionSaysAllThereIsToKnow() throws {
    let library = KPILibrary.builtIn
    let text = KPIText.descriptions([try #require(library["containment_rate"])], of: library)
    for part in [
      "containment_rate - Containment\n", "\nFORMULA\n  contained / assistant_sessions\n", "\nPITFALLS\n  - ",
      "\nNEEDS\n  sessions: ", "    handed_off (boolean): whether a person took over\n", "\nWORKED EXAMPLES\n",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func theListIsGroupedBySection() {
    let text = KPIText.list(KPILibrary.builtIn.kpis)
    #expect(text.hasPrefix("THE BOARD'S OWN PAGE (board)\n"))
    #expect(text.contains("\n  containment_rate "))
  }

  @Test func wrongNamesAreWrongUsage() {
    #expect(code(["kpis", "containment_rat"]) == 2)
    #expect(code(["kpis", "--section", "bord"]) == 2)
    #expect(code(["kpis", "nps", "--section", "money"]) == 2)
    #expect(code(["contract", "export", "library/session"]) == 2)
    #expect(code(["contract", "export", "library/sessions"]) == 0)
  }

  /// A pack with a file of surveys and nothing else: what it allows, and what the others lack.
  @Test func fitsFollowTheColumnsOfThePack() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "kpis-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [
      "index.md": "# Trial\n", "surveys.csv": "survey_id,shown_at,answered_at,kind,score\n",
      "pack.yaml": """
      title: Trial
      as_of: 2026-04-30
      currency: EUR
      period: 2026-Q1
      pages: [index.md]
      datasets: {surveys: {file: surveys.csv, time: answered_at, noun: answer}}
      use: [nps]

      """,
    ] {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    let (fits, _) = KPIFit.all(folder: folder.path(percentEncoded: false))
    let nps = try #require(fits.first { $0.kpi.name == "nps" })
    #expect(nps.state == .used && nps.needs.isEmpty)
    let containment = try #require(fits.first { $0.kpi.name == "containment_rate" })
    #expect(containment.needs == ["a dataset of sessions"])
    #expect(KPIText.remedies([containment]).contains("add a dataset `sessions`"))
    let text = KPIText.fits(fits, pack: "my-pack", length: 80)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(text.hasSuffix("\n  boardpack kpis NAME --for my-pack\n"))
  }
}
