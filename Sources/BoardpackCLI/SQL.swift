import ArgumentParser
import Diagnostics
import Engines
import Facts
import Metrics
import Pack
import Warehouse

/// `boardpack sql`.
struct SQL: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql",
    abstract: "Prints the SQL that the figures come from, for reading and for running by hand.",
    discussion: """
      One statement per check, view and distribution, each under a comment that says what it gives. A pack over files is \
      written for DuckDB, which reads the files from the pack's folder; in another dialect a dataset is a table of its \
      name. Results are whole numbers, and texts in hexadecimal, as every client prints those alike.

      EXAMPLES
        boardpack sql my-pack
        boardpack sql my-pack --metric containment --dialect postgresql
        boardpack sql my-pack --metric containment --by channel --grain month
        cd my-pack && boardpack sql . --dataset sessions | duckdb
      """)

  @OptionGroup var arguments: PackArguments

  @Option(help: "postgresql, duckdb, clickhouse or spark; default: the pack's warehouse, duckdb for files.")
  var dialect: String?

  @Option(help: ArgumentHelp("Only what this metric needs; repeat for several.", valueName: "name"))
  var metric: [String] = []

  @Option(help: ArgumentHelp("Only the statements over this dataset.", valueName: "name"))
  var dataset: String?

  @Option(
    help: ArgumentHelp(
      "Also by the values of a segment; repeat for several, each a view of its own.", valueName: "segment"))
  var by: [String] = []

  @Option(help: "Also cut the period into day, week, month, quarter or year.")
  var grain: Sums.Cut?

  func validate() throws {
    if let dialect, Dialect(rawValue: dialect) == nil {
      throw ValidationError(
        "--dialect takes one of \(Dialect.allCases.map(\.rawValue).joined(separator: ", ")), not \(dialect)")
    }
  }

  func run() throws {
    let pack = try LoadedPack(arguments).pack
    try check(metric, among: pack.metrics.map(\.name) + pack.measures.map(\.name), "metric")
    try check(dataset.map { [$0] } ?? [], among: pack.datasets.map(\.name), "dataset")
    try check(by, among: pack.segments.map(\.name), "segment")
    let against = pack.comparisons.compactMap { pack.resolvePeriod($0.name, from: pack.period) }
    var planner = Planner(pack)
    let parts = grain.map { pack.calendar.periods($0.grain, covering: pack.period) } ?? []
    for name in metric.isEmpty ? pack.metrics.map(\.name) : metric {
      for segment in [nil] + by.map(Optional.some) {
        planner.need(name, periods: [pack.period] + against + parts, segment: segment)
      }
    }
    do {
      let statements = try PackStatements(
        for: planner.plan(), on: pack, dialect: dialect.flatMap { Dialect(rawValue: $0) })
      for entry in statements.entries where dataset == nil || entry.statement.dataset == dataset {
        Console.out("-- \(entry.dialect.title): \(entry.title)\n\(entry.statement.sql);\n\n")
      }
    } catch let error as DiagnosticError {
      Console.report(error.diagnostics, root: arguments.pack)
      throw ExitCode(1)
    }
  }

  private func check(_ names: [String], among known: [String], _ kind: String) throws {
    for name in names where !known.contains(name) {
      let nearest = nearestName(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
      throw ValidationError("there is no \(kind) \(name) in the pack\(nearest)")
    }
  }
}
