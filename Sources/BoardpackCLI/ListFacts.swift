import ArgumentParser
import Diagnostics
import Engines
import Facts
import Foundation
import Metrics
import Pack
import Scan
import Warehouse

/// `boardpack facts`.
struct ListFacts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts",
    abstract: "Prints every metric with its interval, changes and evidence grade.",
    discussion: """
      The JSON form is stable: one object per fact, sorted by metric and segment, 15 significant digits.

      EXAMPLES
        boardpack facts my-pack
        boardpack facts my-pack --format json --metric nps
        boardpack facts my-pack --metric containment --by channel --format csv
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, csv }

  @OptionGroup var arguments: PackArguments

  @Option(help: "table, json or csv.")
  var format: Format = .table

  @Option(help: ArgumentHelp("Only this metric; repeat for several.", valueName: "name"))
  var metric: [String] = []

  @Option(help: ArgumentHelp("Also one fact for each value of a segment.", valueName: "segment"))
  var by: String?

  func run() throws {
    let loaded = try LoadedPack(arguments)
    let pack = loaded.pack
    let known = pack.metrics.map(\.name) + pack.measures.map(\.name) + pack.inputs.map(\.name)
    for name in metric where !known.contains(name) {
      let nearest = nearestName(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
      throw ValidationError("there is no metric \(name) in the pack\(nearest)")
    }
    if let by, !pack.segments.contains(where: { $0.name == by }) {
      let nearest = nearestName(to: by, among: pack.segments.map(\.name)).map { "; did you mean \($0)?" } ?? ""
      throw ValidationError("there is no segment \(by) in the pack\(nearest)")
    }
    let names = (metric.isEmpty ? pack.metrics.map(\.name) : metric).sorted()
    let against = pack.comparisons.compactMap { pack.resolvePeriod($0.name, from: pack.period) }
      .filter { $0 != pack.period }
    let gaps = by.map { by in
      let formulas = FormulaFacts(pack)
      return Dictionary(uniqueKeysWithValues: Set(names).map { ($0, formulas.gaps(of: $0, by: by)) })
    }
    // A metric asked for by name is an error where it cannot be broken down; of all metrics those that can are shown.
    let findings = names.flatMap { gaps?[$0] ?? [] }.map {
      $0.diagnostic(metric.isEmpty ? .warning : .error, at: pack.place(of: $0.metric))
    }
    Console.report(findings, root: arguments.pack)
    if findings.hasErrors { throw ExitCode(1) }
    var planner = Planner(pack)
    for name in names {
      planner.need(name, periods: [pack.period] + against)
      if let by, gaps?[name]?.isEmpty == true { planner.need(name, periods: [pack.period], segment: by) }
    }
    let book = try loaded.run(planner.plan())
    var facts: [Fact] = []
    for name in names {
      let slice = Slice(pack.period)
      facts.append(book.fact(name, in: slice))
      if !pack.inputs.contains(where: { $0.name == name }) {
        facts += against.map { book.fact(name, .change(against: $0), in: slice) }
      }
      guard let by, gaps?[name]?.isEmpty == true else { continue }
      switch book.breakdown(name, by: by, in: slice) {
      case .facts(let parts): facts += parts
      case .withheld(let why): Console.error("\(name) by \(by): \(why)\n")
      }
    }
    switch format {
    case .json: Console.out(FactsJSON.text(facts))
    case .csv: Console.out(FactsTable.csv(facts))
    case .table: Console.out(FactsTable.text(facts))
    }
  }
}

/// A pack that loaded without errors, ready to run plans.
struct LoadedPack {
  let pack: Pack
  private let arguments: PackArguments

  init(_ arguments: PackArguments) throws {
    self.arguments = arguments
    let (pack, diagnostics) = Pack.load(
      folder: arguments.pack, period: arguments.period, dataRoots: arguments.dataRoot)
    Console.report(diagnostics, root: arguments.pack)
    guard let pack, !diagnostics.hasErrors else { throw ExitCode(1) }
    self.pack = pack
  }

  func run(_ plan: Plan) throws -> FactBook { FactBook(pack: pack, plan: plan, table: try sums(plan)) }

  func sums(_ plan: Plan) throws -> SumTable {
    let progress = Progress()
    defer { progress.finish() }
    let (secret, finding) = TokenSecretReader().secret(of: pack)
    let lists = SetAsideLists(arguments.quarantineFolder)
    let engine = ScanEngine(
      threads: arguments.threads ?? ProcessInfo.processInfo.activeProcessorCount, dataRoots: arguments.dataRoot,
      progress: { progress.update(bytes: $0, of: $1, rows: $2) },
      quarantine: { [pack] name, rows, total in
        if let dataset = pack.datasets.first(where: { $0.name == name }) { lists.write(dataset, rows, total) }
      }, secret: secret, cache: arguments.cache)
    do {
      let table = try WarehouseEngine(files: engine).run(plan, on: pack)
      progress.finish()
      if let line = KeyedMemory(quality: table.quality).line { Console.error(line) }
      let findings =
        qualityFindings(table.quality, of: pack) + lists.finish(table.quality, of: pack)
        + [finding].compactMap { $0 }
      Console.report(findings, root: arguments.pack)
      if findings.hasErrors { throw ExitCode(1) }
      return table
    } catch let error as DiagnosticError {
      progress.finish()
      Console.report(error.diagnostics + lists.finish([], of: pack), root: arguments.pack)
      throw ExitCode(1)
    }
  }
}

extension Pack {
  /// Where a metric or a measure is defined.
  fileprivate func place(of name: String) -> Diagnostic.Location? {
    (metrics.first { $0.name == name }?.location ?? measures.first { $0.name == name }?.location).map {
      Diagnostic.Location(file: $0.file, line: $0.line, column: $0.column)
    }
  }
}
