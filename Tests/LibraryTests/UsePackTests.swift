import Diagnostics
import Foundation
import Metrics
import Pack
import Testing
import Units

/// `use:` in a pack whose data are written in its own words.
@Suite("KPIs of the library in a pack")
struct UsePackTests {
  /// A folder with `chats.csv` and `answers.csv`, loaded.
  static func load(_ body: String, chats: String = "id,started,bot,escalated,done_at,closed\n") throws
    -> (Pack?, [Diagnostic])
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "use-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let head = """
      title: Trial
      as_of: 2026-04-30
      currency: USD
      period: 2026-Q1
      pages: [index.md]

      """
    let files = [
      "pack.yaml": head + body, "index.md": "# Trial\n", "chats.csv": chats,
      "answers.csv": "id,at,nps_answer,kind,customer_id\n",
    ]
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    return Pack.load(folder: folder.path(percentEncoded: false))
  }

  static let chats = """
    datasets:
      chats:
        file: chats.csv
        key: id
        time: started
        plays: sessions
        map: {assistant: bot, handed_off: escalated = 'yes', resolved_by_bot: done_at IS NOT NULL,
              resolution_flag_at: done_at, ended_at: closed}

    """

  static func measure(_ name: String, of pack: Pack?) -> Measure? { pack?.measures.first { $0.name == name } }

  @Test func columnsAreMappedOnceForTheDataset() throws {
    let (pack, findings) = try Self.load(Self.chats + "use: [containment_rate]\n")
    #expect(findings.isEmpty, "\(DiagnosticText(colours: false).text(findings))")
    #expect(
      Self.measure("contained", of: pack)?.condition?.description
        == "done_at IS NOT NULL AND NOT escalated = 'yes' AND done_at < closed")
    #expect(Self.measure("assistant_sessions", of: pack)?.dataset == "chats")
    let metric = try #require(pack?.metrics.first { $0.name == "containment_rate" })
    #expect(metric.origin == .library)
    #expect(metric.label == KPILibrary.builtIn["containment_rate"]?.label)
    #expect(pack?.compiled["containment_rate"]?.unit.description == "share")
  }

  @Test func aPackRefinesWhatItUses() throws {
    let (pack, findings) = try Self.load(
      Self.chats + """
        use: {containment_rate: {label: Held by the bot, digits: 2, target: 60%}}
        metrics:
          containment_rate: {owner: Operations, target: {2026-Q1: 65%}}
          twice: {value: 2 * containment_rate, better: up}

        """)
    #expect(findings.isEmpty, "\(DiagnosticText(colours: false).text(findings))")
    let metric = try #require(pack?.metrics.first)
    #expect(metric.name == "containment_rate" && metric.label == "Held by the bot" && metric.digits == 2)
    #expect(metric.owner == "Operations" && metric.targets == ["2026-Q1": 0.65])
    #expect(metric.polarity == .up && metric.formula.description == "contained / assistant_sessions")
    #expect(pack?.metrics.last?.origin == .pack)
  }

  @Test func aPacksOwnMeasureTakesTheLibrarysPlace() throws {
    let (pack, findings) = try Self.load(
      Self.chats + """
        use: [containment_rate]
        measures:
          contained: {count: chats, where: "bot IS NOT NULL AND done_at < TIMESTAMP '2026-03-01 00:00:00'"}

        """)
    #expect(findings.isEmpty, "\(DiagnosticText(colours: false).text(findings))")
    let condition = "bot IS NOT NULL AND done_at < TIMESTAMP '2026-03-01 00:00:00'"
    #expect(Self.measure("contained", of: pack)?.condition?.description == condition)
    #expect(pack?.measures.count { $0.name == "contained" } == 1)
  }

  @Test func aMissingColumnIsNamedWithItsMeaningAndARemedy() throws {
    let (pack, findings) = try Self.load(
      Self.chats.replacing("handed_off: escalated = 'yes', ", with: "") + "use:\n  - containment_rate\n")
    #expect(pack == nil)
    let finding = try #require(findings.first { $0.id == "kpi-needs" })
    #expect(findings.count == 1)
    #expect(
      finding.summary
        == "The KPI `containment_rate` needs the column `handed_off` of `chats` (the library's `sessions`)")
    #expect(finding.explanation == "`handed_off`: whether a person took over (boolean)")
    #expect(finding.remedy?.contains("`map: {handed_off: your_column}` of the dataset `chats`") == true)
    #expect(finding.location?.line == 15 && finding.location?.column == 5)
  }

  @Test func oneKPIMayTakeOtherRows() throws {
    let (pack, findings) = try Self.load(
      """
      datasets:
        answers: {file: answers.csv, key: id, time: at, noun: answer}
      use: {nps: {from: answers, columns: {score: nps_answer}}}

      """)
    #expect(findings.isEmpty, "\(DiagnosticText(colours: false).text(findings))")
    #expect(pack?.datasets.first?.columns.first { $0.name == "nps_answer" }?.type == .number(scale: 0))
    #expect(pack?.compiled["nps"]?.unit == .points)
  }

  @Test func aMistakeInAMappingIsShownWhereTheKPIIsUsed() throws {
    let (_, findings) = try Self.load(
      Self.chats.replacing("ended_at: closed", with: "ended_at: escalated") + "use: [containment_rate]\n")
    let finding = try #require(findings.first { $0.severity == .error })
    #expect(finding.location?.file == "pack.yaml" && finding.location?.line == 14 && finding.location?.column == 7)
    #expect(finding.explanation?.contains("the library's KPI `containment_rate`") == true)
  }

  @Test func unknownNamesAreAnsweredWithTheNearest() throws {
    let (_, findings) = try Self.load(Self.chats + "use: [containment_rat]\n")
    #expect(findings.first?.id == "unknown-kpi")
    #expect(findings.first?.remedy == "Did you mean `containment_rate`?")
    let (_, others) = try Self.load(Self.chats.replacing("plays: sessions", with: "plays: session"))
    #expect(others.first?.id == "unknown-library-dataset")
    let (_, more) = try Self.load(Self.chats + "metrics: {containment_rate: {owner: Operations}}\n")
    #expect(more.first?.id == "kpi-not-used")
  }

  @Test func aContractOfTheLibraryGivesColumnsKeyAndTime() throws {
    let (pack, findings) = try Self.load(
      """
      datasets:
        chats: {file: chats.csv, contract: library/sessions, columns: {channel: {type: text, values: [web, app]}}}
      use: [containment_rate]

      """,
      chats: "session_id,started_at,assistant,resolved_by_bot,handed_off,resolution_flag_at,ended_at,channel,more\n")
    #expect(findings.isEmpty, "\(DiagnosticText(colours: false).text(findings))")
    let chats = try #require(pack?.datasets.first)
    #expect(chats.key == "session_id" && chats.time == .column("started_at"))
    // The file names no customers, so each row stands for itself.
    #expect(chats.cluster == nil)
    #expect(chats.columns.first { $0.name == "channel" }?.rules.values == ["web", "app"])
    #expect(!chats.columns.contains { $0.name == "sentiment" })
  }
}
