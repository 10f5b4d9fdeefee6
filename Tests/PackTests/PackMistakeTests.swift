import Diagnostics
import Foundation
import Metrics
import Testing
import Units

@testable import Pack

@Suite("A pack with mistakes")
struct PackMistakeTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    var old: String
    var new: String
    var id: String
    /// Where in the changed file the finding stands: at this text.
    var at: String
    var remedy: String
    init(_ old: String, _ new: String, _ id: String, at: String, _ remedy: String = "") {
      (self.old, self.new, self.id, self.at, self.remedy) = (old, new, id, at, remedy)
    }
    var testDescription: String { "\(id): \(new)" }
  }

  @Test(
    "Each mistake has its finding at its place",
    arguments: [
      Mistake("minimum_group: 12", "minimum_grup: 12", "unknown-key", at: "minimum_grup", "`minimum_group`"),
      Mistake("as_of: 2026-10-05", "", "missing-key", at: "title", "Add `as_of:`"),
      Mistake("as_of: 2026-10-05", "as_of: 05.10.2026", "wrong-value", at: "05.10.2026", "2026-10-05"),
      Mistake("minimum_group: 12", "data_from: ../../elsewhere", "path-outside", at: "../../elsewhere", "folder"),
      Mistake("currency: EUR", "currency: eur", "unknown-currency", at: "eur", "`EUR`"),
      Mistake("Europe/Berlin", "Europe/Berln", "unknown-zone", at: "Europe/Berln", "`Europe/Berlin`"),
      Mistake("year_starts: 1", "year_starts: 13", "wrong-value", at: "13"),
      Mistake("period: 2026-Q3", "period: 2026-Q5", "unknown-period", at: "2026-Q5", "2026-Q3"),
      Mistake(
        "period: 2026-Q3", "period: 0001-01-01..9999-12-31", "unknown-period", at: "0001-01-01..", "at most 200 years"),
      Mistake("pages: [index.md, value.md]", "pages: []", "no-pages", at: "[]", "at least one"),
      Mistake("-1 quarter", "-1 fortnight", "unknown-comparison", at: "-1 fortnight", "-1 quarter"),
      Mistake("board: 2026-10-20", "board: soon", "wrong-value", at: "soon"),
      Mistake("label: Launch", "label: ''", "missing-key", at: "{date: 2026-04-01", "label"),
      Mistake("data/customers.csv", "data/custmers.csv", "missing-file", at: "data/custmers", "`data/customers.csv`"),
      Mistake("data/sessions-*.csv", "data/visits-*.csv", "missing-file", at: "data/visits-*.csv"),
      Mistake("data/customers.csv", "../customers.csv", "path-outside", at: "../customers.csv", "folder"),
      Mistake("data/customers.csv", "data/../../x.csv", "path-outside", at: "data/../../x.csv"),
      Mistake("data/customers.csv", "/etc/hostname", "path-outside", at: "/etc/hostname"),
      Mistake("[data/costs.csv]", "[data/costs.csv, data/c*.csv]", "duplicate-file", at: "[data/costs.csv, data"),
      Mistake("file: data/feedback.csv, ", "", "dataset-source", at: "feedback: {time", "file"),
      Mistake("separator: \";\"", "separator: semicolon", "wrong-value", at: "semicolon"),
      Mistake(
        "to: customers, on: customer_id}}\n    columns: {handle",
        "to: custmers, on: customer_id}}\n    columns: {handle",
        "unknown-dataset", at: "custmers, on", "`customers`"),
      Mistake("key: customer_id, ", "", "lookup-key", at: "customers, on", "key"),
      Mistake("rollup: events", "rollup: evnts", "unknown-dataset", at: "evnts", "`events`"),
      Mistake("first(time)", "median(time)", "rollup-function", at: "median(time)", "first(x)"),
      Mistake("time: start,", "time: strt,", "unknown-column", at: "strt", "`start`"),
      Mistake("amount: money}\n  costs", "amount: mony}\n  costs", "unknown-type", at: "mony", "`money`"),
      Mistake("{type: integer, unit: s}", "{type: integer, unit: sec}", "unknown-unit", at: "sec}", "s"),
      Mistake("{type: integer, unit: s}", "{type: text, unit: s}", "unused-key", at: "unit: s}"),
      Mistake("sessions: customer.tier", "sessions: custmer.tier", "unknown-lookup", at: "custmer.tier", "`customer`"),
      Mistake("{sessions: channel, costs", "{sesions: channel, costs", "unknown-dataset", at: "sesions", "`sessions`"),
      Mistake("assistant: treatment", "assistant: treatmnt", "wrong-value", at: "treatmnt", "`treatment`"),
      Mistake("holdout: control", "holdout: treatment", "cohort-arms", at: "{assistant: treatment", "control"),
      Mistake("holdout: 50%", "holdout: 40%", "split-sum", at: "{assistant: 0.5"),
      Mistake("holdout: 50%", "holdot: 50%", "unknown-arm", at: "holdot", "`holdout`"),
      Mistake(", source: Finance ledger", "", "missing-key", at: "{value: 5.00", "source"),
      Mistake("low: 4.20", "low: 5.20", "input-range", at: "5.20"),
      Mistake("value: 2080", "value: 20%", "percent-unit", at: "20%, unit: h", "share"),
      Mistake("value: 20%", "value: 20", "large-share", at: "20, unit: share", "20%"),
      Mistake("{count: sessions}", "{cont: sessions}", "unknown-key", at: "cont:", "`count`"),
      Mistake("{count: cases}", "{where: rows > 1}", "aggregate", at: "case_count", "count"),
      Mistake("{count: cases}", "{count: cases, sum: rows}", "aggregate", at: "case_count", "two measures"),
      Mistake("{count: cases}", "{count: casses}", "unknown-dataset", at: "casses", "`cases`"),
      Mistake("{count: cases}", "{count: cases, from: cases}", "unused-key", at: "from: cases"),
      Mistake(
        "{sum: handle_seconds, from: sessions}", "{sum: handle_seconds}", "missing-key", at: "{sum: handle_seconds}",
        "from"),
      Mistake("resolution: 1 s}", "resolution: a second}", "wrong-value", at: "a second", "`1 s`"),
      Mistake("mature: 90 days}", "mature: ninety}", "wrong-value", at: "ninety", "90 days"),
      Mistake("{count: cases}", "{count: cases, where: start}", "expression-type", at: "start}\n  run_cost"),
      Mistake("where: kind = 'run'", "where: kind = other", "untyped-column", at: "kind = other", "Declare it"),
      Mistake(
        "{file: data/events.csv, time: time}", "{file: data/events.csv}\n  plain: {file: data/events.csv}", "", at: ""),
      Mistake(
        "feedback: {file: data/feedback.csv, time: received_at, ", "feedback: {file: data/feedback.csv, ", "no-time",
        at: "velocity: {survival", "time:"),
      Mistake(
        "containment: {value: contained / sessions, better: up,", "containment: {value: contained / sessions,",
        "missing-key",
        at: "{value: contained / sessions", "better"),
      Mistake("better: neutral", "better: upp", "wrong-value", at: "upp", "`up`"),
      Mistake("twice:", "people:", "name-clash", at: "people: {value", "Rename"),
      Mistake("twice:", "period:", "reserved-name", at: "period: {value"),
      Mistake("twice:", "two-fold:", "invalid-name", at: "two-fold"),
      Mistake("2026-Q4: 0.7", "2026-Q7: 0.7", "unknown-period", at: "2026-Q7"),
      Mistake("target: 1.2", "target: 5%", "percent-unit", at: "5%}", "EUR/session"),
      Mistake("class: cashable", "class: cash", "wrong-value", at: "cash, digits"),
      Mistake("digits: 2", "digits: 12", "wrong-value", at: "12}"),
      Mistake("2 * containment", "\"at(containment, lanch)\"", "unknown-range", at: "at(containment", "`launch`"),
      Mistake("2 * containment", "\"arm(containment, holdut)\"", "unknown-arm", at: "arm(containment", "`holdout`"),
      Mistake("[index.md, value.md]", "[index.md, vale.md]", "missing-file", at: "vale.md", "`value.md`"),
      Mistake("[index.md, value.md]", "[index.md, index.md]", "duplicate-page", at: "index.md]"),
      Mistake("[index.md, value.md]", "[index.md, data/costs.csv]", "file-type", at: "data/costs.csv]\n"),
      Mistake("[index.md, value.md]", "[../index.md]", "path-outside", at: "../index.md"),
    ])
  func mistake(_ mistake: Mistake) throws {
    let yaml = Fixture.example.replacingOccurrences(of: mistake.old, with: mistake.new)
    #expect(yaml != Fixture.example, "the example lacks the text to change")
    let (pack, findings) = try Fixture(yaml).load()
    guard !mistake.id.isEmpty else {
      #expect(findings == [])
      return
    }
    let place = Fixture.place(of: mistake.at, in: yaml)
    let found = try #require(
      findings.first { $0.id == mistake.id && $0.location?.line == place.line }, "found instead: \(findings)")
    #expect(found.location?.column == place.column)
    #expect(found.location?.file == "pack.yaml")
    #expect(mistake.remedy.isEmpty || found.remedy?.contains(mistake.remedy) == true, "\(found)")
    #expect((pack == nil) == (found.severity == .error))
  }

  @Test("All mistakes of a file are reported together, by place")
  func together() throws {
    let yaml = Fixture.example
      .replacingOccurrences(of: "minimum_group", with: "minimum_grup")
      .replacingOccurrences(of: "data/orders.csv", with: "data/order.csv")
      .replacingOccurrences(of: "source: CRM", with: "sorce: CRM")
      .replacingOccurrences(of: "count: customers", with: "count: custmers")
      .replacingOccurrences(of: "better: down}", with: "better: less}")
    let (pack, findings) = try Fixture(yaml).load()
    #expect(pack == nil)
    for id in ["unknown-key", "missing-file", "unknown-dataset", "wrong-value"] {
      #expect(findings.contains { $0.id == id }, "\(id) in \(findings.map(\.id))")
    }
    // The key that is missing is the one that is misspelt.
    #expect(!findings.contains { $0.id == "missing-key" })
    let lines = findings.compactMap(\.location?.line)
    #expect(lines == lines.sorted())
  }

  @Test func missingPack() {
    let (pack, findings) = Pack.load(folder: "/nowhere")
    #expect(pack == nil)
    #expect(findings.map(\.id) == ["missing-pack"])
  }

  @Test func tabsHaveOneFinding() throws {
    let findings = try Fixture("title: A\ncalendar:\n\tzone: UTC\n").load().1
    #expect(findings.map(\.id) == ["yaml-tab"])
    #expect(findings[0].location == .init(file: "pack.yaml", line: 3, column: 1))
  }

  @Test func symbolicLinksDoNotLeadOut() throws {
    let fixture = try Fixture(Fixture.example.replacingOccurrences(of: "data/customers.csv", with: "data/link.csv"))
    let link = fixture.folder.appendingPathComponent("data/link.csv")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: URL(fileURLWithPath: "/etc/passwd"))
    #expect(fixture.load().1.map(\.id) == ["path-outside"])
  }

  @Test func dataStartsFromAFolder() throws {
    let yaml = Fixture.example.replacingOccurrences(of: "minimum_group: 12", with: "data_from: data")
      .replacingOccurrences(of: "data/", with: "")
    let pack = try #require(try Fixture(yaml).load().0)
    #expect(pack.datasets.first?.source == .files(["data/customers.csv"], separator: UInt8(ascii: ",")))
  }

  @Test func otherFoldersMayBeReadWhereAllowed() throws {
    let other = try Fixture("", files: ["store/elsewhere.csv": ""])
    let yaml = Fixture.example.replacingOccurrences(of: "data/customers.csv", with: "store/elsewhere.csv")
    let fixture = try Fixture(yaml)
    #expect(fixture.load().1.map(\.id) == ["missing-file"])
    let pack = try #require(fixture.load(dataRoots: [other.folder.path]).0)
    guard case .files(let paths, _) = pack.datasets[0].source else { return }
    #expect(paths == ["../\(other.folder.lastPathComponent)/store/elsewhere.csv"])
    #expect(FileManager.default.fileExists(atPath: pack.folder + "/" + paths[0]))
  }
}

@Suite("Formulas of a pack")
struct PackFormulaTests {
  private func findings(_ metrics: String) throws -> [Diagnostic] {
    try Fixture(Fixture.example.replacingOccurrences(of: "pages:", with: metrics + "pages:")).load().1
  }

  @Test func unknownNamesHaveTheNearest() throws {
    let text = "  wrong: {value: contaned / sessions, better: up}\n"
    let found = try findings(text)
    #expect(found.count == 1)
    #expect(found.first?.remedy?.contains("contained") == true)
    let place = Fixture.place(of: "pages:")
    #expect(found.first?.location == .init(file: "pack.yaml", line: place.line, column: 18))
  }

  @Test func cyclesAreNamedInFull() throws {
    let found = try findings(
      "  a: {value: 2 * b, better: up}\n  b: {value: c + 1, better: up}\n  c: {value: a, better: up}\n")
    let cycle = try #require(found.first)
    for name in ["a", "b", "c"] { #expect(cycle.summary.contains(name)) }
    let first = Fixture.place(of: "pages:").line
    #expect((first...first + 2).contains(cycle.location?.line ?? 0))
  }

  /// KPIS.md, "AHT to FTE": hours a month over hours a year are no number of people.
  @Test func fullTimeEquivalentsCareless() throws {
    let found = try findings(
      "  fte_saved: {value: \"30 [s/session] * 200000 [session/month] / fte_hours\", unit: fte, better: up}\n")
    let finding = try #require(found.first)
    #expect(finding.severity == .error)
    let words = finding.summary + (finding.explanation ?? "")
    #expect(words.contains("month") && words.contains("year"), "\(finding)")
  }

  /// The same with the conversion written out: 1,666.67 h a month are 9.615 people.
  @Test func fullTimeEquivalentsRight() throws {
    let yaml = Fixture.example.replacingOccurrences(
      of: "pages:",
      with:
        "  fte_saved: {value: \"per_year(30 [s/session] * 200000 [session/month]) / fte_hours\", unit: fte, better: up}\npages:"
    )
    let (loaded, found) = try Fixture(yaml).load()
    #expect(found == [])
    let pack = try #require(loaded)
    #expect(pack.compiled["fte_saved"]?.unit.description == "fte")
    let value = pack.compiled["fte_saved"]?.evaluate(name: { $0 == "fte_hours" ? 2080 : nil }, call: { _, _ in nil })
    #expect(abs((value ?? 0) - 9.615) < 0.001)
  }
}
