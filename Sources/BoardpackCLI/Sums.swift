import ArgumentParser
import Diagnostics
import Engines
import Facts
import Metrics
import Pack

/// `boardpack sums`.
struct Sums: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the sum table behind the metrics. Its rows are private.",
    discussion: """
      One line per view, slot, stretch of time, arm, segment value and bucket. Half of the bucket rows hold a single \
      customer: keep them where personal data may be kept, and never publish them.

      EXAMPLES
        boardpack sums my-pack > sums.csv
        boardpack sums my-pack --no-buckets --grain month --by channel --by intent --cohort arm
      """)

  /// The stretches of time sums are cut into.
  enum Cut: String, ExpressibleByArgument, CaseIterable {
    case day, week, month, quarter, year
    var grain: Grain {
      switch self {
      case .day: .day
      case .week: .week
      case .month: .month
      case .quarter: .quarter
      case .year: .year
      }
    }
  }

  @OptionGroup var arguments: PackArguments

  @Option(help: "Cut the period into day, week, month, quarter or year; default: the whole period.")
  var grain: Cut?

  @Option(
    help: ArgumentHelp(
      "Also by the values of a segment; repeat for several, each a view of its own.", valueName: "segment"))
  var by: [String] = []

  @Option(help: ArgumentHelp("Also by the arms of a cohort.", valueName: "cohort"))
  var cohort: String?

  @Flag(help: "Leave out the buckets, which intervals are made of.")
  var noBuckets = false

  @Flag(help: "Leave out how many customers stand behind each count.")
  var noClusters = false

  func run() throws {
    let loaded = try LoadedPack(arguments)
    let pack = loaded.pack
    try check(by, among: pack.segments.map(\.name), "segment", pack)
    try check(cohort.map { [$0] } ?? [], among: pack.cohorts.map(\.name), "cohort", pack)
    let periods = grain.map { pack.calendar.periods($0.grain, covering: pack.period) } ?? [pack.period]
    var planner = Planner(pack)
    for metric in pack.metrics {
      for segment in [nil] + by.map(Optional.some) {
        planner.need(metric.name, periods: periods, segment: segment, cohort: cohort)
      }
    }
    var plan = planner.plan()
    if noClusters { plan.distinct = [] }
    if noBuckets {
      for index in plan.views.indices { plan.views[index].bucketed = false }
    } else {
      Console.error("warning: these rows identify people; do not publish them\n")
    }
    try loaded.sums(plan).writeCSV(plan) { Console.out($0) }
  }

  private func check(_ names: [String], among known: [String], _ kind: String, _ pack: Pack) throws {
    let findings = names.filter { !known.contains($0) }.map { name in
      Diagnostic(
        .error, "unknown-\(kind)", "there is no \(kind) `\(name)`", at: .init(file: "pack.yaml"),
        remedy: nearestName(to: name, among: known).map { "did you mean `\($0)`?" }
          ?? "the pack has \(known.isEmpty ? "none" : known.joined(separator: ", "))")
    }
    guard findings.isEmpty else {
      Console.report(findings, root: arguments.pack)
      throw ExitCode(2)
    }
  }
}
