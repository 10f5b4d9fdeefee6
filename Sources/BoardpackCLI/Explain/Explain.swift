import ArgumentParser
import Diagnostics
import Facts
import Foundation
import Metrics
import Pack
import Warehouse

/// `boardpack explain`.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explains a metric: what it means, what it is made of, how it changed and why.",
    discussion: """
      The change is split exactly: what each sum of the formula contributes, and for a ratio what changed within the \
      values of each segment and what came from another mix of them. A change within noise is said to be.

      EXAMPLES
        boardpack explain containment_rate my-pack
        boardpack explain nps my-pack --against year_ago
        boardpack explain csat my-pack --period 2026-08 --format json
        boardpack explain all my-pack > metrics.txt      every metric of the pack
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: "The metric, measure or input; all: every metric.")
  var metric: String

  @OptionGroup var arguments: PackArguments

  @Option(help: ArgumentHelp("Only this comparison of the pack, or a period; default: all.", valueName: "name"))
  var against: String?

  @Flag(help: "Print the SQL behind the metric as it runs, checks included, in place of the form for reading.")
  var sql = false

  @Option(help: "text or json.")
  var format: Format = .text

  func run() throws {
    let loaded = try LoadedPack(arguments)
    let pack = loaded.pack
    let known = pack.metrics.map(\.name) + pack.measures.map(\.name) + pack.inputs.map(\.name)
    let isAll = metric == "all" && !known.contains(metric)
    guard isAll || known.contains(metric) else {
      let nearest = nearestName(to: metric, among: known).map { "; did you mean \($0)?" }
      throw ValidationError(
        "there is no metric `\(metric)` in the pack\(nearest ?? "; `boardpack facts \(arguments.pack)` lists them")")
    }
    let names = against.map { [$0] } ?? pack.comparisons.map(\.name)
    let periods = try names.map { name in
      guard let period = pack.resolvePeriod(name, from: pack.period) else {
        let nearest = nearestName(to: name, among: pack.comparisons.map(\.name)).map { "; did you mean \($0)?" } ?? ""
        throw ValidationError("there is no comparison \(name) in the pack\(nearest)")
      }
      return (name: name, period: period)
    }.filter { $0.period != pack.period }
    let wanted = (isAll ? pack.metrics.map(\.name) : [metric]).map {
      Explaining(metric: $0, pack: pack, against: periods, showsSQL: !isAll)
    }
    var planner = Planner(pack)
    for explaining in wanted { explaining.need(&planner) }
    let book = try loaded.run(planner.plan())
    var explanations = wanted.map { $0.explanation(book) }
    if sql {
      do {
        for index in explanations.indices { explanations[index].statements = try wanted[index].statements() }
      } catch let error as DiagnosticError {
        Console.report(error.diagnostics, root: arguments.pack)
        throw ExitCode(1)
      }
    }
    switch format {
    case .text:
      Console.out(explanations.map { ExplanationText($0, length: Console.lineLength).text }.joined(separator: "\n\n"))
    case .json: Console.out(try isAll ? Explanation.json(explanations) : Explanation.json(explanations[0]))
    }
  }
}
