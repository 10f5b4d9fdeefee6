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
  static func load(
    _ body: String, chats: String = "id,started,bot,escalated,done_at,closed,minutes\n"
  ) throws -> (Pack?, [Diagnostic]) {
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
      "answers.csv": "id,at,nps_answer,kind,customer_id\n", "costs.csv": "date,amount,one_time\n",
      "calls.csv": "session_id,started_at,assistant,handed_off\n", "sheet.csv": "month,rate\n",
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
        == "bot IS NOT NULL AND done_at IS NOT NULL AND NOT escalated = 'yes' AND done_at < closed")
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
    #expect(finding.remedy?.contains("`map: {handed_off: your_column}` in the dataset `chats`") == true)
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
    let (_, columns) = try Self.load(
      Self.chats + "use: {containment_rate: {columns: {handed_of: escalated = 'yes'}}}\n")
    #expect(columns.first?.remedy == "Did you mean `handed_off`?")
    let (_, from) = try Self.load(Self.chats + "use: {cost_per_interaction: {from: chats}}\n")
    #expect(from.first?.id == "kpi-from")
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

  @Test func aMeasureThatTwoKPIsMapToOtherRowsIsThereTwice() throws {
    let (pack, findings) = try Self.load(
      Self.chats + """
          calls: {file: calls.csv, key: session_id, time: started_at}
        use: {containment_rate: {from: chats}, handoff_rate: {from: calls}}

        """)
    #expect(findings.isEmpty, "\(DiagnosticText(colours: false).text(findings))")
    #expect(Self.measure("assistant_sessions", of: pack)?.dataset == "chats")
    #expect(Self.measure("handoff_rate_assistant_sessions", of: pack)?.dataset == "calls")
    #expect(
      pack?.metrics.first { $0.name == "handoff_rate" }?.formula.description
        == "handed_over / handoff_rate_assistant_sessions")
  }

  @Test func unitsAreThoseOfThePack() throws {
    let costs = "  costs: {file: costs.csv, time: date}\n"
    let (pack, findings) = try Self.load(Self.chats + costs + "use: [cost_per_interaction]\n")
    #expect(findings.isEmpty, "\(DiagnosticText(colours: false).text(findings))")
    #expect(pack?.compiled["cost_per_interaction"]?.unit.description == "USD/chat")
    let (_, lacking) = try Self.load(Self.chats + "use: [containment_savings]\n")
    let finding = try #require(lacking.first { $0.id == "kpi-needs" })
    #expect(finding.summary.contains("the input `contact_cost`"))
    #expect(finding.explanation?.contains("cost of a contact handled by a person, in USD/chat") == true)
  }

  @Test func aUnitIsNeverGuessed() throws {
    let body = Self.chats.replacing("ended_at: closed", with: "ended_at: closed, resolved: done_at IS NOT NULL,")
      .replacing("resolved: done_at IS NOT NULL,}", with: "resolved: done_at IS NOT NULL, handle_seconds: minutes}")
    let (_, refused) = try Self.load(body + "    columns: {minutes: integer, done_at: timestamp}\nuse: [human_aht]\n")
    #expect(
      refused.first { $0.id == "kpi-needs" }?.summary
        == "The KPI `human_aht` needs the unit of what `handle_seconds` of `chats` is mapped to")
    let (pack, findings) = try Self.load(
      body + "    columns: {minutes: {type: integer, unit: min}, done_at: timestamp}\nuse: [human_aht]\n")
    #expect(findings.isEmpty, "\(DiagnosticText(colours: false).text(findings))")
    #expect(pack?.compiled["human_aht"]?.unit.description == "min/chat")
    #expect(pack?.compiled["human_aht"]?.conversions.isEmpty == true)
  }

  @Test func percentagesThatAreAddedUpAreWarnedOf() throws {
    let sheet = """
      datasets: {sheet: {file: sheet.csv, noun: month, time: month, columns: {rate: {type: decimal(4), unit: share}}}}
      measures: {rates: {sum: rate, from: sheet}, months: {count: sheet}}

      """
    let (_, warned) = try Self.load(sheet + "metrics: {rate: {value: rates, better: up}}\n")
    #expect(warned.map(\.id) == ["adds-percentages"] && warned.first?.severity == .warning)
    let (pack, findings) = try Self.load(
      sheet + "metrics: {rate: {value: \"mean(rates, months)\", unit: share, better: up}}\n")
    #expect(findings.isEmpty && pack != nil, "\(DiagnosticText(colours: false).text(findings))")
  }
}
