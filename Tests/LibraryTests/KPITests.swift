import Diagnostics
import Facts
import Foundation
import Metrics
import Pack
import PackTesting
import Statistics
import TestSupport
import Testing
import Units

/// Each KPI's own worked examples, through decoding, scan and facts, over the datasets that the library declares.
@Suite("The KPIs of the library")
struct KPITests {
  static let library = KPILibrary.builtIn

  @Test func filesHaveNoMistakes() {
    #expect(Self.library.findings.isEmpty, "\(DiagnosticText(colours: false).text(Self.library.findings))")
    #expect(!Self.library.kpis.isEmpty)
  }

  @Test func eachKPIHasATestAndAPitfall() {
    for kpi in Self.library.kpis {
      #expect(!kpi.tests.isEmpty, "\(kpi.name)")
      #expect(!kpi.pitfalls.isEmpty, "\(kpi.name)")
    }
  }

  @Test(arguments: KPILibrary.builtIn.kpis.map(\.name))
  func testsHold(name: String) throws {
    let kpi = try #require(Self.library[name])
    for test in kpi.tests {
      let trial = try TrialLibraryPack(kpi, test)
      let fact = try TinyPack(trial.pack, rows: RowsInTest(rows: trial.rows)).fact(name, in: trial.pack.period)
      let found = fact.estimate.value
      guard let expected = test.value else {
        #expect(found == nil, "\(name), \(test.name): \(found ?? 0) instead of n/a")
        continue
      }
      let close = found.map { abs($0 - expected * fact.unit.writtenFactor) <= test.tolerance } ?? false
      #expect(
        close, "\(name), \(test.name): \(found.map { "\($0)" } ?? "n/a: \(fact.why ?? "")"), not \(expected)")
    }
  }

  /// The unit of the formula is the one that the library declares; the loader compares them and converts where exact.
  @Test(arguments: KPILibrary.builtIn.kpis.map(\.name))
  func unitIsTheDeclaredOne(name: String) throws {
    let kpi = try #require(Self.library[name])
    let trial = try TrialLibraryPack(kpi, try #require(kpi.tests.first))
    let metric = try #require(trial.pack.metrics.first { $0.name == name })
    #expect(trial.pack.compiled[name]?.unit == metric.declaredUnit)
    #expect(metric.origin == .library)
    #expect(metric.pitfalls == kpi.pitfalls)
  }
}

/// A pack with one KPI over empty files, removed with its last owner.
final class TrialLibraryPack {
  let folder: URL
  let pack: Pack
  let rows: [String: [[String: String]]]

  struct NotLoaded: Error, CustomStringConvertible {
    let description: String
  }

  init(_ kpi: KPI, _ test: KPI.Test) throws {
    let library = KPILibrary.builtIn
    rows = Dictionary(test.rows.map { ($0.dataset, $0.rows) }, uniquingKeysWith: { first, _ in first })
    folder = FileManager.default.temporaryDirectory.appending(path: "kpi-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let parts = library.parts(of: kpi)
    var names = Set(parts.measures.map(\.dataset)).union(rows.keys)
    // A measure may reach another dataset through a lookup.
    if parts.measures.contains(where: { $0.columnsUsed.contains { $0.contains(".") } }) {
      names.formUnion(library.contracts.map(\.name))
    }
    if names.isEmpty { names.formUnion(library.contracts.prefix(1).map(\.name)) }
    let contracts = library.contracts.filter { names.contains($0.name) }
    var yaml = """
      title: Trial
      as_of: \(test.asOf)
      currency: EUR
      period: \(test.period)
      compare: {year_ago: -1 year, baseline: 2025-10-01..2025-12-31}
      pages: [index.md]
      datasets:

      """
    for contract in contracts {
      yaml += "  \(contract.name): {file: \(contract.name).csv, contract: library/\(contract.name)}\n"
      try Self.write(folder, "\(contract.name).csv", contract.columns.map(\.name).joined(separator: ",") + "\n")
    }
    let cohorts = Set(([kpi] + parts.kpis).flatMap { $0.formula.cohorts + [$0.cohort].compactMap(\.self) })
    let divided = contracts.filter { $0.column("experiment_cohort") != nil }
    if !cohorts.isEmpty {
      yaml += "cohorts:\n"
      for cohort in cohorts.sorted() {
        let sources = divided.map { "\($0.name): experiment_cohort" }.joined(separator: ", ")
        yaml += "  \(cohort): {\(sources), randomised: true, values: {treatment: treatment, control: control}}\n"
      }
    }
    let inputs = ([kpi] + parts.kpis).flatMap(\.inputs).filter { test.inputs[$0.name] != nil }
    if !inputs.isEmpty { yaml += "inputs:\n" }
    var seen: Set<String> = []
    for input in inputs where seen.insert(input.name).inserted {
      let unit = input.unit.isEmpty ? "" : ", unit: \(input.unit.replacing("money", with: "EUR"))"
      yaml += "  \(input.name): {value: \(test.inputs[input.name] ?? "")\(unit), source: the test}\n"
    }
    yaml += "use: [\(kpi.name)]\n"
    try Self.write(folder, "pack.yaml", yaml)
    try Self.write(folder, "index.md", "# Trial\n")
    let (loaded, findings) = Pack.load(folder: folder.path(percentEncoded: false))
    guard let loaded, !findings.contains(where: { $0.severity == .error }) else {
      throw NotLoaded(description: DiagnosticText(colours: false).text(findings))
    }
    pack = loaded
  }

  private static func write(_ folder: URL, _ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}
